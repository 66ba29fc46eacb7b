"""The only place that reads the time. Everything else is handed a Clock, or a moment that one gave."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the moment now, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands still until it is set: for tests, rehearsals and the demo's past."""

    def __init__(self, moment: datetime) -> None:
        self._moment = aware(moment)

    def now(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """Move to `moment` (aware); backwards is allowed, since a scenario may be replayed."""
        self._moment = aware(moment)


def aware(moment: datetime) -> datetime:
    """`moment` in UTC. Raises ValueError for a naive one, which could mean two different instants."""
    if moment.tzinfo is None:
        raise ValueError(f"A moment needs a time zone: {moment.isoformat()}.")
    return moment.astimezone(UTC)


def london_date(moment: datetime) -> date:
    """The calendar day in London at an aware moment."""
    return aware(moment).astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """The first moment of a London day, in UTC."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment a London day is over, in UTC: a limit ends with its day."""
    return start_of(day + timedelta(days=1))
