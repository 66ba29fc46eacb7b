"""Works out anew the dates that an instance waits for: its anchor was corrected, or a holiday was added.

A timer that has fired stays fired, but the task beside it tells the new date. What counts from the day on which it is
asked, such as `=today()` or a duration, stays as it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.task import Task

from engine.bpmn import steps
from engine.bpmn.elements import Element, Process
from engine.bpmn.events import DUE, DueTimer, waiting
from engine.bpmn.expressions import FeelEngine
from engine.bpmn.moments import Entry, meant
from engine.bpmn.multi import around
from engine.domain.values import Redated

Dated = tuple[Task, Element]
Row = tuple[str, int]  # what kind of thing of the record, and its id
ORIGIN = "_of"  # `day_of` stands beside `day` and says which row of the record the day was taken from


def correct(workflow: BpmnWorkflow, corrected: Mapping[str, object]) -> None:
    """Put a corrected value wherever the process data holds the path: a message's date is a copy of the record's."""
    for path, value in corrected.items():
        *outer, last = path.split(".")
        for task in steps.all_tasks(workflow):
            holder: Any = task.data
            for name in outer:
                holder = holder.get(name) if isinstance(holder, dict) else None
            if isinstance(holder, dict) and last in holder:
                holder[last] = value


def follow(workflow: BpmnWorkflow, moved: Mapping[Row, date]) -> None:
    """Put the corrected day of a row of the record wherever a message has told it.

    What a message says as `counted_from_of: {of: "visit", id: 7}` tells which row its `counted_from` was taken from.
    """
    for task in steps.all_tasks(workflow) if moved else ():
        _follow(task.data, moved)


def _follow(holder: dict[str, Any], moved: Mapping[Row, date]) -> None:
    for name, value in list(holder.items()):
        if not isinstance(value, dict):
            continue
        told = name.removesuffix(ORIGIN)
        day = moved.get((value.get("of"), value.get("id"))) if told != name and told in holder else None
        if day is not None:
            holder[told] = day.isoformat()
        else:
            _follow(value, moved)


def redate(workflow: BpmnWorkflow, process: Process, engine: FeelEngine) -> list[Redated]:
    """Each date that has changed, replaced in its task."""
    found = []
    for task, element in (*_timers(workflow), *_fired(workflow, process), *_tasks(workflow, process)):
        entries = task.internal_data.setdefault(DUE, {})
        old, new = entries.get(element.id), _again(task, element, engine)
        if _told(old) != _told(new):
            entries[element.id] = new
            found.append(_redated(task, element, old, new))
    return found


def _timers(workflow: BpmnWorkflow) -> Iterator[Dated]:
    """Those that run, or would if their date were known."""
    for task, one in waiting(workflow):
        if isinstance(one, DueTimer) and not one.element.lasts and not one.expression.asks_now:
            yield task, one.element


def _fired(workflow: BpmnWorkflow, process: Process) -> Iterator[Dated]:
    """Deadlines that have passed, of tasks that are still open."""
    running, seen = {task.id for task, _ in waiting(workflow)}, set()
    for open_task in steps.ready(workflow, manual=True):
        for beside in (one for outer in around(open_task) for one in steps.boundary(outer)):
            element = process.elements[beside.task_spec.bpmn_id]
            if element.deadline and beside.id not in running | seen and DUE in beside.internal_data:
                seen.add(beside.id)
                yield beside, element


def _tasks(workflow: BpmnWorkflow, process: Process) -> Iterator[Dated]:
    for task in steps.ready(workflow, manual=True):
        element = process.elements[task.task_spec.bpmn_id]
        if element.due is not None and not element.due.asks_now:
            yield task, element


def _again(task: Task, element: Element, engine: FeelEngine) -> Entry | None:
    if element.due is not None:
        return engine.due(task, element, element.due, first=False)
    return engine.moment(task, element, element.timer, first=False) if element.timer is not None else None


def _told(of: Entry | None) -> Entry | None:
    """What people see of it: not when a date that came too late was set."""
    return of and {name: value for name, value in of.items() if name not in ("at", "meant")} | {"at": _moment(of)}


def _moment(of: Entry | None) -> str | None:
    return meant(of) if of and "at" in of else None


def _redated(task: Task, element: Element, old: Entry | None, new: Entry | None) -> Redated:
    before, after = _moment(old), _moment(new)
    return Redated(
        key=str(task.id),
        element=element.id,
        old=steps.deadline_of(old),
        new=steps.deadline_of(new),
        old_anchor=old and old.get("anchor"),
        new_anchor=new and new.get("anchor"),
        old_at=datetime.fromisoformat(before) if before else None,
        new_at=datetime.fromisoformat(after) if after else None,
    )
