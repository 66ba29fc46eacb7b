"""Dates on a command line, as people write them: 2025-12-12, 12/12/2025, 12 December 2025; clock hours with a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

import click

from engine import LONDON

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAY = r"""
    (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?
    (?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})
    | (?P<day_>\d{1,2})[/.-](?P<month_>\d{1,2})[/.-](?P<year_>\d{4})
    | (?P<_day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<_month>[a-z]{3,9})\.?,?\s+(?P<_year>\d{4}))
"""
TIME = r"(?:(?:T|,?\s+(?:at\s+)?)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?(?P<half>am|pm)?)?"
FIRST_YEAR, LAST_YEAR = 1900, 2199  # as in forms: what lies beyond is a slip of the hand
WRITTEN = re.compile(rf"\s*{DAY}{TIME}(?:[\s,;]+|$)", re.IGNORECASE | re.VERBOSE)


def read_dates(words: Iterable[str]) -> list[date | datetime]:
    """The dates in the arguments, quoted or not; one with a time is a moment in London.

    Raises click.BadParameter, naming the first text that is no date.
    """
    found = list(_dates(" ".join(words).strip()))
    if not found:
        raise _unreadable("")
    return found


def _dates(text: str) -> Iterator[date | datetime]:
    place = 0
    while place < len(text):
        found = WRITTEN.match(text, place)
        if not found:
            raise _unreadable(text[place:])
        yield _moment(found)
        place = found.end()


def _moment(found: re.Match[str]) -> date | datetime:
    part = {name.strip("_"): value for name, value in found.groupdict().items() if value}
    try:
        day = date(int(part["year"]), _month(part["month"]), int(part["day"]))
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(day.year)
        return datetime.combine(day, time(_hour(part), int(part["minute"])), LONDON) if "hour" in part else day
    except ValueError as error:
        raise _unreadable(found.group().strip()) from error


def _month(text: str) -> int:
    """A number, or a name cut after three letters or more. Raises ValueError for a word that is no month."""
    if text.isdecimal():
        return int(text)
    short = [month[: len(text)] if len(text) > 3 else month[:3] for month in MONTHS]
    return short.index(text.lower()) + 1


def _hour(part: dict[str, str]) -> int:
    half = part.get("half", "").lower()
    return int(part["hour"]) % 12 + 12 * (half == "pm") if half else int(part["hour"])


def _unreadable(text: str) -> click.BadParameter:
    return click.BadParameter(f'"{text}" is not a date. Write it like 2025-12-12, 12/12/2025 or "12 December 2025".')
