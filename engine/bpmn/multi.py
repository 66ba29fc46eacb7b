"""Multi-instances: a list written in FEEL, evaluated once; what an item does and keeps stays with the item."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.data_spec import TaskDataReference
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask, MultiInstanceTask
from SpiffWorkflow.spiff.specs.defaults import ParallelMultiInstanceTask, SequentialMultiInstanceTask
from SpiffWorkflow.task import Task

from engine.feel import Expression

Item = dict[str, Any]


class EachOf(TaskDataReference):
    """The list of a multi-instance. Kept with its task, so that the record may change while the items are worked."""

    def __init__(self, expression: Expression) -> None:
        super().__init__("for each")
        self.expression = expression

    def exists(self, my_task: Task) -> bool:
        return True

    def get(self, my_task: Task, **kwargs: object) -> list[Item]:
        if "each" not in my_task.internal_data:
            my_task.internal_data["each"] = my_task.workflow.script_engine.items(my_task, self.expression)
        return my_task.internal_data["each"]


class OwnItem(MultiInstanceTask):
    """Notes that an item has ended and merges nothing up: the last item's data would overwrite the others'."""

    def merge_child(self, workflow: object, child: Task) -> None:
        child.parent.internal_data["merged"].append(str(child.id))


class InTurn(SequentialMultiInstanceTask, OwnItem):
    """One item after the other."""


class AtOnce(ParallelMultiInstanceTask, OwnItem):
    """All items at the same time."""


def connect_loops(spec) -> None:
    """Tell each loop of a freshly parsed spec when one of its rounds ends.

    SpiffWorkflow does so when a loop starts, or when it restores a spec; but ours are cached. Without this, an
    instance that another process started and this one loads stays at its last item for ever, silently.
    """
    for loop in (one for one in spec.task_specs.values() if isinstance(one, LoopTask)):
        ended = spec.task_specs[loop.task_spec].completed_event
        if not ended.is_connected(loop.merge_child):
            ended.connect(loop.merge_child)


def loop_of(task: Task) -> Task | None:
    """The loop that the task is a round of. What follows a loop stands below it in the tree too, and is none."""
    above = task.parent
    is_round = above is not None and isinstance(above.task_spec, LoopTask)
    return above if is_round and above.task_spec.task_spec == task.task_spec.name else None


def around(task: Task) -> Iterator[Task]:
    """The task and what it stands in: sub-processes, called processes and multi-instances, innermost first."""
    yield task
    while (outer := loop_of(task) or _caller_of(task)) is not None:
        task = outer
        yield task


def _caller_of(task: Task) -> Task | None:
    workflow = task.workflow
    return workflow.top_workflow.get_task_from_id(workflow.parent_task_id) if workflow.parent_task_id else None


def items_of(task: Task) -> dict[str, Item]:
    """The items a task works on, by their names in the diagram, outermost first."""
    found: dict[str, Item] = {}
    for one in around(task):
        if (loop := loop_of(one)) is not None:
            name = loop.task_spec.input_item.bpmn_id
            found[name] = one.data[name]
    return dict(reversed(found.items()))


def item_key(items: dict[str, Item]) -> str:
    """How answers and pages tell items apart: the item's id; within nested multi-instances all ids, outermost first."""
    return "/".join(str(item["id"]) for item in items.values())
