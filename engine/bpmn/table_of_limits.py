"""The time-limit table as values: its rows become `domain.limits.Limit`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.bpmn.decisions import Decision
from engine.domain.errors import NoSuchLimit
from engine.domain.limits import EARLIER, UNITS, Limit
from engine.feel import Environment

TABLE, NATIONAL = "limits", "national"
QUOTED = re.compile(r'"([^"]*)"')


def names(table: Decision | None) -> frozenset[str]:
    """The limits that the table has a row for, read from its first column; none without a table."""
    cells = (rule.tests[0] for rule in table.rules if rule.tests) if table else ()
    return frozenset(name for cell in cells if cell is not None for name in QUOTED.findall(cell))


def look_up(table: Decision | None, name: str, authority: str, on: date, env: Environment) -> Limit:
    """An authority's row of a limit, else the national one, in force on a day. Raises NoSuchLimit without either."""
    for whose in dict.fromkeys((authority, NATIONAL)):
        row = _row(table, {"limit": name, "authority": whose, "on": on}, env) if table else None
        if row is not None:
            return _limit(name, authority, row)
    raise NoSuchLimit(limit=name, authority=authority, on=on.isoformat())


def _row(table: Decision, asked: Mapping[str, object], env: Environment) -> Mapping[str, Any] | None:
    said = table.ask(asked, env).said
    row = next(iter(said), None) if isinstance(said, list) else said
    return row if row and row.get("amount") is not None and row.get("unit") in UNITS else None


def _limit(name: str, authority: str, row: Mapping[str, Any]) -> Limit:
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
