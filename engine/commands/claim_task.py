"""Take a task for oneself, so that others see that somebody is at it."""

from sqlalchemy import update

from engine.commands import Deps
from engine.commands.asked import check, lock_case_of, read_task
from engine.domain.values import Actor
from engine.storage import tables as t
from engine.storage.unit_of_work import UnitOfWork

VERB = "claim_task"


def claim_task(deps: Deps, actor: Actor, request_id: str, task_id: int) -> None:
    """Taking a task that one has already is no error. Raises what completing it would raise."""
    with UnitOfWork(deps.database, deps.clock) as uow:
        lock_case_of(uow, task_id, actor)
        task = read_task(uow, task_id, request_id, actor)
        if task.repeated:
            uow.first_outcome(request_id, VERB, actor, task_id)
            return
        check(task, actor)
        if task.claimed_by == actor.person:
            return
        claim = {"claimed_by": actor.person, "claimed_name": actor.name, "claimed_at": uow.now}
        uow.session.execute(update(t.tasks).where(t.tasks.c.id == task_id).values(claim))
        uow.append(VERB, actor, request_id, task_id, None, name=task.name, item_name=task.item_name)
