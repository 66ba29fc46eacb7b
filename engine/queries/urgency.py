"""How pressing a date is: in a list's tag, and in the number of late tasks. Both here, so that they never disagree."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import CTE, ColumnElement, Date, FromClause, and_, bindparam, func, select

from engine.domain.calendar import WorkingCalendar
from engine.domain.views import DUE_SOON, LATE, NO_DATE, ON_TIME
from engine.storage import tables as t

SOON = 3  # working days before its date from which a task without an amber date is "due soon"


def tag(due: date | None, amber: date | None, today: date, calendar: WorkingCalendar) -> str:
    """LATE after its day, DUE_SOON from its amber date or the last working days, else ON_TIME or NO_DATE."""
    if due is None:
        return NO_DATE
    if due < today:
        return LATE
    return DUE_SOON if today >= amber_or_soon(due, amber, calendar) else ON_TIME


def amber_or_soon(due: date, amber: date | None, calendar: WorkingCalendar) -> date:
    return amber or calendar.after(due, -SOON)


def days_left(due: date | None, today: date, calendar: WorkingCalendar) -> int | None:
    """Working days from today up to and with the due date; negative once late, at least by one."""
    if due is None:
        return None
    days = calendar.between(today, due)
    return min(days, -1) if due < today else days


def asked_on(today: date, calendar: WorkingCalendar) -> dict[str, date]:
    """The values of the parameters below: `calendar.after(today, SOON)` is the last date within reach."""
    return {"today": today, "reach": calendar.after(today, SOON)}


def is_late(tasks: FromClause) -> ColumnElement[bool]:
    return tasks.c.due_on < _TODAY


def ways_to_be_due_soon(tasks: FromClause) -> tuple[ColumnElement[bool], ...]:
    """The same as the tag says of a date that is not late, for the database; no task is so in two ways.

    Each is one place in an index by the date and the amber date. Without the date, "amber already, but not late yet"
    is none: the database would read all that is amber, or all that is not late.
    """
    amber, due = tasks.c.amber_on, tasks.c.due_on
    return amber <= _TODAY, and_(amber.is_(None), due <= _REACH)


def dates_from_today(pile: Callable[[FromClause], ColumnElement[bool]]) -> CTE:
    """Each date from today on that a task of the pile has, as `day`: a step in the index for each, however many tasks.

    `pile` is a condition on `tasks`, or an alias of it. After the last date stands one null.
    """
    first, later = t.tasks.alias(), t.tasks.alias()
    days = select(func.min(first.c.due_on).label("day")).where(pile(first), first.c.due_on >= _TODAY)
    dates = days.cte(recursive=True)
    following = select(func.min(later.c.due_on)).where(pile(later), later.c.due_on > dates.c.day)
    return dates.union_all(select(following.correlate(dates).scalar_subquery()).where(dates.c.day.is_not(None)))


_TODAY, _REACH = bindparam("today", type_=Date), bindparam("reach", type_=Date)
