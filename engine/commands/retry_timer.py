"""Try a stuck timer again: what made it fail has been mended."""

from sqlalchemy import and_, select, update

from engine.commands import Deps
from engine.domain.errors import NotFound
from engine.domain.values import Actor
from engine.queries.visible import visible_to
from engine.storage import tables as t
from engine.storage.unit_of_work import UnitOfWork

VERB = "retry_timer"


def retry_timer(deps: Deps, actor: Actor, request_id: str, timer_id: int) -> None:
    """The next sweep tries it. Raises NotFound where it is gone, or the actor may not see its case."""
    with UnitOfWork(deps.database, deps.clock) as uow:
        of_timer = select(t.timers.c.case_id).where(t.timers.c.id == timer_id).scalar_subquery()
        if uow.first_outcome(request_id, VERB, actor, timer_id) is not None:
            return
        uow.lock_case(and_(t.cases.c.id == of_timer, visible_to(actor)), "timer")
        if uow.first_outcome(request_id, VERB, actor, timer_id) is not None:
            return  # its twin was just committed
        again = {"attempts": 0, "stuck_at": None, "next_try_at": uow.now}
        timer = update(t.timers).where(t.timers.c.id == timer_id).values(again).returning(t.timers.c.name)
        name = uow.session.execute(timer).scalar_one_or_none()
        if name is None:
            raise NotFound(what="timer")
        uow.append(VERB, actor, request_id, timer_id, {}, name=name)
