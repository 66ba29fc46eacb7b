"""The tests keep rules too: each says what it shows, none waits for luck, none is quietly left out."""

import ast
import re

from tests.house.sources import Function, Source, names, python

WAITING = re.compile(r"time\.sleep|asyncio\.sleep|(.*\.)?wait_for_timeout")
LEFT_OUT = re.compile(r"pytest\.(skip|xfail|importorskip|mark\.(skip|skipif|xfail))(\..*)?|unittest\.skip.*")
SENTENCE = 4  # words after "test_"


def every_test() -> list[tuple[Source, Function]]:
    files = (source for source in python("tests") if source.path.rpartition("/")[2].startswith(("test_", "contract")))
    return [(source, node) for source in files for node in source.functions if node.name.startswith("test_")]


def uses(pattern: re.Pattern[str]) -> list[str]:
    found = ((source, name, node) for source in python("tests") for name, node in names(source))
    return [f"{source.at(node)} {name}" for source, name, node in found if pattern.fullmatch(name)]


def test_every_test_says_what_it_shows() -> None:
    """By its name, if that is a sentence, or else by its docstring."""
    silent = [
        f"{source.at(node)} {node.name}"
        for source, node in every_test()
        if len(node.name.split("_")) <= SENTENCE and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_two_tests_of_a_file_have_one_name() -> None:
    """The second would silently replace the first."""
    twice = []
    for source in python("tests"):
        for holder in (source.tree, *source.classes):
            mine = [node.name for node in holder.body if isinstance(node, Function) and node.name.startswith("test_")]
            twice += [f"{source.path} {name}" for name in {name for name in mine if mine.count(name) > 1}]
    assert twice == []


def test_no_test_sleeps() -> None:
    """A test waits for a signal; a sleep is too short on a busy machine and too long on every other."""
    assert uses(WAITING) == []


def test_a_test_is_left_out_only_by_a_missing_part_of_the_machine() -> None:
    """`need` in tests/missing_parts.py says so at the end, and fails where `CI` is set."""
    assert [found for found in uses(LEFT_OUT) if not found.startswith("tests/missing_parts.py")] == []
