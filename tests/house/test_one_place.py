"""What happens in one place only: the commit, the clock, the environment. And what happens nowhere."""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import PROGRAM, Source, bound, dotted, names, python

CLOCK = re.compile(
    r"datetime\.(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime|ctime|monotonic|perf_counter)"
    r"|(sqlalchemy\.|.*\.)?func\.(now|current_timestamp|current_date|current_time|localtimestamp)"
)
ENVIRONMENT = re.compile(r"os\.(environ|environb|getenv|putenv)(\..*)?")
COMMIT = re.compile(r"(.*\.)?(commit|begin)")
FORBIDDEN = re.compile(
    r"(pickle|cPickle|_pickle|marshal|shelve|dill|cloudpickle|builtins)(\..*)?"
    r"|yaml\.(full_load|full_load_all|unsafe_load|unsafe_load_all|Loader|FullLoader|UnsafeLoader)"
)
LATE = re.compile(r"importlib\.import_module")
BUILTINS = {"eval", "exec", "compile", "__import__"}
COMMITS = ("engine/storage/unit_of_work.py", "engine/storage/connect.py", "engine/storage/migrations/")


def uses(pattern: re.Pattern[str], *allowed: str) -> list[str]:
    """Where the program reads a name that `pattern` fits, outside the files and folders `allowed`."""
    return [
        f"{source.at(node)} {name}"
        for source in python(*PROGRAM)
        if not source.path.startswith(allowed or ("nowhere",))
        for name, node in names(source)
        if pattern.fullmatch(name)
    ]


def test_only_storage_begins_and_commits() -> None:
    """One verb is one transaction, which only the unit of work may end (migrations and first starts have their own)."""
    assert uses(COMMIT, *COMMITS) == []


def test_only_the_clock_reads_the_time() -> None:
    """Time is passed in, so tests and rehearsals run years in a second; the database's clock counts too."""
    assert uses(CLOCK, "engine/domain/clock.py") == []


def test_only_the_settings_read_the_environment() -> None:
    assert uses(ENVIRONMENT, "engine/settings.py") == []


def test_nothing_loads_objects_out_of_bytes() -> None:
    """Pickle and its kin, and YAML's full loader, run what they read."""
    assert uses(FORBIDDEN) == []


def test_yaml_is_loaded_by_a_safe_loader() -> None:
    """`yaml.load` is fine with a loader that the same file makes out of SafeLoader."""
    assert [source.at(call) for source in python(*PROGRAM) for call in _yaml_loads(source)] == []


def _yaml_loads(source: Source) -> Iterator[ast.Call]:
    safe = {node.name for node in source.classes if [dotted(base) for base in node.bases] == ["yaml.SafeLoader"]}
    calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    for call in calls:
        loaders = {dotted(given) for given in (*call.args[1:], *(word.value for word in call.keywords))}
        if dotted(call.func) in ("yaml.load", "yaml.load_all") and not (loaders and loaders <= safe):
            yield call


def test_a_module_is_imported_where_a_reader_and_the_import_rules_see_it() -> None:
    """But for the face and the command line, which load what is asked for, and operations, which are found by name."""
    assert uses(LATE, "engine/__init__.py", "webapp/cli.py", "engine/operations/__init__.py") == []


def test_no_python_is_made_from_text() -> None:
    """No eval, exec, compile or __import__ of Python's own; FEEL's `compile` is another."""
    assert [source.at(node) for source in python(*PROGRAM) for node in _makers(source)] == []


def _makers(source: Source) -> Iterator[ast.Name]:
    own = bound(source.tree)
    yield from (
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in BUILTINS - own
    )
