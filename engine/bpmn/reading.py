"""Turns the XML of a diagram into values: processes, their elements and the flows between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.bpmn.compiling import Compiler
from engine.bpmn.drawing import SUB_PROCESSES, Drawing
from engine.bpmn.elements import BY_HAND, BY_MESSAGE, Element, Process, Start
from engine.bpmn.xml import Node, child, children, extensions, kind_of, properties, text_of
from engine.feel import Expression

FLOW_NODES = (
    *("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
    *("userTask", "serviceTask", "businessRuleTask", "callActivity", *SUB_PROCESSES),
    *("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"),
    *("task", "manualTask", "scriptTask", "sendTask", "receiveTask"),
)
ACTIONS = ("serviceTask", "businessRuleTask", "startEvent")
SETTINGS = frozenset(
    ("form", "keep", "clauses", "deadline", "operation", "decision", "result", "for each", "acted_by", "opens")
)


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `conditional` even where its condition could not be compiled."""

    id: str
    source: str
    target: str
    conditional: bool


@dataclass(frozen=True)
class Diagram:
    """A process as it was drawn: what lint looks at and the parser runs. `nodes` are those of `process.elements`."""

    root: Node
    process: Process
    nodes: dict[str, Node]
    flows: tuple[Flow, ...]

    @property
    def file(self) -> str:
        return self.process.file


def read_diagrams(file: str, root: Node, compiler: Compiler, drawing: Drawing | None = None) -> list[Diagram]:
    """The processes of a file that can be run; a collaboration that only gives an overview has none."""
    executable = (node for node in children(root, "process") if node.get("isExecutable") == "true")
    read = [_Reader(file, root, node, compiler).read() for node in executable]
    return [replace(one, process=replace(one.process, drawing=drawing)) for one in read]


class _Reader:
    """Reads one process."""

    def __init__(self, file: str, root: Node, process: Node, compiler: Compiler) -> None:
        self.file, self.root, self.process, self.compiler = file, root, process, compiler
        self.messages = {one.get("id"): one.get("name", "") for one in children(root, "message")}
        self.lanes = {
            text_of(reference): lane.get("id", "")
            for lane in process.iter("{*}lane")
            for reference in children(lane, "flowNodeRef")
        }
        self.flows = tuple(self._flow(node) for node in process.iter("{*}sequenceFlow"))
        self.conditions = self._conditions()

    def read(self) -> Diagram:
        found = [(self._element(node, lane, within), node) for node, lane, within in self._walk(self.process, "", ())]
        elements = {element.id: element for element, _ in found}
        process = Process(
            id=self.process.get("id", ""),
            name=self.process.get("name", ""),
            documentation=text_of(child(self.process, "documentation")),
            file=self.file,
            elements=elements,
            starts=_start(elements.values()),
        )
        return Diagram(self.root, process, {element.id: node for element, node in found}, self.flows)

    def _walk(self, node: Node, lane: str, within: tuple[str, ...]) -> Iterator[tuple[Node, str, tuple[str, ...]]]:
        for inner in children(node, *FLOW_NODES):
            own = self.lanes.get(inner.get("id", ""), lane)
            yield inner, own, within
            if kind_of(inner) in SUB_PROCESSES:
                yield from self._walk(inner, own, (*within, inner.get("id", "")))

    def _flow(self, node: Node) -> Flow:
        conditional = child(node, "conditionExpression") is not None
        return Flow(node.get("id", ""), node.get("sourceRef", ""), node.get("targetRef", ""), conditional)

    def _conditions(self) -> dict[str, dict[str, Expression]]:
        found: dict[str, dict[str, Expression]] = {}
        for node in self.process.iter("{*}sequenceFlow"):
            text = child(node, "conditionExpression")
            compiled = None if text is None else self._feel(text, node.get("id", ""), condition=True)
            if compiled is not None:
                found.setdefault(node.get("sourceRef", ""), {})[node.get("id", "")] = compiled
        return found

    def _feel(self, node: Node, element: str, *, condition: bool = False) -> Expression | None:
        return self.compiler.feel(node.text or "", self.file, element, condition=condition)

    def _element(self, node: Node, lane: str, within: tuple[str, ...]) -> Element:
        own, kind, id = properties(node), kind_of(node), node.get("id", "")
        element = Element(
            id=id,
            kind=kind,
            file=self.file,
            name=" ".join(node.get("name", "").split()),
            lane=lane,
            guidance=text_of(child(node, "documentation")),
            form=own.get("form", ""),
            keep=tuple(re.split(r"[\s,]+", own["keep"])) if own.get("keep") else (),
            clauses=tuple(part.strip() for part in re.split(r"[,\n]", own.get("clauses", "")) if part.strip()),
            acted_by=own.get("acted_by", ""),
            deadline=own.get("deadline", ""),
            due=self.compiler.feel(own["due"], self.file, id) if kind == "userTask" and own.get("due") else None,
            waits_for=own.get("waits_for", ""),
            operation=own.get("operation", ""),
            decision=own.get("decision") or extensions(node).get("calledDecisionId", ""),
            inputs=self._inputs(own, id) if kind in ACTIONS else {},
            result=own.get("result", ""),
            conditions=self.conditions.get(id, {}),
            calls=node.get("calledElement", ""),
            attached_to=node.get("attachedToRef", ""),
            within=within,
            opens=own.get("opens", ""),
        )
        return self._with_repeat(self._with_event(element, node), node, own)

    def _inputs(self, own: dict[str, str], element: str) -> dict[str, Expression]:
        given = {name: text for name, text in own.items() if name not in SETTINGS}
        compiled = {name: self.compiler.feel(text, self.file, element) for name, text in given.items()}
        return {name: one for name, one in compiled.items() if one is not None}

    def _with_event(self, element: Element, node: Node) -> Element:
        message, timer = child(node, "messageEventDefinition"), child(node, "timerEventDefinition")
        if message is not None:
            more = extensions(message)
            said = more.get("messagePayload", "")
            return replace(
                element,
                message=self.messages.get(message.get("messageRef"), ""),
                variable=more.get("messageVariable", ""),
                payload=self.compiler.feel(said, self.file, element.id) if said else None,
            )
        when = next(children(timer, "timeDate", "timeDuration"), None) if timer is not None else None
        if when is None:
            return element
        return replace(element, timer=self._feel(when, element.id), lasts=kind_of(when) == "timeDuration")

    def _with_repeat(self, element: Element, node: Node, own: dict[str, str]) -> Element:
        repeat = child(node, "multiInstanceLoopCharacteristics")
        if repeat is None or "for each" not in own:
            return element
        item = child(repeat, "inputDataItem")
        each = self.compiler.feel(own["for each"], self.file, element.id)
        return replace(element, for_each=each, item="" if item is None else item.get("name") or item.get("id", ""))


def _start(elements) -> Start:
    found = next((one for one in elements if one.kind == "startEvent" and not one.within), None)
    if found is None:
        return Start("", BY_HAND)
    return Start(
        element=found.id,
        kind=BY_MESSAGE if found.message else BY_HAND,
        role=found.lane,
        message=found.message,
        form=found.form,
        operation=found.operation,
        inputs=found.inputs,
        result=found.result,
        keep=found.keep,
        opens=found.opens,
    )
