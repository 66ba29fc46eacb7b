"""The header of the table for `childpath take-on`, with a row that says what is wanted: made from the form itself."""

import csv
from collections.abc import Collection
from io import StringIO
from typing import Any

from engine import StartView
from webapp.cli_commands.take_on_families import FAMILY, Columns

EXAMPLES = {"date": "2025-11-03", "number": "0"}
YES = "yes"


def table(columns: Columns, start: StartView) -> str:
    """A CSV of two lines. The example is of a child of whom much is asked; it can be taken on as it stands."""
    child: dict[str, str] = {}
    while asked := _asked(columns, start, child):
        child[asked.key] = _example(columns, start, child, asked)
    family = {name: _written(one) for name, one in columns.family.items() if one.required and one.prefill is None}
    row = {FAMILY: "1"} | family | {columns.of(key, child=True): value for key, value in child.items()}
    text = StringIO()
    writer = csv.DictWriter(text, columns.names)
    writer.writeheader()
    writer.writerow(row)
    return text.getvalue()


def _asked(columns: Columns, start: StartView, child: dict[str, str]) -> Any:
    """The first question that such a child would have to answer still; None when all are answered."""
    shown = _shown(columns, start, child)
    open_ones = (one for one in columns.child.values() if one.required and one.key in shown and one.key not in child)
    return next(open_ones, None)


def _shown(columns: Columns, start: StartView, child: dict[str, str]) -> Collection[str]:
    form: Any = start.form
    return {path[-1] for path in form.visible({columns.rows: [child]}, start.scope, start.env) if len(path) == 3}


def _example(columns: Columns, start: StartView, child: dict[str, str], question: Any) -> str:
    """The answer that brings up the most other questions."""
    values = [one.value for one in getattr(question, "options", ())]
    return max(
        values, key=lambda one: len(_shown(columns, start, child | {question.key: one})), default=_written(question)
    )


def _written(question: Any) -> str:
    return EXAMPLES.get(question.kind, question.label)
