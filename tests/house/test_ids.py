"""The diagram is the truth: no id of a process, task, form, role or limit stands in Python (design: principle 1)."""

import ast
import re
from collections.abc import Iterator

import pytest
from lxml import etree

from tests.house.sources import PROGRAM, ROOT, Source, docstrings, python

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
TWO_WORDS = re.compile(r"\w+[_ -]\w+")
SCHEMA = (  # a table may be called as a process, a column as a limit
    "engine/storage/tables.py",
    "engine/storage/record_tables.py",
    "engine/storage/plan_tables.py",
    "engine/storage/migrations/",
)
QUOTED = re.compile(r'"([^"]*)"')


def ids_of(tag: str) -> set[str]:
    """The ids of all `tag` elements in the diagrams."""
    files = sorted((ROOT / "processes").glob("*.bpmn"))
    return {element.get("id", "") for file in files for element in etree.parse(file).iter(f"{BPMN}{tag}")}


def forms() -> set[str]:
    return {file.stem for file in (ROOT / "forms").glob("*.form")}


def limits() -> set[str]:
    """The limits' names: the quoted words of the column that asks for the limit, in the table of limits."""
    table = etree.parse(ROOT / "processes" / "limits.dmn")
    return {name for decision in table.iter("{*}decisionTable") for name in _column(decision)}


def _column(table: etree._Element) -> Iterator[str]:
    asked = [" ".join(column.itertext()).split() for column in table.iterfind("{*}input")]
    index = asked.index(["limit"])
    for rule in table.iterfind("{*}rule"):
        yield from QUOTED.findall("".join(rule.findall("{*}inputEntry")[index].itertext()))


KINDS = {
    "process": lambda: ids_of("process"),
    "task": lambda: ids_of("userTask"),
    "role": lambda: ids_of("lane"),
    "form": forms,
    "limit": limits,
}


def constants(source: Source) -> Iterator[ast.Constant]:
    """Every string constant of a file but its docstrings (which say what they mean by example)."""
    told = docstrings(source.tree)
    yield from (
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_id_of_a_diagram_is_a_constant_in_python(kind: str) -> None:
    """Ids of one word, such as "analyst", are words of the language too and say nothing."""
    found = KINDS[kind]()
    assert found, f"There is no {kind} to look for."
    ids = {name for name in found if TWO_WORDS.fullmatch(name)}
    written = [source for source in python(*PROGRAM) if not source.path.startswith(SCHEMA)]
    said = [f"{source.at(node)} {node.value}" for source in written for node in constants(source) if node.value in ids]
    assert said == []
