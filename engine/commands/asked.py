"""The task that a person asks about: its case locked, its row read again after the lock, and whether they may."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select

from engine.domain.errors import NotAllowed, NotFound, TaskAlreadyDone, TaskClaimedByAnother, TaskNoLongerNeeded
from engine.domain.values import CLOCK, Actor
from engine.domain.words import moment_in_words
from engine.queries.visible import may_do, visible_to, visible_to_person
from engine.storage import tables as t
from engine.storage.steps import LIVE
from engine.storage.unit_of_work import Case, UnitOfWork, locking

NEWEST = select(func.max(t.releases.c.id)).scalar_subquery().label("newest")


def _locking_case_of(visible: ColumnElement[bool]) -> Select[Any]:
    of_task = select(t.tasks.c.case_id).where(t.tasks.c.id == bindparam("task")).scalar_subquery()
    return locking(and_(t.cases.c.id == of_task, visible))


def _reading_task() -> Select[Any]:
    task, draft, event = t.tasks.c, t.drafts.c, t.events.c
    repeated = select(event.id).where(event.request_id == bindparam("request")).scalar_subquery().label("repeated")
    drafted = (
        select(draft.saved_at)
        .where(draft.task_id == bindparam("task"), draft.person == bindparam("person"))
        .scalar_subquery()
        .label("drafted")
    )
    wanted = select(t.tasks, *LIVE, NEWEST, repeated, drafted).join_from(t.tasks, t.instances)
    return wanted.where(task.id == bindparam("task"))


# Built once, with parameters: building them takes longer than the database takes to answer them.
_LOCK_FOR_PERSON, _LOCK_FOR_CLOCK = _locking_case_of(visible_to_person()), _locking_case_of(visible_to(CLOCK))
_READ_TASK = _reading_task()


def lock_case_of(uow: UnitOfWork, task_id: int, actor: Actor) -> Case:
    """Lock the case of a task. Raises NotFound where there is none that the actor may see."""
    chosen = _LOCK_FOR_CLOCK if actor.is_clock else _LOCK_FOR_PERSON
    values = {"task": task_id} if actor.is_clock else {"task": task_id, "person": actor.person}
    return uow.lock(chosen, values, "task")


def read_task(uow: UnitOfWork, task_id: int, request_id: str, actor: Actor) -> Row[Any]:
    """The task, its instance, the newest release, whether the request came before, and whether the actor has a draft.

    To be called under the case's lock: what was read before it may be gone.
    """
    values = {"task": task_id, "request": request_id, "person": actor.person}
    row = uow.session.execute(_READ_TASK, values).one_or_none()
    if row is None:
        raise NotFound(what="task")
    return row


def check(task: Row[Any], actor: Actor) -> None:
    """Whether the actor may do the task now. Raises as check_open does, or TaskClaimedByAnother."""
    check_open(task, actor)
    if task.claimed_by not in (None, actor.person):
        raise TaskClaimedByAnother(person=task.claimed_name, when=moment_in_words(task.claimed_at))


def check_open(task: Row[Any], actor: Actor) -> None:
    """Raises TaskAlreadyDone, TaskNoLongerNeeded or NotAllowed, in this order."""
    if task.state == "done":
        raise TaskAlreadyDone(person=task.done_name, when=moment_in_words(task.ended_at), at=task.ended_at)
    if task.state != "open":
        raise TaskNoLongerNeeded(when=moment_in_words(task.ended_at))
    if not may_do(actor, task.role, task.acted_by):
        raise NotAllowed(act=f'do the task "{task.name}"')
