"""Ours beside the standard: working days and statutory limits. They take the ISO text of a date as well as a date."""

from datetime import date, datetime
from decimal import Decimal

from engine.domain.set_dates import due_or_set
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
    start = _day_or_moment(anchor)
    assert start is not None
    found = run.env.due(limit, start)
    return None if found is None else given(found.due)


@builtin("due")
def due_beside(run: Run, limit: str | None, anchor: str | date | None, set_: str | date | None) -> object:
    """The earlier of a limit's date and one that people have set; the one that there is; null without either."""
    found = due_or_set(limit, _day_or_moment(anchor), _day_or_moment(set_), run.env.due)
    return None if found is None else given(found.due)


def _day_or_moment(value: str | date | None) -> date | datetime | None:
    """Raises ValueError for a text that is neither."""
    read = read_literal(value) if isinstance(value, str) else value
    if read is not None and not isinstance(read, date):
        raise ValueError("That is no date.")
    return read
