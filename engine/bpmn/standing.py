"""Which elements and flows of an instance are done and which live, read off its saved state without running it."""

import json
from collections.abc import Iterator, Mapping

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.elements import Element, Process
from engine.bpmn.marks import Standing

CHILD = " [child]"  # what SpiffWorkflow calls the rounds of a repetition
GOES_ON = TaskState.READY | TaskState.WAITING | TaskState.STARTED
BORDER = "boundaryEvent"
Saved = Mapping[str, Mapping]  # the tasks of an instance, or of a sub-process in it, by their ids


def standings(process: Process, state: str) -> dict[str, Standing]:
    """DONE or LIVE for each element that the instance has come to, and DONE for each flow by which it came there.

    One that is reached again is live again.
    """
    found: dict[str, Standing] = {}
    flows = _flows(process)
    for tasks in _parts(json.loads(state)):
        for task in tasks.values():
            element = process.elements.get(_name(task))
            standing = None if element is None else _standing(element, task["state"])
            if element is None or standing is None:
                continue
            if standing.is_live or element.id not in found:
                found[element.id] = standing
            for flow in flows.get((_before(task, tasks, process), element.id), ()):
                found[flow] = Standing.DONE
    return found


def _standing(element: Element, reached: int) -> Standing | None:
    """An event that only waits on a border is not live: its host is."""
    if reached & GOES_ON:
        return None if element.kind == BORDER else Standing.LIVE
    return Standing.DONE if reached == TaskState.COMPLETED else None


def _parts(saved: Mapping) -> Iterator[Saved]:
    """The tasks of an instance, and those of each sub-process in it."""
    for part in (saved, *saved.get("subprocesses", {}).values()):
        yield part.get("tasks", {})


def _name(task: Mapping) -> str:
    return str(task.get("task_spec", "")).removesuffix(CHILD)


def _before(task: Mapping, tasks: Saved, process: Process) -> str:
    """The element that the instance came from. What SpiffWorkflow puts between two for itself is passed over."""
    above = tasks.get(str(task.get("parent")))
    while above is not None and _name(above) not in process.elements:
        above = tasks.get(str(above.get("parent")))
    return "" if above is None else _name(above)


def _flows(process: Process) -> Mapping[tuple[str, str], list[str]]:
    """The drawn flows between two elements."""
    found: dict[tuple[str, str], list[str]] = {}
    for flow in process.drawing.edges.values() if process.drawing else ():
        found.setdefault((flow.source, flow.target), []).append(flow.id)
    return found
