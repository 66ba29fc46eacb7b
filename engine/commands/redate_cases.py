"""Count the dates of each case anew by a release that changed the holidays or the limits, one case a transaction.

Publishing marks no case: a release says of itself that it changed how dates are counted, and each case by which release
its own were counted last. So nothing is locked for long, a crash leaves what is done done, and any number of workers
takes cases that no other holds. Whatever fires a case's timers brings its dates up to date first.
"""

import logging

from sqlalchemy import bindparam, func, select, update

from engine.commands import Deps
from engine.commands.redate_instances import Cause, redate_all
from engine.commands.run import Run
from engine.domain.values import CLOCK
from engine.published import Published
from engine.storage import tables as t
from engine.storage.connect import read_session, told_apart
from engine.storage.unit_of_work import UnitOfWork

VERB = "redate_case"

log = logging.getLogger(__name__)

_RELEASE = t.releases.c
_NEWEST = select(func.max(_RELEASE.id)).where(_RELEASE.dates_changed != "").scalar_subquery()
_BEHIND = t.cases.c.dated_by < _NEWEST
_ANY_BEHIND = select(t.cases.c.id).where(_BEHIND).limit(1)
_FIRST_BEHIND = (
    select(t.cases).where(_BEHIND).order_by(t.cases.c.dated_by).limit(1).with_for_update(of=t.cases, skip_locked=True)
)
_SINCE = (
    select(_RELEASE.id, _RELEASE.dates_changed)
    .where(_RELEASE.id > bindparam("dated_by"), _RELEASE.dates_changed != "")
    .order_by(_RELEASE.id)
)
_DATED = update(t.cases).where(t.cases.c.id == bindparam("case")).values(dated_by=bindparam("release"))


def redate_cases(deps: Deps, limit: int | None = None) -> int:
    """Bring cases up to date until none that is free is behind, or `limit` is reached; gives how many.

    What could not be counted anew stays as it was, and the case's event says why. Raises DatabaseUnavailable.
    """
    done = 0
    while (limit is None or done < limit) and _next(deps):
        done += 1
    return done


def _next(deps: Deps) -> bool:
    """Bring one case up to date; whether there was one."""
    if deps.database.dialect.name == "sqlite":
        with read_session(deps.database) as session:  # without becoming a writer
            if session.scalar(_ANY_BEHIND) is None:
                return False
    with UnitOfWork(deps.database, deps.clock) as uow:
        if uow.take(_FIRST_BEHIND) is None:
            return False
        bring_up_to_date(deps, uow)
    return True


def bring_up_to_date(deps: Deps, uow: UnitOfWork) -> Published:
    """Count the dates of the locked case by the newest release, if it is behind one that changed how they are counted.

    Its event tells each old date and the reason; where nothing moved there is none. Gives the newest release. Raises
    DatabaseUnavailable.
    """
    current = deps.library.current(uow.session)
    behind = uow.case.dated_by
    if behind is None or behind >= current.dates:
        return current
    why = "; ".join(
        f"release {row.id}: {row.dates_changed}" for row in uow.session.execute(_SINCE, {"dated_by": behind})
    )
    run = Run(deps, uow, uow.case, CLOCK, current)
    failures = _redate(run, why)
    uow.session.execute(_DATED, {"case": uow.case.id, "release": current.number})
    if run.moves or failures:
        request = f"redate {uow.case.id} {current.number}"  # should it ever be done twice, the log refuses the second
        uow.append(VERB, CLOCK, request, current.number, {}, name=why, failures=failures, moves=run.moves)
    return current


def _redate(run: Run, why: str) -> list[str]:
    """A diagram that fails must not hold up the case, nor the cases after it: its dates stay, and people read why."""
    with told_apart():  # an outage is no failure of a diagram
        failures = redate_all(run, Cause(why))
    if failures:
        log.error("action=redating_failed case=%s release=%s", run.case.id, run.current.number)
    return list(map(str, failures))
