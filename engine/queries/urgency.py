"""How pressing a date is: in a list's tag, and in the number of late tasks. Both here, so that they never disagree."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

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


def is_late(today: date) -> ColumnElement[bool]:
    return t.tasks.c.due_on < today


def is_due_soon(today: date, calendar: WorkingCalendar) -> ColumnElement[bool]:
    """The same as the tag says, for the database: `calendar.after(today, SOON)` is the last date within reach."""
    amber, due = t.tasks.c.amber_on, t.tasks.c.due_on
    near = and_(amber.is_(None), due <= calendar.after(today, SOON))
    return and_(due >= today, or_(amber <= today, near))
