"""Days in a scenario: a date, or so many days before or after today, the step's own day, or the day a task is due."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.calendar import WorkingCalendar
from engine.domain.limits import add_months

TODAY, THAT_DAY, DUE = "today", "that day", "due"
COUNTED = re.compile(
    rf"({TODAY}|{THAT_DAY}|{DUE})?\s*(?:([+-])\s*(\d{{1,4}})\s*(wd|working days?|days?|weeks?|months?))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Days:
    """What days are counted from: `today` of the scenario, `before` the day of the step, and `due` of its task."""

    calendar: WorkingCalendar
    today: date
    before: date
    due: date | None = None

    def read(self, written: object) -> date:
        """The day that `written` means: a date, ISO text, "today - 20 wd", "due - 2 days" or "+ 3 days".

        Without a first word, or after "that day", days count from that of the step. Raises ValueError, in words.
        """
        if isinstance(written, date):
            return written
        text = str(written).strip()
        if is_counted(text):
            try:
                return self._counted(text)
            except OverflowError as error:
                raise ValueError(f'"{text}" is no day that a calendar knows.') from error
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f'"{text}" is no day: write 2026-03-02, today, today - 20 wd, or +3 days.') from error

    def _counted(self, text: str) -> date:
        word, sign, count, unit = COUNTED.fullmatch(text).groups()
        start, number = self._start((word or THAT_DAY).lower()), int(f"{sign or '+'}{count or 0}")
        kind = (unit or "days").lower()
        try:
            if kind[0] == "w" and kind[1] in "do":
                return self.calendar.after(start, number)
            if kind[0] == "m":
                return add_months(start, number)
            return start + timedelta(days=number * (7 if kind[0] == "w" else 1))
        except ValueError as error:
            raise ValueError(f'"{text}" is no day that a calendar knows.') from error

    def _start(self, word: str) -> date:
        starts: Mapping[str, date | None] = {TODAY: self.today, THAT_DAY: self.before, DUE: self.due}
        if (start := starts[word]) is None:
            raise ValueError("the task has no due date to count from.")
        return start


def is_counted(text: str) -> bool:
    """Whether a text is a day counted from another, and not a text that only looks like one."""
    return bool(text) and COUNTED.fullmatch(text) is not None


def is_of_task(written: object) -> bool:
    """Whether a day is counted from the due date of a task, which has to be open for it."""
    return isinstance(written, str) and is_counted(written.strip()) and written.strip().lower().startswith(DUE)
