"""One run of a process as its diagram shows it: what is done, what is live, with whom and by when."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from engine.bpmn import Mark, Process, Standing, described, standings
from engine.bpmn import picture as drawn
from engine.domain.clock import london_date
from engine.domain.errors import NotFound
from engine.domain.values import Actor
from engine.domain.views import DUE_SOON, LATE, StageView, TaskLine
from engine.domain.words import day_in_words, short_day
from engine.queries.lines import children_names, select_tasks, task_lines
from engine.queries.reading import Reading
from engine.queries.visible import visible_to
from engine.storage import tables as t

URGENCY = {LATE: Standing.LATE, DUE_SOON: Standing.DUE_SOON}
PRESSING = (Standing.LATE, Standing.DUE_SOON, Standing.LIVE, Standing.DONE)  # the first tells how a step stands


def stage(reading: Reading, actor: Actor, instance_id: int) -> StageView:
    """The picture of an instance, in the release it runs in. Raises NotFound."""
    row = _instance(reading, actor, instance_id)
    process = reading.library.release(reading.session, row.release_id).catalogue.processes.get(row.process)
    if process is None:
        raise NotFound(what="stage")
    marks = _marks(process, row.state, _tasks(reading, actor, instance_id))
    return StageView(
        case_id=row.case_id,
        reference=row.reference,
        family_name=row.family_name,
        instance_id=row.id,
        name=row.name,
        guidance=process.documentation,
        children=children_names(reading, {row.id}).get(row.id, ()),
        started_at=row.started_at,
        ended_at=row.ended_at,
        ending=row.ending,
        svg=drawn(process, marks),
        steps=tuple(described(process, marks)),
    )


def _instance(reading: Reading, actor: Actor, instance_id: int) -> Any:
    case = (t.cases.c.reference, t.cases.c.family_name)
    wanted = select(t.instances, *case).join_from(t.instances, t.cases, t.cases.c.id == t.instances.c.case_id)
    row = reading.session.execute(wanted.where(t.instances.c.id == instance_id, visible_to(actor))).one_or_none()
    if row is None:
        raise NotFound(what="stage")
    return row


def _tasks(reading: Reading, actor: Actor, instance_id: int) -> tuple[TaskLine, ...]:
    task = t.tasks.c
    wanted = select_tasks().where(task.instance_id == instance_id, task.state != "withdrawn", visible_to(actor))
    return task_lines(reading, reading.session.execute(wanted.order_by(task.id)).all())


def _marks(process: Process, state: str, tasks: Iterable[TaskLine]) -> dict[str, Mark]:
    """How the engine's saved state and the rows of tasks together say that each element stands."""
    lines: dict[str, list[TaskLine]] = defaultdict(list)
    for task in tasks:
        lines[task.element].append(task)
    marks = {id: Mark(standing) for id, standing in standings(process, state).items()}
    return marks | {element: _mark(_latest(those)) for element, those in lines.items()}


def _latest(tasks: list[TaskLine]) -> list[TaskLine]:
    """The last task of each item: a loop asks again, and then only the new one counts."""
    return list({task.item: task for task in tasks}.values())


def _mark(tasks: list[TaskLine]) -> Mark:
    told = sorted(tasks, key=lambda task: PRESSING.index(standing_of(task)))
    standing = standing_of(told[0])
    return Mark(standing, tuple(f"{_item(task)}{_said(task, standing)}" for task in told))


def standing_of(task: TaskLine) -> Standing:
    """How a task stands; an open one by its date."""
    return Standing.DONE if task.state == "done" else URGENCY.get(task.tag, Standing.LIVE)


def _item(task: TaskLine) -> str:
    return f"{task.item_name}: " if task.item_name else ""


def _said(task: TaskLine, whole: Standing) -> str:
    """Who did it and when, or with whom it is and by when; "done" is left out where the whole step is."""
    if task.state != "done":
        whose = f"with {task.claimed_name or task.role_name}"
        return f"{whose}, due {day_in_words(task.due_on)}" if task.due_on else whose
    by = f"by {task.done_name}" if task.done_name else ""
    on = f"on {short_day(london_date(task.done_at))}" if task.done_at else ""
    return " ".join(filter(None, ("" if whole is Standing.DONE else "done", by, on)))
