"""Give a task back, so that anyone with its role may take it."""

from sqlalchemy import update

from engine.commands import Deps
from engine.commands.asked import check, lock_case_of, read_task
from engine.domain.errors import TaskNotClaimed
from engine.domain.values import Actor
from engine.storage import tables as t
from engine.storage.unit_of_work import UnitOfWork

VERB = "release_task"


def release_task(deps: Deps, actor: Actor, request_id: str, task_id: int) -> None:
    """Raises TaskNotClaimed where the actor has not taken it, and what completing it would raise."""
    with UnitOfWork(deps.database, deps.clock) as uow:
        lock_case_of(uow, task_id, actor)
        task = read_task(uow, task_id, request_id, actor)
        if task.repeated:
            uow.first_outcome(request_id, VERB, actor, task_id)
            return
        check(task, actor)
        if task.claimed_by is None:
            raise TaskNotClaimed
        claim = {"claimed_by": None, "claimed_name": None, "claimed_at": None}
        uow.session.execute(update(t.tasks).where(t.tasks.c.id == task_id).values(claim))
        uow.append(VERB, actor, request_id, task_id, None, name=task.name, item_name=task.item_name)
