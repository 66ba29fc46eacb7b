"""Which elements of an instance are done and which are live, read off its saved state without running anything."""

import json
from collections.abc import Iterator, Mapping

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.elements import Element, Process
from engine.bpmn.marks import Standing

CHILD = " [child]"  # what SpiffWorkflow calls the rounds of a repetition
GOES_ON = TaskState.READY | TaskState.WAITING | TaskState.STARTED
BORDER = "boundaryEvent"


def standings(process: Process, state: str) -> dict[str, Standing]:
    """DONE or LIVE for each element that the instance has come to. One that is reached again is live again."""
    found: dict[str, Standing] = {}
    for name, reached in _tasks(json.loads(state)):
        element = process.elements.get(name.removesuffix(CHILD))
        standing = None if element is None else _standing(element, reached)
        if standing and (standing.is_live or element.id not in found):
            found[element.id] = standing
    return found


def _standing(element: Element, reached: int) -> Standing | None:
    """An event that only waits on a border is not live: its host is."""
    if reached & GOES_ON:
        return None if element.kind == BORDER else Standing.LIVE
    return Standing.DONE if reached == TaskState.COMPLETED else None


def _tasks(saved: Mapping) -> Iterator[tuple[str, int]]:
    """The name and state of each task of an instance and of the sub-processes in it."""
    parts = (saved, *saved.get("subprocesses", {}).values())
    for part in parts:
        for task in part.get("tasks", {}).values():
            yield task.get("task_spec", ""), task.get("state", 0)
