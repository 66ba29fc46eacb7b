"""Saves and restores the state of an instance as JSON, without its specs: those belong to the release.

Every `BpmnWorkflow` is made here, with our engine from the first moment: SpiffWorkflow's own default runs Python.
"""

import json
from decimal import Decimal
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, WorkflowConverter
from SpiffWorkflow.bpmn.serializer.helpers.encoder import create_encoder
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG

from engine.bpmn.elements import Process
from engine.bpmn.expressions import FeelEngine

FORMAT = 1  # raise it with a migration whenever what is saved changes, ours or SpiffWorkflow's


class StateConverter(BpmnWorkflowConverter):
    """SpiffWorkflow's, without the specs; `from_dict` is handed them with the engine."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict:
        if workflow.bpmn_events:
            raise ValueError("Thrown messages must be taken before the state is saved.")
        return WorkflowConverter.to_dict(self, workflow) | {"subprocesses": self.mapping_to_dict(workflow.subprocesses)}

    def from_dict(self, dct: dict, process: Process, engine: FeelEngine) -> BpmnWorkflow:
        workflow = self.target_class(process.spec, process.subspecs, script_engine=engine, deserializing=True)
        workflow.tasks = self.mapping_from_dict(dct["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(dct["root"])]
        self.set_default_attributes(workflow, dct)
        self.subprocesses_from_dict(dct["subprocesses"], workflow)
        return workflow


REGISTRY = BpmnWorkflowSerializer.configure({**SPIFF_CONFIG, BpmnWorkflow: StateConverter})
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
