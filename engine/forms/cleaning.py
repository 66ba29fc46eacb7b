"""Placed answers become clean values, or problems in the order of the form."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from engine.domain.values import Problem
from engine.forms import schema
from engine.forms.components import Rows
from engine.forms.placing import Path, Placed, Row, answered


def clean(parts: Sequence[Placed], today: date) -> tuple[dict[str, object], list[Problem]]:
    """The values of one level by key, and what is wrong in it and in its rows."""
    asked = list(answered(parts))
    plain = [one for one in asked if not isinstance(one.component, Rows)]
    raw = {one.question.key: one.raw for one in plain}
    found, wrong = schema.load(tuple(one.question for one in plain), raw, today)
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for one in asked:
        key = one.question.key
        if isinstance(one.component, Rows):
            values[key], more = _rows(one, one.component, today)
            problems += more
        else:
            values[key] = found[key]
            problems += _problems(one.path, wrong.get(key))
    return values, problems


def _problems(path: Path, wrong: object) -> Iterator[Problem]:
    """The first thing that is wrong with one answer: people mend one thing at a time."""
    while isinstance(wrong, Mapping) and wrong:
        part = next(iter(wrong))
        path, wrong = (*path, part), wrong[part]
    if isinstance(wrong, list) and wrong:
        yield Problem(path, str(wrong[0]))


def _rows(placed: Placed, section: Rows, today: date) -> tuple[list[dict], list[Problem]]:
    if placed.raw is not None and not isinstance(placed.raw, list | tuple) and not schema.is_blank(section, placed.raw):
        return [], [Problem(placed.path, section.message_required)]
    kept = list(placed.rows) if section.for_each is not None else _kept(placed.rows, section.min_rows)
    cleaned = [_row(row, today) for row in kept]
    problems = [problem for _, found in cleaned for problem in found]
    if placed.surplus:
        problems.insert(0, Problem(placed.path, f"You can add up to {section.max_rows}. Remove the others"))
    return [values for values, _ in cleaned], problems


def _kept(rows: Sequence[Row], least: int) -> list[Row]:
    """The rows in which something was typed, and as many empty ones as must be filled in."""
    empty = [row for row in rows if _is_empty(row)]
    spare = {id(row) for row in empty[max(0, least - (len(rows) - len(empty))) :]}
    return [row for row in rows if id(row) not in spare]


def _is_empty(row: Row) -> bool:
    return row.readable and all(
        all(map(_is_empty, one.rows)) if one.rows else schema.is_blank(one.question, one.raw)
        for one in answered(row.parts)
    )


def _row(row: Row, today: date) -> tuple[dict[str, object], list[Problem]]:
    if not row.readable:
        return {}, [Problem(row.path, "This row cannot be read. Remove it and add it again")]
    about = {"item": row.item.id, "item_name": row.item.name} if row.item else {}
    values, problems = clean(row.parts, today)
    return about | values, problems
