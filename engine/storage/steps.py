"""Writing down what an instance has become: its state, and the tasks and timers that the diagram now wants.

Few statements, and only the differences: how many, and how large, depends on this one step and never on the case's age.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Row,
    String,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    null,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from engine.domain.errors import NotFound
from engine.domain.values import CLOCK, Deadline, OpenTask, OpenTimer, Step
from engine.storage import tables as t
from engine.storage.chain import text_digest
from engine.storage.statements import Write

FIRST_STATE = ""  # of an instance that is just being started


@dataclass(frozen=True)
class Live:
    """An instance in a locked case, as the last commit left it."""

    id: int
    case_id: int
    process: str
    name: str
    release: int
    children: tuple[int, ...]
    state: str
    awaited: frozenset[str]


# What a Live is made of, in one statement: the children come as text, since arrays differ between databases.
CHILDREN_OF_INSTANCE = (
    select(func.aggregate_strings(cast(t.instance_children.c.child_id, String), literal_column("','")))
    .where(t.instance_children.c.instance_id == t.instances.c.id, t.instance_children.c.left_at.is_(None))
    .correlate(t.instances)
    .scalar_subquery()
    .label("concerned")
)
LIVE = (
    t.instances.c.id.label("live_id"),
    t.instances.c.case_id.label("live_case"),
    t.instances.c.process,
    t.instances.c.name.label("process_name"),
    t.instances.c.release_id,
    t.instances.c.state.label("saved"),
    t.instances.c.awaited,
    CHILDREN_OF_INSTANCE,
)


# Statements that every step sends are built once: building one takes longer than the database takes to answer it.
_READ_LIVE = select(*LIVE).where(t.instances.c.id == bindparam("instance"))
_INSERT_INSTANCE = Write(insert(t.instances).returning(t.instances.c.id))
_INSERT_CHILDREN = insert(t.instance_children)
_OPEN_TASKS = select(
    literal_column("'task'").label("kind"),
    t.tasks.c.id,
    t.tasks.c.engine_key,
    t.tasks.c.element,
    t.tasks.c.due_on,
    t.tasks.c.due_sum.label("sum"),
    cast(null(), t.Moment).label("due_at"),
).where(t.tasks.c.instance_id == bindparam("instance"), t.tasks.c.state == literal_column("'open'"))
_TIMERS = select(
    literal_column("'timer'"),
    t.timers.c.id,
    t.timers.c.engine_key,
    t.timers.c.element,
    t.timers.c.due_on,
    t.timers.c.sum,
    t.timers.c.due_at,
).where(t.timers.c.instance_id == bindparam("instance"))
_STANDING = union_all(_OPEN_TASKS, _TIMERS)
_WITHDRAW = (
    update(t.tasks)
    .where(t.tasks.c.id.in_(bindparam("gone", expanding=True)))
    .values(state="withdrawn", ended_at=bindparam("at"))
)
_INSERT_TASKS = insert(t.tasks).returning(t.tasks.c.id, t.tasks.c.engine_key)
_DELETE_TIMERS = delete(t.timers).where(t.timers.c.id.in_(bindparam("gone", expanding=True)))
_INSERT_TIMERS = insert(t.timers)
_INSERT_TASK, _INSERT_TIMER = Write(insert(t.tasks).returning(t.tasks.c.id)), Write(_INSERT_TIMERS)
_ANEW = {"attempts": 0, "stuck_at": None, "failure": ""}  # of a timer that was moved
_SAVE_INSTANCE = Write(update(t.instances).where(t.instances.c.id == bindparam("instance")))


def live(row: Any) -> Live:
    """The Live that a row with the columns of LIVE tells."""
    children = sorted(map(int, filter(None, (row.concerned or "").split(","))))
    return Live(
        row.live_id,
        row.live_case,
        row.process,
        row.process_name,
        row.release_id,
        tuple(children),
        row.saved,
        frozenset(row.awaited),
    )


def read_live(session: Session, instance_id: int) -> Live:
    """One instance. Raises NotFound."""
    row = session.execute(_READ_LIVE, {"instance": instance_id}).one_or_none()
    if row is None:
        raise NotFound(what="instance")
    return live(row)


def insert_instance(
    session: Session, case_id: int, process: str, name: str, release: int, children: Sequence[int], at: datetime
) -> Live:
    """A new instance without a state yet, so that operations that run while it starts can name it."""
    row = {"case_id": case_id, "release_id": release, "process": process, "name": name, "started_at": at}
    instance_id = _INSERT_INSTANCE.send(session, {"state": FIRST_STATE, **row}).scalar_one()
    if children:
        rows = [{"instance_id": instance_id, "child_id": child} for child in sorted(children)]
        session.execute(_INSERT_CHILDREN, rows)
    return Live(instance_id, case_id, process, name, release, tuple(sorted(children)), FIRST_STATE, frozenset())


def runs_alone(session: Session, case_id: int, most: int) -> bool:
    """Whether the last `most` instances of a case all began since a person last did anything in it."""
    run, event = t.instances.c, t.events.c
    began = select(run.started_at).where(run.case_id == case_id).order_by(run.id.desc()).offset(most - 1).limit(1)
    acted = select(event.at).where(event.case_id == case_id, event.person != CLOCK.person)
    latest = acted.order_by(event.number.desc()).limit(1)
    first, last = session.execute(select(began.scalar_subquery(), latest.scalar_subquery())).one()
    return first is not None and (last is None or first > last)


def leave(session: Session, instance: Live, children: Collection[int], at: datetime) -> Live:
    """The instance no longer concerns these children; that it once did stays written."""
    concerns = t.instance_children.c
    theirs = (concerns.instance_id == instance.id, concerns.child_id.in_(children))
    session.execute(update(t.instance_children).where(*theirs).values(left_at=at))
    return replace(instance, children=tuple(child for child in instance.children if child not in children))


@dataclass(frozen=True)
class Saved:
    """What a step changed: the tasks it opened by their ids, the ids of those it withdrew, the timers it set."""

    opened: tuple[tuple[int, OpenTask], ...]
    withdrawn: tuple[int, ...]
    timers: tuple[OpenTimer, ...]
    state: str  # its digest


def save_step(session: Session, instance: Live, step: Step, at: datetime) -> Saved:
    """Write a step down. A task that was completed must be closed already: one that is gone counts as withdrawn."""
    before = _standing(session, instance) if instance.state else {}
    opened = _save_tasks(session, instance, step, before, at)
    timers = _save_timers(session, instance, step, before)
    gone = _gone("task", before, {task.key: task for task in step.tasks})
    if gone:
        session.execute(_WITHDRAW, {"gone": gone, "at": at})
    _save_instance(session, instance, step, at)
    return Saved(opened, tuple(gone), timers, text_digest(step.state))


Standing = Mapping[tuple[str, ...], Row[Any]]  # ("task", key) or ("timer", key, element) -> what the database has


def _standing(session: Session, instance: Live) -> Standing:
    """The open tasks and the timers of the instance, in one statement."""
    rows = session.execute(_STANDING, {"instance": instance.id})
    return {("task", row[2]) if row[0] == "task" else ("timer", row[2], row[3]): row for row in rows}


def _gone(kind: str, before: Standing, now: Mapping[Any, object]) -> list[int]:
    kept = {(kind, *(key if isinstance(key, tuple) else (key,))) for key in now}
    return sorted(row.id for place, row in before.items() if place[0] == kind and place not in kept)


def _save_tasks(
    session: Session, instance: Live, step: Step, before: Standing, at: datetime
) -> tuple[tuple[int, OpenTask], ...]:
    new = {task.key: task for task in step.tasks if ("task", task.key) not in before}
    for task in step.tasks:
        row = before.get(("task", task.key))
        now = _due(task.deadline)
        if row is not None and (row.due_on, row.sum) != (now["due_on"], now["due_sum"]):
            session.execute(update(t.tasks).where(t.tasks.c.id == row.id).values(now))
    if not new:
        return ()
    rows = [_task_row(instance, task, at) for task in new.values()]
    if len(rows) == 1:
        return ((_INSERT_TASK.send(session, rows[0]).scalar_one(), *new.values()),)
    ids = session.execute(_INSERT_TASKS, rows).all()
    return tuple(sorted(((task_id, new[key]) for task_id, key in ids), key=lambda pair: pair[0]))


def _task_row(instance: Live, task: OpenTask, at: datetime) -> dict[str, object]:
    return {
        "case_id": instance.case_id,
        "instance_id": instance.id,
        "engine_key": task.key,
        "element": task.element,
        "name": task.name,
        "role": task.role,
        "acted_by": task.acted_by,
        "form": task.form,
        "item": "" if task.item is None else str(task.item),
        "item_name": task.item_name,
        "opened_at": at,
        **_due(task.deadline),
    }


def _due(deadline: Deadline | None) -> dict[str, object]:
    if deadline is None:
        return {"limit_name": "", "due_on": None, "due_sum": "", "amber_on": None}
    return {
        "limit_name": deadline.limit,
        "due_on": deadline.due,
        "due_sum": deadline.sum,
        "amber_on": deadline.amber,
    }


def _save_timers(session: Session, instance: Live, step: Step, before: Standing) -> tuple[OpenTimer, ...]:
    wanted = {(timer.key, timer.element): timer for timer in step.timers}
    new = [timer for place, timer in wanted.items() if ("timer", *place) not in before]
    if gone := _gone("timer", before, wanted):
        session.execute(_DELETE_TIMERS, {"gone": gone})
    for place, timer in wanted.items():
        row = before.get(("timer", *place))
        now = _moment(timer)
        if row is not None and (row.due_at, row.sum) != (now["due_at"], now["sum"]):
            session.execute(update(t.timers).where(t.timers.c.id == row.id).values(_ANEW | now))
    if len(new) == 1:
        _INSERT_TIMER.send(session, _timer_row(instance, new[0]))
    elif new:
        session.execute(_INSERT_TIMERS, [_timer_row(instance, timer) for timer in new])
    return tuple(new)


def _timer_row(instance: Live, timer: OpenTimer) -> dict[str, object]:
    return {
        "case_id": instance.case_id,
        "instance_id": instance.id,
        "engine_key": timer.key,
        "element": timer.element,
        "name": timer.name,
        **_moment(timer),
    }


def _moment(timer: OpenTimer) -> dict[str, object]:
    deadline = timer.deadline
    return {
        "anchor": timer.anchor,
        "anchor_field": timer.anchor_field,
        "due_at": timer.at,
        "next_try_at": timer.at,
        "limit_name": deadline.limit if deadline else "",
        "due_on": deadline.due if deadline else None,
        "sum": deadline.sum if deadline else "",
    }


def _save_instance(session: Session, instance: Live, step: Step, at: datetime) -> None:
    values: dict[str, object] = {
        "state": step.state,
        "awaited": sorted(step.awaited),
        "size": step.size,
        "depth": step.depth,
    }
    if step.ended:
        values |= {"ended_at": at, "ending": step.ending}
    _SAVE_INSTANCE.send(session, {"instance": instance.id, **values})
