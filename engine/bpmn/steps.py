"""Reads off an instance all that its Step tells: open tasks, running timers, size and depth."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.elements import Element, Process
from engine.bpmn.events import DUE, DueTimer, definitions, waiting
from engine.bpmn.moments import Entry, meant
from engine.bpmn.multi import around, item_key, items_of
from engine.domain.values import Deadline, OpenTask, OpenTimer


def all_tasks(workflow: BpmnWorkflow) -> Iterator[Task]:
    """Every task of the tree, with those of sub-processes and called processes, however deep."""
    yield from workflow.tasks.values()
    for inner in workflow.subprocesses.values():
        yield from inner.tasks.values()


def ready(workflow: BpmnWorkflow, *, manual: bool) -> list[Task]:
    """The tasks that wait for a person, or that the engine itself would still have to run.

    Read from the tree's index: SpiffWorkflow's own search stops, silently, at a depth of a thousand.
    """
    tasks = all_tasks(workflow)
    return [task for task in tasks if task.state == TaskState.READY and task.task_spec.manual is manual]


def open_tasks(ready: Sequence[Task], process: Process) -> tuple[OpenTask, ...]:
    """What people have to do now, of the tasks that wait for a person."""
    return tuple(_open_task(task, process) for task in ready)


def open_timers(workflow: BpmnWorkflow, process: Process) -> tuple[OpenTimer, ...]:
    """The timers that run, the earliest first. One whose date is not known yet does not run."""
    timers = [
        (meant(entry), _open_timer(task, process.elements[definition.name], entry))
        for task, definition in waiting(workflow)
        if isinstance(definition, DueTimer) and (entry := task.internal_data.get(DUE, {}).get(definition.name))
    ]
    return tuple(timer for _, timer in sorted(timers, key=lambda pair: (pair[1].at, pair[0], pair[1].element)))


def size_and_depth(workflow: BpmnWorkflow) -> tuple[int, int]:
    """How many tasks the tree has, and its longest branch: both grow where a diagram loops instead of repeating."""
    depths: dict[object, int] = {}
    for task in all_tasks(workflow):  # a parent always stands before its children
        above = depths.get(task.parent.id, 0) if task.parent is not None else -1
        depths[task.id] = above + 1
    return len(depths), max(depths.values())


def _open_task(task: Task, process: Process) -> OpenTask:
    element = process.elements[task.task_spec.bpmn_id]
    items = items_of(task)
    innermost = list(items.values())[-1] if items else None
    return OpenTask(
        key=str(task.id),
        element=element.id,
        name=element.name or element.id,
        role=element.lane,
        form=element.form,
        acted_by=element.acted_by,
        item=None if innermost is None else innermost["id"] if len(items) == 1 else item_key(items),
        item_name="" if innermost is None else ", ".join(str(item["name"]) for item in items.values()),
        deadline=_deadline_of(task, process),
    )


def _open_timer(task: Task, element: Element, entry: dict[str, str]) -> OpenTimer:
    return OpenTimer(
        key=str(task.id),
        element=element.id,
        name=element.name or element.id,
        at=datetime.fromisoformat(entry["at"]),
        deadline=deadline_of(entry) if element.deadline else None,
        anchor=entry.get("anchor"),
        anchor_field=entry.get("field", ""),
    )


def _deadline_of(task: Task, process: Process) -> Deadline | None:
    """That of the task's own boundary timer, else its own `due`, else that of the nearest sub-process's timer.

    A timer that has fired still tells.
    """
    for one in around(task):
        entries = [
            entry
            for beside in boundary(one)
            for name, entry in beside.internal_data.get(DUE, {}).items()
            if entry and "limit" in entry and process.elements[name].deadline
        ]
        if not entries and one is task:
            entries = [entry for entry in task.internal_data.get(DUE, {}).values() if entry]
        if entries:
            return min(map(_told, entries), key=lambda deadline: deadline.due)
    return None


def boundary(task: Task) -> list[Task]:
    """The timers on the border of a task or sub-process, those that have fired too."""
    split = task.parent
    if split is None or not isinstance(split.task_spec, BoundaryEventSplit):
        return []
    return [one for one in split.children if isinstance(_definition(one), DueTimer)]


def _definition(task: Task) -> object:
    return definitions(task)[0] if hasattr(task.task_spec, "event_definition") else None


def deadline_of(entry: Entry | None) -> Deadline | None:
    """What the saved state keeps of a date, as a deadline; None for a timer that is none."""
    return _told(entry) if entry and "due" in entry else None


def _told(entry: Entry) -> Deadline:
    amber = date.fromisoformat(entry["amber"]) if entry["amber"] else None
    return Deadline(entry["limit"], date.fromisoformat(entry["due"]), entry["sum"], amber)
