"""Nightly jobs: each London night, one worker runs each, whichever claims its row first."""

import logging
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import insert, select, update

from engine.commands import Deps
from engine.commands.verify_record import heads, verify_record
from engine.domain.clock import LONDON, london_date
from engine.storage import tables as t
from engine.storage.connect import read_session
from engine.storage.unit_of_work import UnitOfWork

FROM_HOUR = 2
GIVEN_UP = timedelta(hours=2)  # a worker that claimed a job and died

log = logging.getLogger(__name__)


def _verify(deps: Deps) -> None:
    """Look through every chain, and write the day's head where a thief of the database cannot reach it: to the log."""
    with read_session(deps.database) as session:
        broken = verify_record(session)
        log.info("action=day_head head=%s", heads(session))
    for one in broken:
        log.error("action=record_broken where=%s", one)


JOBS: dict[str, Callable[[Deps], None]] = {"verify": _verify}


def run_nightly(deps: Deps) -> list[str]:
    """Run the jobs of this London day that nobody has run, once it is 2 o'clock; gives their names."""
    now = deps.clock.now().astimezone(LONDON)
    if now.hour < FROM_HOUR:
        return []
    mine = [job for job in JOBS if _claim(deps, job, london_date(now))]
    for job in mine:
        JOBS[job](deps)
        _done(deps, job, london_date(now))
    return mine


def _claim(deps: Deps, job: str, day: date) -> bool:
    night = t.nightly.c
    with UnitOfWork(deps.database, deps.clock) as uow:
        uow.queue(f"nightly {job}")
        row = uow.session.execute(select(t.nightly).where(night.job == job, night.day == day)).one_or_none()
        if row is None:
            uow.session.execute(insert(t.nightly).values(job=job, day=day, claimed_at=uow.now))
            return True
        if row.done_at or row.claimed_at > uow.now - GIVEN_UP:
            return False
        uow.session.execute(update(t.nightly).where(night.job == job, night.day == day).values(claimed_at=uow.now))
        return True


def _done(deps: Deps, job: str, day: date) -> None:
    night = t.nightly.c
    with UnitOfWork(deps.database, deps.clock) as uow:
        uow.session.execute(update(t.nightly).where(night.job == job, night.day == day).values(done_at=uow.now))
