"""Whom a message is for: items of a multi-instance hear of their own child, and children leave an instance one by one.

An interrupting message with the property `waits_for` = `all children` interrupts only when no child is left that the
instance concerns. Until then the children that it names leave. The event remembers what it heard, so that an item of
such a child that begins later (items in turn) is told, if it awaits the same message.
"""

from collections.abc import Collection, Mapping
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.task import Task

from engine.bpmn.events import Message, hearing
from engine.bpmn.multi import around, loop_of

HEARD = "heard"
Said = Mapping[str, Any]
Hearer = tuple[Task, Message]


def concerns(task: Task, one: Message, said: Said, children: Collection[int]) -> bool:
    """Whether a message concerns the items a task works on. Items that are no children hear every message.

    A list is one of children where it holds any of the instance's `children`, or of those that the message names. An
    event that waits for all children hears nothing of those who are not, or no longer, among them.
    """
    if one.element.waits_for and children and _named(said).isdisjoint(map(str, children)):
        return False
    return _named_items(task, said, {str(child) for child in children}) is not False


def some(said: Said, children: Collection[int]) -> set[int]:
    """Those of the instance's children that a message names, if it does not name all of them."""
    named = {child for child in children if str(child) in _named(said)}
    return named if len(named) < len(children) else set()


def without_whole(hearers: list[Hearer], said: Said) -> list[Hearer]:
    """The hearers that need not wait until all children have left; the others remember what was said."""
    for task, one in hearers:
        if one.element.waits_for:
            task.internal_data.setdefault(HEARD, []).append(dict(said))
    return [(task, one) for task, one in hearers if not one.element.waits_for]


def late_hearers(workflow: BpmnWorkflow, before: Collection[object]) -> list[tuple[Task, Message, Said]]:
    """What has come to wait for a message since `before`, for an item whose child left by that message."""
    waits = hearing(workflow)
    told = [(task, one.name, said) for task, one in waits for said in task.internal_data.get(HEARD, ())]
    return [
        (task, one, said)
        for task, one in (waits if told else ())
        if task.id not in before
        for whole, name, said in told
        if one.name == name and _named_items(task, said, set()) and _is_within(task, whole)
    ]


def _named_items(task: Task, said: Said, children: Collection[str]) -> bool | None:
    """Whether a message names the item of every repetition around a task; None where it repeats for no children."""
    named, found = _named(said), None
    for one in around(task):
        if (loop := loop_of(one)) is None:
            continue
        ids = [str(item["id"]) for item in loop.internal_data["each"]]
        if not named.union(children).isdisjoint(ids):
            found = found is not False and ids[one.internal_data["key_or_index"]] in named
    return found


def _is_within(task: Task, whole: Task) -> bool:
    """Whether a task stands in what the event `whole` stands on the border of."""
    return any(one.parent is whole.parent for one in around(task))


def _named(said: Said) -> set[str]:
    return {str(child) for child in said.get("children") or ()}
