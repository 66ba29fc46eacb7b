"""What the software does for each clause of the authorities' guides, where, and which tests show it.

`clauses.csv` says how a clause is kept. One that is enforced, prompted or shown names at least one element or row that
does it; one that is enforced also has a test that names it by a mark, and that fails without that element.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.domain.values import Finding
from engine.operations import inputs_of_all
from engine.published import CLAUSES, read_release
from engine.queries.fact_paths import fact_paths

ENFORCED, PROMPTED, SHOWN, NOT_OURS, GAP = "enforced", "prompted", "shown", "not software's", "gap"
STATES = (ENFORCED, PROMPTED, SHOWN, NOT_OURS, GAP)
KEPT = (ENFORCED, PROMPTED, SHOWN)
MARK = "clause"


@dataclass(frozen=True)
class ClauseLine:
    """A clause: whose it is, how it is kept, where ("file#element"), by which tests ("file::name"), and why so."""

    id: str
    authority: str
    how: str
    where: tuple[str, ...]
    tests: tuple[str, ...]
    why: str

    def told(self) -> dict[str, object]:
        """As JSON gives it."""
        return {name: value for name, value in asdict(self).items() if name != "authority"}


def clause_lines(files: Mapping[str, bytes], tests: Mapping[str, tuple[str, ...]]) -> list[ClauseLine]:
    """Every clause of a release, in the order of its table. Raises ReleaseRefused for files that cannot be run."""
    release = read_release(0, files, inputs_of_all(), fact_paths())
    places = release.catalogue.places_of_clauses()
    return [
        ClauseLine(one.id, one.source, one.how, places.get(one.id, ()), tests.get(one.id, ()), one.why)
        for one in release.clauses.values()
    ]


def wrong_clauses(lines: list[ClauseLine], *, tested: bool = True) -> list[Finding]:
    """What the clauses claim and do not hold; `tested` asks for a test where a clause is enforced."""
    return [Finding(CLAUSES, line.id, *wrong) for line in lines for wrong in _wrong(line, tested)]


def _wrong(line: ClauseLine, tested: bool) -> Iterator[tuple[str, str]]:
    if line.how not in STATES:
        yield f'Its state is "{line.how}", which is none.', f"Write one of: {', '.join(STATES)}."
    elif line.how in KEPT and not line.where:
        yield f"It is {line.how}, but no element or row names it.", "Name it where it is done, or call it a gap."
    elif line.how not in KEPT and line.where:
        yield f"It is {line.how}, but {line.where[0]} names it.", "Say how it is kept, or take the name away there."
    if line.how in (NOT_OURS, GAP) and not line.why.strip():
        yield "It does not say why.", "Give the reason in the column `why`."
    if tested and line.how == ENFORCED and not line.tests:
        yield "It is enforced, but no test names it.", f'Mark a test: @pytest.mark.{MARK}("{line.id}").'


# ---- the tests that name clauses


def marked_tests(folder: Path) -> dict[str, tuple[str, ...]]:
    """Each clause that a test in `folder` names by its mark, with those tests ("tests/a.py::name"), in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("test_*.py")):
        for clause, test in _marked(file, folder.parent):
            found[clause].append(test)
    return {clause: tuple(tests) for clause, tests in found.items()}


def _marked(file: Path, root: Path) -> Iterator[tuple[str, str]]:
    path = file.relative_to(root).as_posix()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        before = f"{path}::{node.name}" if isinstance(node, ast.ClassDef) else path
        for test in inside:
            if isinstance(test, ast.FunctionDef):
                yield from ((clause, f"{before}::{test.name}") for clause in _clauses_of(test))


def _clauses_of(test: ast.FunctionDef) -> Iterator[str]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == MARK:
            yield from (str(one.value) for one in mark.args if isinstance(one, ast.Constant))
