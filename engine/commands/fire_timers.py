"""The sweep: fire what is due, one case a transaction.

A worker claims a *case* that has a due timer, by the same lock as every command; others skip it and take the next. It
reads the case's timers again under the lock (another may just have fired them) and fires them one by one. A crash
leaves them due: there is no lease to run out. A timer that fails is rolled back, and a second transaction notes the
try and when the next is; after `TRIES` it is stuck, which a manager sees, and no longer holds up anything.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, select, update

from engine.commands import Deps
from engine.commands.redate_cases import bring_up_to_date
from engine.commands.run import Run
from engine.domain.errors import ChildpathError, DatabaseUnavailable
from engine.domain.values import CLOCK
from engine.published import Published
from engine.storage import tables as t
from engine.storage.connect import read_session, told_apart
from engine.storage.steps import LIVE, live
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
    before: int  # how many fired before it in the same transaction, and were rolled back with it


def fire_due_timers(deps: Deps, limit: int | None = None) -> int:
    """Fire timers until none is due or `limit` is reached; gives how many fired. Raises DatabaseUnavailable.

    `limit` is looked at between cases, so a few more may fire.
    """
    fired, at_once = 0, AT_ONCE
    while limit is None or fired < limit:
        try:
            count = _sweep_one(deps, at_once)
        except _Failed as failed:
            if not failed.before:
                _note(deps, failed)
            at_once = failed.before or AT_ONCE  # what went well is committed first: the timer may be of its making
            continue
        at_once = AT_ONCE
        if count is None:
            break
        fired += count
    return fired


def _sweep_one(deps: Deps, at_once: int) -> int | None:
    """Fire what is due in one case; None when no case that is free has anything due."""
    now = deps.clock.now()
    if deps.database.dialect.name == "sqlite" and not _anything_due(deps, now):
        return None  # asked without becoming a writer, so that an idle worker is in nobody's way
    with UnitOfWork(deps.database, deps.clock) as uow:
        case = _claim(uow)
        return _fire_all(deps, uow, case, at_once) if case else None


# Built once: building them takes longer than the database takes to answer.
_DUE = and_(t.timers.c.stuck_at.is_(None), t.timers.c.next_try_at <= bindparam("now"))
_ANY_DUE = select(t.timers.c.id).where(_DUE).limit(1)
_FIRST_CASE = (
    select(t.cases)
    .join_from(t.cases, t.timers, t.timers.c.case_id == t.cases.c.id)
    .where(_DUE)
    .order_by(t.timers.c.next_try_at)
    .limit(1)
    .with_for_update(of=t.cases, skip_locked=True)
)
# A case's timers are found by its instances that still run. So the moment is asked for in a way that no index serves:
# by the index of all that is due, each firing would walk over the due timers of every other case.
_HERE_AND_DUE = case((t.timers.c.stuck_at.is_(None), t.timers.c.next_try_at)) <= bindparam("now", type_=t.Moment)
_FIRST_DUE = (
    select(t.timers, *LIVE)
    .join_from(t.timers, t.instances, t.instances.c.id == t.timers.c.instance_id)
    .where(t.instances.c.case_id == bindparam("case"), t.instances.c.ended_at.is_(None), _HERE_AND_DUE)
    .order_by(t.timers.c.due_at, t.timers.c.id)
    .limit(2)  # the one to fire, and whether it is the last
)


def _anything_due(deps: Deps, now: datetime) -> bool:
    with read_session(deps.database) as session:
        return session.scalar(_ANY_DUE, {"now": now}) is not None


def _claim(uow: UnitOfWork) -> Case | None:
    return uow.take(_FIRST_CASE, {"now": uow.now})


def _fire_all(deps: Deps, uow: UnitOfWork, case: Case, at_once: int) -> int:
    """Fire the case's due timers in the order of their due moments; each may end another or set a new one."""
    current = bring_up_to_date(deps, uow)
    for fired in range(at_once):
        due = _first_due(uow, case.id)
        if not due:
            return fired
        try:
            with told_apart():  # an outage is no failure of the timer
                run = _fire(deps, uow, due[0], current)
        except DatabaseUnavailable:
            raise
        except Exception as error:  # whatever it is, it must not stop the other cases; it is noted, logged and listed
            raise _Failed(due[0], error, fired) from error
        if len(due) == 1 and not _has_set_timers(run):
            return fired + 1
    return at_once


def _first_due(uow: UnitOfWork, case_id: int) -> Sequence[Row[Any]]:
    return uow.session.execute(_FIRST_DUE, {"case": case_id, "now": uow.now}).all()


def _has_set_timers(run: Run) -> bool:
    """Whether something else may be due now."""
    return any(move["timers"] or "redated" in move for move in run.moves)


def _fire(deps: Deps, uow: UnitOfWork, timer: Row[Any], current: Published) -> Run:
    run = Run(deps, uow, uow.case, CLOCK, current, moment=timer.due_at)
    run.fire(live(timer), timer.engine_key, timer.element)
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
    return run


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
