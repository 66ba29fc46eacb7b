"""Builds SpiffWorkflow's specs from diagrams that were read and found sound.

SpiffWorkflow expects texts where expressions stand; specs are cached and never saved, so a compiled Expression can
stand there instead. A mixin before each of its node parsers puts it there: nothing else can ever be run.
"""

from collections.abc import Mapping

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import full_tag
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.data_spec import TaskDataReference
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import BusinessRuleTaskParser, ServiceTaskParser

from engine.bpmn.decisions import Decision
from engine.bpmn.elements import Element
from engine.bpmn.events import DueTimer, Gateway, Message
from engine.bpmn.multi import AtOnce, EachOf, InTurn, connect_loops
from engine.bpmn.reading import Diagram
from engine.bpmn.rules import DecisionTask, OperationTask
from engine.bpmn.xml import Node
from engine.domain.values import OperationShape
from engine.feel import Expression


class FeelNode(TaskParser):
    """Stands before a node parser of SpiffWorkflow and replaces its texts by what was compiled on reading."""

    SEQUENTIAL_MI_CLASS, PARALLEL_MI_CLASS = InTurn, AtOnce

    @property
    def element(self) -> Element:
        return self.process_parser.parser.known[self.filename, self.bpmn_id]

    def parse_condition(self, sequence_flow: Node) -> Expression | None:
        return self.element.conditions.get(sequence_flow.get("id"))

    def parse_timer_event(self, event: Node) -> DueTimer:
        return DueTimer(self.element)

    def parse_message_event(self, message_event: Node) -> Message:
        return Message(self.element)

    def _add_multiinstance_task(self, loop_characteristics: Node) -> None:
        # bpmn-js loses loopDataInputRef on saving, so diagrams carry the property `for each`; SpiffWorkflow asks for it
        etree.SubElement(loop_characteristics, full_tag("loopDataInputRef")).text = "for each"
        super()._add_multiinstance_task(loop_characteristics)
        assert self.element.for_each is not None  # lint has seen to it
        self.task.data_input = EachOf(self.element.for_each)
        self.task.input_item = TaskDataReference(self.element.item)


class OperationParser(ServiceTaskParser):
    def create_task(self) -> OperationTask:
        optional = self.process_parser.parser.operations[self.element.operation].optional
        return OperationTask(self.spec, self.bpmn_id, self.element, optional, **self.bpmn_attributes)


class DecisionParser(BusinessRuleTaskParser):
    def create_task(self) -> DecisionTask:
        decision = self.process_parser.parser.tables[self.element.decision]
        return DecisionTask(self.spec, self.bpmn_id, self.element, decision, **self.bpmn_attributes)


OURS = {
    full_tag("serviceTask"): (OperationParser, OperationTask),
    full_tag("businessRuleTask"): (DecisionParser, DecisionTask),
    full_tag("eventBasedGateway"): (SpiffBpmnParser.PARSER_CLASSES[full_tag("eventBasedGateway")][0], Gateway),
}
REFUSED = {full_tag("scriptTask"): (None, None)}


class FeelParser(SpiffBpmnParser):
    """A fresh one for each release: SpiffWorkflow indexes lanes by id(root), so no root may be freed meanwhile."""

    OVERRIDE_PARSER_CLASSES = {
        tag: (type(f"Feel{parser.__name__}", (FeelNode, parser), {}), spec)
        for tag, (parser, spec) in {
            **SpiffBpmnParser.PARSER_CLASSES,
            **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
            **OURS,
        }.items()
    } | REFUSED

    def __init__(self, operations: Mapping[str, OperationShape], tables: Mapping[str, Decision]) -> None:
        super().__init__()
        self.operations, self.tables = operations, tables
        self.known: dict[tuple[str, str], Element] = {}

    def add(self, diagram: Diagram) -> None:
        """Make a process known to those that call it."""
        self.known.update({(diagram.file, element.id): element for element in diagram.process.elements.values()})
        self._add_diagram_indexes(diagram.root)
        process = next(node for node in diagram.root.iter(full_tag("process")) if node.get("id") == diagram.process.id)
        self.create_parser(process, diagram.file)

    def get_spec(self, process_id: str, required: bool = True) -> BpmnProcessSpec:
        spec = super().get_spec(process_id, required)
        connect_loops(spec)
        return spec

    def _add_diagram_indexes(self, bpmn: Node) -> None:
        super()._add_diagram_indexes(bpmn)
        references = bpmn.iterfind(f".//{full_tag('flowNodeRef')}")
        lanes = {one.text: one.getparent().get("id") for one in references}  # the lane's id, not its display name
        self.document_lanes[self._document_key(bpmn)] = lanes
