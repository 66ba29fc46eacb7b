"""Working days of England and Wales: Monday to Friday less the bank holidays, with days announced since."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

from engine.domain.errors import BadHolidayTable

SATURDAY = 5


@dataclass(frozen=True)
class WorkingCalendar:
    """The bank holidays of England, with `added` and `removed` national days (London dates)."""

    added: frozenset[date] = field(default_factory=frozenset)
    removed: frozenset[date] = field(default_factory=frozenset)

    def is_holiday(self, day: date) -> bool:
        return day in self.added or (day not in self.removed and day in _bank_holidays(day.year))

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and not self.is_holiday(day)

    def after(self, day: date, count: int) -> date:
        """The `count`th working day after `day`, which is day zero and not counted; before it if negative."""
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; negative if `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working_day, days))

    def on_or_before(self, day: date) -> date:
        """`day`, or the last working day before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        """`day`, or the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def weekday_holidays(self, start: date, end: date) -> list[date]:
        """The holidays after `start`, up to and with `end`, that fall on a weekday: what a sum skips and names."""
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return [day for day in days if day.weekday() < SATURDAY and self.is_holiday(day)]


@lru_cache(maxsize=256)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def read_calendar(lines: Iterable[str]) -> WorkingCalendar:
    """The calendar that a `holidays.csv` (date, change, source) makes of the library's.

    Raises BadHolidayTable, naming the line, for a date or a change that cannot be read.
    """
    changes: dict[str, set[date]] = {"add": set(), "remove": set()}
    for number, row in enumerate(csv.DictReader(lines), start=2):
        try:
            changes[(row.get("change") or "").strip()].add(date.fromisoformat((row.get("date") or "").strip()))
        except (KeyError, ValueError) as error:
            raise BadHolidayTable(line=number) from error
    return WorkingCalendar(frozenset(changes["add"]), frozenset(changes["remove"]))
