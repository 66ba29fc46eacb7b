"""How pressing a date is: in a list's tag, and in the number of late tasks. Both here, so that they never disagree."""

from datetime import date

from sqlalchemy import ColumnElement, Date, FromClause, and_, bindparam

from engine.domain.calendar import WorkingCalendar
from engine.domain.views import DUE_SOON, LATE, NO_DATE, ON_TIME

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


def is_to_come(tasks: FromClause) -> ColumnElement[bool]:
    """It has a date, and is not late."""
    return tasks.c.due_on >= _TODAY


def is_due_soon(tasks: FromClause, day: ColumnElement[date]) -> tuple[ColumnElement[bool], ...]:
    """The ways in which the tag says so of a task of a date to come; no task is so in two ways.

    Each is one place in an index by the date and the amber date. Asked without the date, the database would read all
    that is amber already, however late, or all that is to come.
    """
    amber, of_day = tasks.c.amber_on, tasks.c.due_on == day
    return and_(of_day, amber <= _TODAY), and_(of_day, amber.is_(None), day <= _REACH)


_TODAY, _REACH = bindparam("today", type_=Date), bindparam("reach", type_=Date)
