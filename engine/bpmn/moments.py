"""From what a timer's expression gives to the moment at which it fires."""

from datetime import date, datetime, time, timedelta

from engine.domain.clock import LONDON, aware, start_of
from engine.domain.limits import Due, add_months
from engine.feel import Months

Entry = dict[str, str | None]


def dated(value: object) -> date | datetime | None:
    """A date, a moment or its ISO text as a London date or an aware moment. Raises ValueError for anything else."""
    if value is None:
        return None
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == len("2026-01-01") else datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=LONDON)
    if not isinstance(value, date):
        raise ValueError(f"A timer needs a date, and this gave {value!r}.")
    return value


def moment_of(value: object, now: datetime, lasts: bool) -> datetime | None:
    """When a timer fires, in UTC: a date at the start of its London day, a duration counted from `now`."""
    if lasts and value is not None:
        value = _later(now, value)
    found = dated(value)
    return found if found is None else aware(found) if isinstance(found, datetime) else start_of(found)


def _later(now: datetime, value: object) -> datetime:
    if isinstance(value, timedelta):
        return now + value
    if isinstance(value, Months):
        there = now.astimezone(LONDON)
        return datetime.combine(add_months(there.date(), int(value)), time(there.hour, there.minute), LONDON)
    raise ValueError(f"A timer that lasts needs a duration, and this gave {value!r}.")


def entry(at: datetime) -> Entry:
    """A running timer as it stands in the saved state; UTC text with one offset sorts by time."""
    return {"at": aware(at).isoformat()}


def deadline_entry(due: Due, anchor: date | datetime, path: str) -> Entry:
    """The same for a limit applied to an anchor: it ends with its London day, and says how it was counted."""
    return entry(due.at) | {
        "limit": due.limit.name,
        "due": due.day.isoformat(),
        "sum": due.sum,
        "amber": due.amber.isoformat() if due.amber else None,
        "anchor": anchor.isoformat(),
        "field": path,
    }
