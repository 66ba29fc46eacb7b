"""Dates as people read them, in English and in London."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from engine.domain.clock import LONDON
from engine.domain.values import CHANNELS, Behalf

NAMED_HOURS = {"00:00": "midnight", "12:00": "midday"}  # whose "am" and "pm" people read both ways


def day_in_words(day: date) -> str:
    """ "Friday 12 December 2025"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """ "12 December 2025"."""
    return f"{day.day} {day:%B %Y}"


def moment_in_words(moment: datetime) -> str:
    """ "12 December 2025 at 2:05pm", in London time."""
    there = moment.astimezone(LONDON)
    hour = there.hour % 12 or 12
    clock = NAMED_HOURS.get(f"{there:%H:%M}") or f"{hour}:{there:%M}{'am' if there.hour < 12 else 'pm'}"
    return f"{short_day(there.date())} at {clock}"


def behalf_in_words(behalf: Behalf) -> str:
    """ "Dr Amir, received on 3 March 2026 (letter)"."""
    return f"{behalf.name}, received on {short_day(behalf.received_on)} ({CHANNELS[behalf.channel].lower()})"


def days_in_words(days: Sequence[date]) -> str:
    """ "25 and 26 December and 1 January": days of one month together."""
    months = [
        f"{listed(str(day.day) for day in same)} {name}"
        for (_, name), same in groupby(days, key=lambda day: ((day.year, day.month), f"{day:%B}"))
    ]
    return listed(months)


def listed(words) -> str:
    """ "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def printable(text: str) -> str:
    """What somebody typed, as it can be stored and shown: control and half characters become question marks."""
    return "".join(one if one.isprintable() or one == " " else "\N{REPLACEMENT CHARACTER}" for one in text)
