"""Days in a scenario: a date, or so many days before or after today or the step before."""

import re
from datetime import date, timedelta

from engine.domain.calendar import WorkingCalendar
from engine.domain.limits import add_months

COUNTED = re.compile(r"(today)?\s*(?:([+-])\s*(\d{1,4})\s*(wd|working days?|days?|weeks?|months?))?", re.IGNORECASE)


def read_day(written: object, today: date, before: date, calendar: WorkingCalendar) -> date:
    """The day that `written` means: a date, ISO text, "today - 20 wd", or "+ 3 days" after the day `before`.

    Raises ValueError, in words, for anything else.
    """
    if isinstance(written, date):
        return written
    text = str(written).strip()
    if is_counted(text):
        try:
            return _counted(text, today, before, calendar)
        except (OverflowError, ValueError) as error:
            raise ValueError(f'"{text}" is no day that a calendar knows.') from error
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f'"{text}" is no day: write 2026-03-02, today, today - 20 wd, or +3 days.') from error


def is_counted(text: str) -> bool:
    """Whether a text is a day counted from another, and not a text that only looks like one."""
    return bool(text) and COUNTED.fullmatch(text) is not None


def _counted(text: str, today: date, before: date, calendar: WorkingCalendar) -> date:
    from_today, sign, count, unit = COUNTED.fullmatch(text).groups()
    start, number = (today if from_today else before), int(f"{sign or '+'}{count or 0}")
    kind = (unit or "days").lower()
    if kind[0] == "w" and kind[1] in "do":
        return calendar.after(start, number)
    if kind[0] == "m":
        return add_months(start, number)
    return start + timedelta(days=number * (7 if kind[0] == "w" else 1))
