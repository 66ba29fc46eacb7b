"""Keep what a person has typed into a task's form so far. A draft is its writer's own, and no event of the case."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select, update

from engine.commands import Deps
from engine.commands.asked import check_open
from engine.domain.errors import NotFound
from engine.domain.values import Actor
from engine.queries.visible import visible_to
from engine.storage import tables as t
from engine.storage.statements import rows_changed
from engine.storage.unit_of_work import UnitOfWork


def save_draft(deps: Deps, actor: Actor, task_id: int, raw: Mapping[str, object]) -> datetime:
    """Gives when it was kept. The case is not locked: typing must never wait for another's work.

    Raises NotFound, NotAllowed, TaskAlreadyDone, TaskNoLongerNeeded. A task that another took can still be drafted.
    """
    with UnitOfWork(deps.database, deps.clock) as uow:
        wanted = select(t.tasks).join_from(t.tasks, t.cases).where(t.tasks.c.id == task_id, visible_to(actor))
        # Two windows of one person must not both insert: the task's row queues them.
        task = uow.session.execute(wanted.with_for_update(of=t.tasks)).one_or_none()
        if task is None:
            raise NotFound(what="task")
        check_open(task, actor)
        _keep(uow, task_id, actor, raw)
    return uow.now


def _keep(uow: UnitOfWork, task_id: int, actor: Actor, raw: Mapping[str, object]) -> None:
    values = {"raw": dict(raw), "saved_at": uow.now}
    mine = (t.drafts.c.task_id == task_id, t.drafts.c.person == actor.person)
    if not rows_changed(uow.session, update(t.drafts).where(*mine).values(values)):
        uow.session.execute(insert(t.drafts).values(task_id=task_id, person=actor.person, **values))
