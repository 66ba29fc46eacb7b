"""The sweep: fire what is due, one case a transaction.

A worker claims a *case* that has a due timer, by the same lock as every command; others skip it and take the next. It
reads the case's timers again under the lock (another may just have fired them) and fires them one by one. A crash
leaves them due: there is no lease to run out. A timer that fails is rolled back, and a second transaction notes the
try and when the next is; after `TRIES` it is stuck, which a manager sees, and no longer holds up anything.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, select, update

from engine.commands import Deps
from engine.commands.run import Run
from engine.domain.errors import ChildpathError, DatabaseUnavailable
from engine.domain.values import CLOCK
from engine.storage import tables as t
from engine.storage.connect import read_session, told_apart
from engine.storage.steps import read_live
from engine.storage.unit_of_work import Case, UnitOfWork

VERB = "fire_timer"
TRIES = 5
FIRST_WAIT = timedelta(minutes=1)  # doubles with each try
AT_ONCE = 100  # timers of one case in one transaction: a timer may set the next in the past

log = logging.getLogger(__name__)


@dataclass
class _Failed(Exception):
    """A timer that could not fire; carries its row out of the transaction that is rolled back."""

    timer: Row[Any]
    cause: Exception


def fire_due_timers(deps: Deps, limit: int | None = None) -> int:
    """Fire timers until none is due or `limit` is reached; gives how many fired. Raises DatabaseUnavailable.

    `limit` is looked at between cases, so a few more may fire.
    """
    fired = 0
    while limit is None or fired < limit:
        try:
            count = _sweep_one(deps)
        except _Failed as failed:
            _note(deps, failed)
            continue
        if count is None:
            break
        fired += count
    return fired


def _sweep_one(deps: Deps) -> int | None:
    """Fire what is due in one case; None when no case that is free has anything due."""
    now = deps.clock.now()
    if deps.database.dialect.name == "sqlite" and not _anything_due(deps, now):
        return None  # asked without becoming a writer, so that an idle worker is in nobody's way
    with UnitOfWork(deps.database, deps.clock) as uow:
        case = _claim(uow)
        return _fire_all(deps, uow, case) if case else None


def _due(now: datetime) -> Any:
    return and_(t.timers.c.stuck_at.is_(None), t.timers.c.next_try_at <= now)


def _anything_due(deps: Deps, now: datetime) -> bool:
    with read_session(deps.database) as session:
        return session.scalar(select(t.timers.c.id).where(_due(now)).limit(1)) is not None


def _claim(uow: UnitOfWork) -> Case | None:
    return uow.take(
        select(t.cases)
        .join_from(t.cases, t.timers, t.timers.c.case_id == t.cases.c.id)
        .where(_due(uow.now))
        .order_by(t.timers.c.next_try_at, t.timers.c.id)
        .limit(1)
        .with_for_update(of=t.cases, skip_locked=True)
    )


def _fire_all(deps: Deps, uow: UnitOfWork, case: Case) -> int:
    """Fire the case's due timers in the order of their due moments; each may end another or set a new one."""
    for fired in range(AT_ONCE):
        timer = _first_due(uow, case.id)
        if timer is None:
            return fired
        try:
            with told_apart():  # an outage is no failure of the timer
                _fire(deps, uow, timer)
        except DatabaseUnavailable:
            raise
        except Exception as error:  # whatever it is, it must not stop the other cases; it is noted, logged and listed
            raise _Failed(timer, error) from error
    return AT_ONCE


def _first_due(uow: UnitOfWork, case_id: int) -> Row[Any] | None:
    timer = t.timers.c
    due = select(t.timers).where(timer.case_id == case_id, _due(uow.now)).order_by(timer.due_at, timer.id).limit(1)
    return uow.session.execute(due).one_or_none()


def _fire(deps: Deps, uow: UnitOfWork, timer: Row[Any]) -> None:
    current = deps.library.current(uow.session)
    run = Run(deps, uow, uow.case, CLOCK, current, moment=timer.due_at)
    run.fire(read_live(uow.session, timer.instance_id), timer.engine_key, timer.element)
    run.settle()
    uow.append(
        VERB,
        CLOCK,
        _request_id(timer),
        timer.element,
        None,
        name=timer.name,
        due_at=timer.due_at,
        limit=timer.limit_name,
        moves=run.moves,
        operations=run.operations,
    )


def _request_id(timer: Row[Any]) -> str:
    """One firing, one id: should a timer ever be fired twice, the event log itself refuses the second."""
    told = f"{timer.instance_id} {timer.engine_key} {timer.element} {timer.due_at.isoformat()}"
    return f"timer {hashlib.sha256(told.encode()).hexdigest()[:48]}"


def _note(deps: Deps, failed: _Failed) -> None:
    """The second transaction: one more try has failed."""
    timer, cause = failed.timer, failed.cause
    log.error("action=timer_failed timer=%s case=%s cause=%s", timer.id, timer.case_id, type(cause).__name__)
    with UnitOfWork(deps.database, deps.clock) as uow:
        uow.lock_case(t.cases.c.id == timer.case_id)
        attempts = timer.attempts + 1
        values: dict[str, object] = {
            "attempts": attempts,
            "next_try_at": uow.now + FIRST_WAIT * 2**timer.attempts,
            "failure": _in_words(cause),
        }
        if attempts >= TRIES:
            values["stuck_at"] = uow.now
        # Another worker may have tried meanwhile: its note stands.
        mine = and_(t.timers.c.id == timer.id, t.timers.c.attempts == timer.attempts)
        uow.session.execute(update(t.timers).where(mine).values(values))


def _in_words(cause: Exception) -> str:
    """What a manager reads; the text of an unforeseen error may hold answers, so only its kind is kept."""
    return str(cause) if isinstance(cause, ChildpathError) else f"Unforeseen: {type(cause).__name__}."
