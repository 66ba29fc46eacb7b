"""The rows of a table become the answers that the page would have been given, one family at a time.

Columns are the questions of the form: those about the family, and those about each child, a row a child. Nothing is
known of the form but what it says itself.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from engine import Problem, StartView
from webapp.cli_commands.dates import read_dates
from webapp.cli_commands.take_on_sheet import Fault, Line

FAMILY = "family"  # the column that says which rows belong together
WORDS = {"y": "yes", "n": "no", "true": "yes", "false": "no", "1": "yes", "0": "no"}
REQUEST = "take-on "
DIGITS = 24  # of a digest: a request's id holds two


@dataclass(frozen=True)
class Columns:
    """Which question of the form each column asks: of the family, or of a child (`rows` is where these are listed)."""

    family: Mapping[str, Any]
    child: Mapping[str, Any]
    rows: str

    @property
    def names(self) -> list[str]:
        return [FAMILY, *self.family, *self.child]

    def of(self, key: str, *, child: bool) -> str:
        """The column of a question's key."""
        there = self.child if child else self.family
        return next((name for name, question in there.items() if question.key == key), key)


@dataclass
class Family:
    """One family: the answers of its rows, where each stands in the file, and what is wrong."""

    key: str
    lines: list[Line]
    raw: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def requests(self) -> str:
        """How the ids of all requests to take on this family begin: a family's key stands for one family for ever."""
        return f"{REQUEST}{_digest(self.key.casefold())} "

    @property
    def request(self) -> str:
        """The id of the request to take it on with just these answers."""
        return f"{self.requests}{_digest(json.dumps([dict(line.cells) for line in self.lines], sort_keys=True))}"


def columns_of(form: Any) -> Columns:
    """The columns that a form's questions make; one about a child that is called as another gets "child_" before it."""
    questions = [one for one in form.components if one.asks]
    (rows,) = [one for one in questions if one.kind == "rows"]
    family = {one.key: one for one in questions if one is not rows}
    inner = [one for one in rows.components if one.asks]
    return Columns(family, {f"child_{one.key}" if one.key in family else one.key: one for one in inner}, rows.key)


def families_of(lines: Sequence[Line], columns: Columns, start: StartView) -> list[Family]:
    """The families, in the order of the file; each with all that is wrong with it."""
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.cells.get(FAMILY, "").casefold()].append(line)
    found = [_family(theirs, columns, start) for theirs in grouped.values()]
    _note_doubles(found, columns)
    return found


def _family(lines: list[Line], columns: Columns, start: StartView) -> Family:
    family = Family(lines[0].cells.get(FAMILY, ""), lines)
    if not family.key:
        family.faults += [Fault(line.number, FAMILY, "Say which family the child belongs to.") for line in lines]
    own = [_answers(line, columns.family, family.faults) for line in lines]
    family.faults += _at_odds(lines, columns)
    told = {key: value for answers in reversed(own) for key, value in answers.items()}
    children = [_answers(line, columns.child, family.faults) for line in lines]
    family.raw = {**start.prefill, **told, columns.rows: children}
    form: Any = start.form
    refused = {(fault.line, fault.column) for fault in family.faults}
    checked = [_placed(problem, family, columns) for problem in form.problems(family.raw, start.scope, start.env)]
    family.faults += [one for one in dict.fromkeys(checked) if (one.line, one.column) not in refused]
    family.faults += _unasked(family, columns, form.visible(family.raw, start.scope, start.env))
    return family


def _answers(line: Line, questions: Mapping[str, Any], faults: list[Fault]) -> dict[str, str]:
    """The answers in a row; what can be no answer becomes a fault, and is left as it was written."""
    found = {}
    for name, question in questions.items():
        if cell := line.cells.get(name):
            try:
                found[question.key] = _READERS.get(question.kind, _as_written)(question, cell)
            except ValueError as error:
                faults.append(Fault(line.number, name, str(error)))
                found[question.key] = cell
    return found


def _day(_: Any, cell: str) -> str:
    try:
        (found,) = read_dates([cell])
    except (click.BadParameter, ValueError) as error:
        serial = cell.isdecimal() and len(cell) == len("45964")
        mend = "Excel keeps dates as such numbers: format the column as a date" if serial else "Write it"
        raise ValueError(f"“{cell}” is no date. {mend}, like 2025-11-03 or 03/11/2025.") from error
    return found.isoformat()[:10]


def _choice(question: Any, cell: str) -> str:
    said = cell.casefold()
    for option in question.options:
        if said in (option.value.casefold(), option.label.casefold()) or WORDS.get(said) == option.value:
            return option.value
    raise ValueError(f"“{cell}” is none of the answers. Write {', '.join(one.value for one in question.options)}.")


def _as_written(_: Any, cell: str) -> str:
    return cell


def _number(_: Any, cell: str) -> str:
    return cell.removesuffix(".0")


_READERS = {"date": _day, "radio": _choice, "select": _choice, "number": _number}


def _at_odds(lines: Sequence[Line], columns: Columns) -> Iterator[Fault]:
    """Rows of one family that tell of it differently: two families under one key, or a slip."""
    for name in columns.family:
        told = [(line.number, line.cells[name]) for line in lines if name in line.cells]
        for number, cell in told[1:]:
            if cell != told[0][1]:
                message = f"“{cell}”, but line {told[0][0]} says “{told[0][1]}” of the same family. Make them agree."
                yield Fault(number, name, message)


def _placed(problem: Problem, family: Family, columns: Columns) -> Fault:
    """Where a problem of the form stands in the file."""
    first, *inner = problem.path or (columns.rows,)
    if first == columns.rows and inner:
        line, key = family.lines[int(inner[0])], str(inner[1]) if len(inner) > 1 else ""
        return Fault(line.number, columns.of(key, child=True) if key else "", problem.message)
    return Fault(family.lines[0].number, columns.of(str(first), child=False), problem.message)


def _unasked(family: Family, columns: Columns, visible: Collection[tuple]) -> Iterator[Fault]:
    """Cells that no question takes: they would be lost without a word."""
    for index, line in enumerate(family.lines):
        for name, question in columns.child.items():
            if name in line.cells and (columns.rows, index, question.key) not in visible:
                yield Fault(
                    line.number, name, "This is not asked beside the row's other answers. Mend them, or empty it."
                )


def _note_doubles(families: Sequence[Family], columns: Columns) -> None:
    """A child who stands twice in the file."""
    seen: dict[tuple, int] = {}
    for family in families:
        for line, child in zip(family.lines, family.raw[columns.rows], strict=True):
            name = child.get("family_name") or family.raw.get("family_name", "")
            who = (child.get("given_name", "").casefold(), str(name).casefold(), child.get("birth_date"))
            if who[2] and (before := seen.setdefault(who, line.number)) != line.number:
                message = f"This child stands on line {before} too. Keep one of the rows."
                family.faults.append(Fault(line.number, columns.of("given_name", child=True), message))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
