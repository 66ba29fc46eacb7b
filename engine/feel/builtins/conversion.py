"""From one type to another."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.running import Run
from engine.feel.temporal import duration_text, moment_text
from engine.feel.values import Months, Range

NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,4})?", re.ASCII)


@builtin("number")
def number(
    _run: Run, from_: str | Decimal, grouping_separator: str | None = None, decimal_separator: str | None = None
) -> Decimal:
    """The number that a text writes; the two separators are taken out and put right first."""
    if isinstance(from_, Decimal):
        return from_
    text = from_.replace(grouping_separator, "") if grouping_separator else from_
    if decimal_separator and decimal_separator != ".":
        text = text.replace(".", "#").replace(decimal_separator, ".")
    if not NUMBER.fullmatch(text.strip()):
        raise ValueError("That is no number.")
    return +Decimal(text.strip())


@builtin("string")
def string(run: Run, from_: object) -> str | None:
    """How the value is written in FEEL; a text is itself, null stays null."""
    return from_ if isinstance(from_, str) or from_ is None else written(from_, run)


def written(value: object, run: Run) -> str:
    """The value as a FEEL literal, texts inside lists and contexts in quotes."""
    run.charge(1)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, str):
        run.charge(len(value) // 8)
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return f"[{', '.join(written(item, run) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {written(run.take(item), run)}' for name, item in value.items())}}}"
    if isinstance(value, Range):
        opening, closing = "[" if value.closed[0] else "(", "]" if value.closed[1] else ")"
        return f"{opening}{written(value.low, run)}..{written(value.high, run)}{closing}"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_text(value)
    return str(value) if isinstance(value, Months) else "null"
