"""A row of the time-limit table and the calendar make a due date, with its sum in words.

Day zero is the triggering day and is not counted. Months clamp to the month's end. A due date that is no working day
moves earlier, unless the row says that the window protects a person's right and runs later (design: section 6).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.domain.calendar import WorkingCalendar
from engine.domain.clock import LONDON, aware, end_of
from engine.domain.words import day_in_words, days_in_words

WORKING_DAYS, DAYS, MONTHS, HOURS = "working days", "days", "months", "hours"
UNITS = (WORKING_DAYS, DAYS, MONTHS, HOURS)
EARLIER, LATER = "earlier", "later"


@dataclass(frozen=True)
class Limit:
    """A row of the time-limit table: `amount` is negative for a limit before its anchor."""

    name: str
    authority: str
    amount: int
    unit: str
    anchor: str
    rounding: str = EARLIER
    source: str = ""
    edition: str = ""
    amber: int | None = None  # from how many units on it should worry


@dataclass(frozen=True)
class Due:
    """A limit applied to a day, or for limits in clock hours to a moment.

    `limit` is None for a date that people have set where there is no limit; `start` may be None then too.
    """

    limit: Limit | None
    start: date | datetime | None
    due: date | datetime
    sum: str
    amber: date | None = None

    @property
    def at(self) -> datetime:
        """The moment (UTC) at which the limit is passed: the end of the London day, or the hour itself."""
        return aware(self.due) if isinstance(self.due, datetime) else end_of(self.due)

    @property
    def day(self) -> date:
        """The last London day on which the limit can be met."""
        return self.due.astimezone(LONDON).date() if isinstance(self.due, datetime) else self.due


def apply(limit: Limit, start: date | datetime, calendar: WorkingCalendar) -> Due:
    """When `limit` is due, counted from `start`: a London date, or an aware moment for a limit in hours."""
    if limit.unit == HOURS:
        return _hours(limit, start)
    day = start.astimezone(LONDON).date() if isinstance(start, datetime) else start
    reached = _reach(limit.unit, day, limit.amount, calendar)
    due = _rounded(limit, reached, calendar)
    return Due(limit, day, due, _in_words(limit, day, reached, due, calendar), _amber(limit, day, calendar))


def _hours(limit: Limit, start: date | datetime) -> Due:
    moment = start if isinstance(start, datetime) else datetime.combine(start, datetime.min.time(), LONDON)
    due = (aware(moment) + timedelta(hours=limit.amount)).astimezone(LONDON)
    begun = aware(moment).astimezone(LONDON)
    words = f"{_count(limit)} {begun:%H:%M} on {day_in_words(begun.date())}: {due:%H:%M} on {day_in_words(due.date())}"
    return Due(limit, begun, due, words)


def _reach(unit: str, day: date, amount: int, calendar: WorkingCalendar) -> date:
    if unit == WORKING_DAYS:
        return calendar.after(day, amount)
    if unit == MONTHS:
        return add_months(day, amount)
    return day + timedelta(days=amount)


def _rounded(limit: Limit, day: date, calendar: WorkingCalendar) -> date:
    return calendar.on_or_after(day) if limit.rounding == LATER else calendar.on_or_before(day)


def _amber(limit: Limit, day: date, calendar: WorkingCalendar) -> date | None:
    return None if limit.amber is None else _reach(limit.unit, day, limit.amber, calendar)


def add_months(day: date, count: int) -> date:
    """`day` so many months on, clamped to the month's end: 30 November and 3 months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _in_words(limit: Limit, start: date, reached: date, due: date, calendar: WorkingCalendar) -> str:
    words = f"{_count(limit)} {day_in_words(start)}"
    if limit.unit == WORKING_DAYS and (skipped := calendar.weekday_holidays(min(start, due), max(start, due))):
        words += f", skipping {days_in_words(skipped)}"
    if reached != due:
        moved = "later" if due > reached else "earlier"
        words += f", which is {day_in_words(reached)} and no working day, so {moved}"
    return f"{words}: {day_in_words(due)}"


def _count(limit: Limit) -> str:
    amount = abs(limit.amount)
    unit = {HOURS: "clock hours"}.get(limit.unit, limit.unit)
    unit = unit.removesuffix("s") if amount == 1 else unit
    return f"{amount} {unit} {'before' if limit.amount < 0 else 'after'}"
