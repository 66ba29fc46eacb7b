"""The corpus: expressions with what they are worth here, and where `@bpmn-io/feelin` says otherwise, why.

`in` is the scope, or the name of one; `input` makes it a cell of a decision table; `refused` when it does not compile.
Dates, times, moments (UTC) and durations stand in JSON as {"date": "2026-01-31"} and so on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from engine import feel
from engine.feel.temporal import duration_text
from tests.unit.feel.asking import world

REFUSED = "refused"
_FILE = json.loads(Path(__file__).with_name("corpus.json").read_text("utf-8"))


@dataclass(frozen=True)
class Entry:
    """One expression, what it is worth here and in feelin."""

    text: str
    scope: Mapping[str, object]
    cell: bool
    tested: object
    value: object
    feelin: object
    why: str


def _entry(row: dict[str, object]) -> Entry:
    scope = row.get("in", {})
    ours = REFUSED if row.get(REFUSED) else row["value"]
    return Entry(
        text=row["text"],
        scope=_FILE["contexts"][scope] if isinstance(scope, str) else scope,
        cell="input" in row,
        tested=row.get("input"),
        value=ours,
        feelin=row.get("feelin", ours),
        why=row.get("why", ""),
    )


CORPUS = [_entry(row) for row in _FILE["expressions"]]


def ours(entry: Entry) -> object:
    """What our FEEL makes of an entry, in the corpus's JSON."""
    try:
        compiled = (feel.compile_unary if entry.cell else feel.compile)(entry.text, "corpus#entry")
    except feel.FeelError:
        return REFUSED
    scope = {**entry.scope, "?": entry.tested} if entry.cell else entry.scope
    return plain(compiled.run(scope, world()))


def plain(value: object) -> object:
    """A FEEL value in the corpus's JSON."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return _temporal(value)


def _temporal(value: object) -> object:
    if isinstance(value, datetime):
        return {"moment": value.isoformat().replace("+00:00", "Z")}
    if isinstance(value, date | time):
        return {"date" if isinstance(value, date) else "time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"duration": duration_text(value)}
    return {"duration": str(value)} if isinstance(value, feel.Months) else value
