"""What a release with other holidays or limits would move: looked at before it is published, without loading a case.

Each running timer says what its limit was counted from, so its new date is one sum, done once for all that share it. A
date that people have set may hold a timer where it is, and a timer that counts from another due date is not foreseen:
what really moved is in the cases' events.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.domain import limits
from engine.domain.errors import NoSuchLimit, NothingPublished
from engine.published import Library, Published
from engine.storage import tables as t

AT_ONCE = 5_000


@dataclass(frozen=True)
class MovingDates:
    """How many timers move, in how many cases, and by how many days at the most either way; why names the files."""

    why: tuple[str, ...] = ()
    timers: int = 0
    cases: int = 0
    earliest: int = 0  # days: negative where dates move earlier
    latest: int = 0


def moving_dates(session: Session, library: Library, files: dict[str, bytes]) -> MovingDates:
    """What these files would move. Raises ReleaseRefused."""
    new = library.read(0, files)
    try:
        old = library.current(session)
    except NothingPublished:
        return MovingDates()
    why = new.dates_changed_since(old)
    moved = list(_moved(session, old, new)) if why else []
    shifts = [days for _, days in moved]
    cases = len({case for case, _ in moved})
    return MovingDates(why, len(moved), cases, min(shifts, default=0), max(shifts, default=0))


def _moved(session: Session, old: Published, new: Published) -> Iterator[tuple[int, int]]:
    """The case of each timer that moves, with the days by which it does."""
    timer, case = t.timers.c, t.cases.c
    counted = (
        select(timer.case_id, case.authority, timer.limit_name, timer.anchor, timer.due_on)
        .join_from(t.timers, t.cases)
        .where(timer.limit_name != "", timer.anchor.is_not(None), timer.due_on.is_not(None))
        .execution_options(yield_per=AT_ONCE)
    )
    before, after = cache(lambda *said: _day(old, *said)), cache(lambda *said: _day(new, *said))
    with closing(session.execute(counted)) as rows:
        for row in rows:
            said = (row.limit_name, row.authority, row.anchor)
            if days := _shift(row.due_on, before(*said), after(*said)):
                yield row.case_id, days


def _day(release: Published, limit: str, authority: str, anchor: str) -> date | None:
    """When the limit is due by a release; None where it has none."""
    start = date.fromisoformat(anchor) if len(anchor) == len("2026-01-01") else datetime.fromisoformat(anchor)
    on = start.date() if isinstance(start, datetime) else start
    try:
        return limits.apply(release.catalogue.limit(limit, authority, on), start, release.calendar).day
    except NoSuchLimit:
        return None


def _shift(due: date, before: date | None, after: date | None) -> int:
    """By how many days a date moves. One that people have set, and that is not the limit's, only moves earlier."""
    if after is None or before == after:
        return 0
    return (after - due).days if before == due else min(0, (after - due).days)
