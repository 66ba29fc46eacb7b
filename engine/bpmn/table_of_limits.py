"""The time-limit table as values: its rows become `domain.limits.Limit`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.bpmn.decisions import Decision
from engine.domain.errors import NoSuchLimit
from engine.domain.limits import EARLIER, UNITS, Limit
from engine.feel import Environment, Expression

TABLE, NATIONAL = "limits", "national"
QUOTED = re.compile(r'"([^"]*)"')


def names(table: Decision | None) -> frozenset[str]:
    """The limits that the table has a row for, read from its first column; none without a table."""
    return frozenset(name for rule in (table.rules if table else ()) for name in _cell(rule.tests, 0))


def authorities(table: Decision | None) -> frozenset[str]:
    """Those that the table knows: by its column's list of values, and by their rows; none without a table."""
    if table is None:
        return frozenset()
    listed = table.allowed[1] if len(table.allowed) > 1 else None
    local = {whose for _, whose in local_rows(table)}
    return frozenset({NATIONAL, *local, *(listed or ())}) if local or listed else frozenset()


def local_rows(table: Decision) -> frozenset[tuple[str, str]]:
    """Each limit that an authority has a row of its own for, with the authority."""
    pairs = ((_cell(rule.tests, 0), _cell(rule.tests, 1)) for rule in table.rules)
    return frozenset((name, whose) for names, all_ in pairs for name in names for whose in all_ if whose != NATIONAL)


def _cell(tests: tuple[Expression | None, ...], column: int) -> list[str]:
    cell = tests[column] if column < len(tests) else None
    return [] if cell is None else QUOTED.findall(cell)


def look_up(table: Decision | None, name: str, authority: str, on: date, env: Environment) -> Limit:
    """An authority's row of a limit, else the national one, in force on a day. Raises NoSuchLimit without either."""
    for whose in dict.fromkeys((authority, NATIONAL)):
        row = own_row(table, name, whose, on, env) if table else None
        if row is not None:
            return as_limit(name, authority, row)
    raise NoSuchLimit(limit=name, authority=authority, on=on.isoformat())


def own_row(table: Decision, name: str, whose: str, on: date, env: Environment) -> Mapping[str, Any] | None:
    """The row that the table has for an authority on a day; a row for anyone is the national one."""
    said = table.ask({"limit": name, "authority": whose, "on": on}, env).said
    row = next(iter(said), None) if isinstance(said, list) else said
    return row if row and row.get("amount") is not None and row.get("unit") in UNITS else None


def same(one: Decision | None, other: Decision | None) -> bool:
    """Whether two tables give the same limits, wherever their rows stand in the file and whatever they are called."""
    return (one and _said(one)) == (other and _said(other))


def _said(table: Decision) -> tuple[object, ...]:
    return table.inputs, table.outputs, table.policy, tuple((rule.tests, rule.outputs) for rule in table.rules)


def is_statute(row: Mapping[str, Any]) -> bool:
    """Whether the law sets this limit, so that no authority may loosen it. In a table that does not say, it does."""
    return row.get("statutory") is not False


def as_limit(name: str, authority: str, row: Mapping[str, Any]) -> Limit:
    """A row as a limit."""
    amber = row.get("amber")
    return Limit(
        name=name,
        authority=authority,
        amount=int(row["amount"]),
        unit=str(row["unit"]),
        anchor=str(row.get("anchor") or ""),
        rounding=str(row.get("rounding") or EARLIER),
        source=str(row.get("source") or ""),
        edition=str(row.get("edition") or ""),
        amber=None if amber is None else int(amber),
    )
