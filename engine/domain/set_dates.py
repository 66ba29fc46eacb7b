"""A limit beside a date that people have set: the earlier of the two counts, and the sum says which."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from engine.domain.clock import LONDON, aware, end_of
from engine.domain.errors import NoSuchLimit
from engine.domain.limits import Due
from engine.domain.words import day_in_words

LookUp = Callable[[str, date | datetime], Due | None]


def due_or_set(
    limit: str | None, start: date | datetime | None, chosen: date | datetime | None, look_up: LookUp
) -> Due | None:
    """The earlier of the limit's date, counted from `start`, and the date `chosen` by people.

    Without such a limit for the authority, or a day to count it from, `chosen` alone; None with neither of them.
    """
    counted = _counted(limit, start, look_up)
    if chosen is None:
        return counted
    if counted is None:
        why = "the day to count the limit from is not known" if start is None and limit else "there is no limit for it"
        return Due(None, start, chosen, f"Set by people: {_in_words(chosen)}; {why}")
    return _earlier(counted, chosen)


def _counted(limit: str | None, start: date | datetime | None, look_up: LookUp) -> Due | None:
    if not limit or start is None:
        return None
    try:
        return look_up(limit, start)
    except NoSuchLimit:
        return None


def _earlier(counted: Due, chosen: date | datetime) -> Due:
    """The limit's own where both are the same."""
    theirs = _moment(chosen)
    if theirs > counted.at:
        return replace(counted, sum=f"{counted.sum}, earlier than {_in_words(chosen)}, set by people")
    if theirs == counted.at:
        return replace(counted, sum=f"{counted.sum}, set by people too")
    words = f"Set by people: {_in_words(chosen)}, earlier than the limit, {counted.sum}"
    set_due = Due(counted.limit, counted.start, chosen, words)
    in_time = counted.amber is not None and counted.amber < set_due.day
    return replace(set_due, amber=counted.amber) if in_time else set_due


def _moment(chosen: date | datetime) -> datetime:
    return aware(chosen) if isinstance(chosen, datetime) else end_of(chosen)


def _in_words(chosen: date | datetime) -> str:
    if not isinstance(chosen, datetime):
        return day_in_words(chosen)
    there = chosen.astimezone(LONDON)
    return f"{there:%H:%M} on {day_in_words(there.date())}"
