"""Saves and restores the state of an instance as JSON, without its specs: those belong to the release.

Every `BpmnWorkflow` is made here, with our engine from the first moment: SpiffWorkflow's own default runs Python.
"""

import json
from copy import copy
from decimal import Decimal

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import (
    BpmnSubWorkflowConverter,
    BpmnWorkflowConverter,
    WorkflowConverter,
)
from SpiffWorkflow.bpmn.serializer.helpers.bpmn_converter import BpmnConverter
from SpiffWorkflow.bpmn.serializer.helpers.encoder import create_encoder
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.elements import Process
from engine.bpmn.expressions import FeelEngine

FORMAT = 1  # raise it with a migration whenever what is saved changes, ours or SpiffWorkflow's


class OwnTask(BpmnConverter):
    """What SpiffWorkflow saves of a task, made and read in a fraction of its time: most of a step went there.

    A task that was restored has a text for its id where SpiffWorkflow makes a UUID: it is only ever compared and looked
    up, and a text is hashed in C and need not be read.
    """

    def to_dict(self, task: Task) -> dict:
        above = task.parent
        return {
            "id": str(task.id),
            "parent": None if above is None else str(above.id),
            "children": [str(child) for child in task._children],
            "last_state_change": task.last_state_change,
            "state": task.state,
            "task_spec": task.task_spec.name,
            "triggered": task.triggered,
            "internal_data": self.registry.convert(task.internal_data) if task.internal_data else {},
            "data": task.data if above is None else {},
            "delta": {} if above is None else _changes(above.data, task.data),
        }

    def from_dict(self, dct: dict, workflow: BpmnWorkflow) -> Task:
        spec = workflow.spec.task_specs.get(dct["task_spec"])
        task = self.target_class(workflow, spec, state=dct["state"], id=dct["id"])
        task._parent, task._children = dct["parent"], dct["children"]
        task.last_state_change, task.triggered = dct["last_state_change"], dct["triggered"]
        task.internal_data = self.registry.restore(dct["internal_data"])
        if isinstance(spec, CatchingEvent) and task.has_state(TaskState.WAITING):
            workflow.top_workflow.event_manager.add_task(task)
        task.data = self._data(dct, task.parent)
        return task

    def _data(self, dct: dict, above: Task | None) -> dict[str, object]:
        """What stands above, with what this task changed; the next merge must not reach into its parent's."""
        if above is None or not dct["delta"]:
            return self.registry.restore(dct["data"])
        gone, updates = dct["delta"]["deletions"], self.registry.restore(dct["delta"]["updates"])
        kept = {name: value for name, value in above.data.items() if name not in gone}
        return {
            name: copy(value) if isinstance(value, dict | list) else value for name, value in kept.items()
        } | updates


def _changes(above: dict[str, object], own: dict[str, object]) -> dict[str, object]:
    """What a task's data has that its parent's has not, or otherwise."""
    return {
        "updates": {name: value for name, value in own.items() if name not in above or above[name] != value},
        "deletions": [name for name in above if name not in own],
    }


class OwnTree(WorkflowConverter):
    """A tree of such tasks: their ids are texts."""

    def set_default_attributes(self, workflow: BpmnWorkflow, dct: dict) -> None:
        last = dct.pop("last_task")
        super().set_default_attributes(workflow, dct | {"last_task": None})
        workflow.last_task = workflow.tasks.get(last)

    def _plant(self, workflow: BpmnWorkflow, dct: dict) -> None:
        workflow.tasks = self.mapping_from_dict(dct["tasks"], workflow=workflow)
        workflow.task_tree = workflow.tasks[dct["root"]]
        self.set_default_attributes(workflow, dct)


class InnerConverter(OwnTree, BpmnSubWorkflowConverter):
    """A sub-process or a called process within."""

    def from_dict(self, dct: dict, task: Task, top_workflow: BpmnWorkflow) -> BpmnSubWorkflow:
        spec = top_workflow.subprocess_specs.get(task.task_spec.spec)
        inner = self.target_class(spec, task.id, top_workflow, deserializing=True)
        self._plant(inner, dct)
        return inner


class StateConverter(OwnTree, BpmnWorkflowConverter):
    """SpiffWorkflow's, without the specs; `from_dict` is handed them with the engine."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict:
        if workflow.bpmn_events:
            raise ValueError("Thrown messages must be taken before the state is saved.")
        return WorkflowConverter.to_dict(self, workflow) | {"subprocesses": self.mapping_to_dict(workflow.subprocesses)}

    def from_dict(self, dct: dict, process: Process, engine: FeelEngine) -> BpmnWorkflow:
        workflow = self.target_class(process.spec, process.subspecs, script_engine=engine, deserializing=True)
        self._plant(workflow, dct)
        self.subprocesses_from_dict(dct["subprocesses"], workflow)
        return workflow


REGISTRY = BpmnWorkflowSerializer.configure(
    {**SPIFF_CONFIG, BpmnWorkflow: StateConverter, BpmnSubWorkflow: InnerConverter, Task: OwnTask}
)
REGISTRY.register(Decimal, lambda number: {"value": str(number)}, lambda saved: Decimal(saved["value"]))
ENCODER = create_encoder(REGISTRY)  # task data reaches json as it is; the encoder knows the registered kinds


def new(process: Process, engine: FeelEngine, data: dict[str, object]) -> BpmnWorkflow:
    """An instance that has not moved yet, with its first process data."""
    workflow = BpmnWorkflow(process.spec, process.subspecs, script_engine=engine)
    workflow.task_tree.data.update(data)
    return workflow


def save(workflow: BpmnWorkflow) -> str:
    """The state of an instance as JSON."""
    return json.dumps(REGISTRY.convert(workflow) | {"format": FORMAT}, cls=ENCODER, separators=(",", ":"))


def restore(state: str, process: Process, engine: FeelEngine) -> BpmnWorkflow:
    """The instance that `save` wrote down. Raises ValueError for a format this program does not know."""
    saved = json.loads(state)
    if saved.pop("format", None) != FORMAT:
        raise ValueError("Its saved state has a format that this version of Childpath does not know.")
    return REGISTRY.restore(saved, process=process, engine=engine)


def data_of(state: str, key: str) -> dict[str, object]:
    """The process data that the task `key` sees, read off a saved state without restoring it; {} where it is gone."""
    saved = json.loads(state) if state else {}
    trees = [tree["tasks"] for tree in (saved, *saved.get("subprocesses", {}).values()) if "tasks" in tree]
    tasks = next((tree for tree in trees if key in tree), {})
    above = [tasks[key]] if tasks else []
    while above and above[-1]["parent"] in tasks:  # each task is saved as how its data differs from its parent's
        above.append(tasks[above[-1]["parent"]])
    data: dict[str, object] = {}
    for task in reversed(above):
        kept = {name: value for name, value in data.items() if name not in task["delta"].get("deletions", ())}
        data = kept | task["data"] | task["delta"].get("updates", {})
    return REGISTRY.restore(data)
