"""Ours beside the standard: working days and statutory limits. They take the ISO text of a date as well as a date."""

from datetime import date
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.running import Run
from engine.feel.temporal import read_day, read_literal
from engine.feel.values import given

FARTHEST = 5000  # working days, some twenty years: nothing here reaches farther


@builtin("working_days_after")
def working_days_after(run: Run, date: str | date, count: Decimal) -> date:
    """The so-many-th working day after a day, which is not counted; before it if negative."""
    if count != int(count) or abs(count) > FARTHEST:
        raise ValueError(f"The count must be whole, and at most {FARTHEST}.")
    run.charge(int(abs(count)))
    return run.env.calendar.after(read_day(date), int(count))


@builtin("working_days_between")
def working_days_between(run: Run, from_: str | date, to: str | date) -> Decimal:
    """How many working days lie after the first day, up to and with the second; negative if it is earlier."""
    start, end = read_day(from_), read_day(to)
    run.charge(abs((end - start).days))
    return Decimal(run.env.calendar.between(start, end))


@builtin("due")
def due(run: Run, limit: str, anchor: str | date) -> object:
    """The last day on which a limit can be met, counted from its anchor; for limits in hours the moment.

    Raises NoSuchLimit, since a limit without a row is a fault of the tables, not of the data.
    """
    start = read_literal(anchor) if isinstance(anchor, str) else anchor
    if not isinstance(start, date):
        raise ValueError("That is no date.")
    found = run.env.due(limit, start)
    return None if found is None else given(found.due)
