"""From what a timer's expression gives to the moment at which it fires."""

from datetime import date, datetime, time, timedelta

from engine.domain.clock import LONDON, aware, london_date, start_of
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
        raise ValueError(f"A date is needed here, and this gave {value!r}.")
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


def entry(at: datetime, now: datetime | None = None) -> Entry:
    """A running timer as it stands in the saved state; UTC text with one offset sorts by time.

    One that is set for a moment before `now` fires at once, and as of now: what follows it must not believe that it
    is still the year of a date that came too late. Of several such, `meant` keeps the order.
    """
    at = aware(at)
    return (
        {"at": at.isoformat()} if now is None or at >= now else {"at": aware(now).isoformat(), "meant": at.isoformat()}
    )


def meant(of: Entry) -> str:
    """The moment that a timer was counted for, whenever it fires."""
    return of.get("meant") or of["at"] or ""


def deadline_entry(due: Due, limit: str, anchor: date | datetime | None, path: str) -> Entry:
    """What a date says of itself, for a timer or a task: the limit applied to an anchor, or what people have set."""
    return {
        "limit": limit,
        "due": due.day.isoformat(),
        "sum": due.sum,
        "amber": due.amber.isoformat() if due.amber else None,
        "anchor": None if anchor is None else anchor.isoformat(),
        "field": path,
    }


def day_entry(value: date | datetime) -> Entry:
    """The same for a bare date."""
    day = london_date(value) if isinstance(value, datetime) else value
    return {"limit": "", "due": day.isoformat(), "sum": "", "amber": None}
