"""What each node of a diagram must have, and the kinds of nodes that are refused."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from engine.bpmn.elements import Element
from engine.bpmn.plain import NotPlain, plain
from engine.bpmn.reading import SUB_PROCESSES, Diagram
from engine.bpmn.scope import ANSWERS, CASE, DATA
from engine.bpmn.xml import BPMN, SPIFF, Node, child, extensions, kind_of
from engine.domain.values import Finding, OperationShape
from engine.feel.reading import always, reads

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

REFUSED_NODES = {
    "scriptTask": ("Scripts are refused.", "Use a service task with an operation, or a decision table."),
    "manualTask": ("A manual task leaves no trace.", "Use a user task with a form."),
    "task": ("A task without a type does nothing.", "Use a user task or a service task."),
    "sendTask": ("Send tasks are not run here.", "Use an intermediate throw event with a message."),
    "receiveTask": ("Receive tasks are not run here.", "Use an intermediate catch event with a message."),
    "transaction": ("Transactions are not run here.", "Use a plain sub-process with boundary events."),
    "adHocSubProcess": ("Ad-hoc sub-processes are not run here.", "Draw the flows, or use a parallel gateway."),
    "complexGateway": ("Complex gateways are not run here.", "Use an exclusive, inclusive or parallel gateway."),
}
EVENTS = {
    "startEvent": ("messageEventDefinition",),
    "endEvent": (
        "messageEventDefinition",
        "terminateEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
    ),
    "intermediateThrowEvent": ("messageEventDefinition", "escalationEventDefinition"),
    "intermediateCatchEvent": ("messageEventDefinition", "timerEventDefinition"),
    "boundaryEvent": (
        "messageEventDefinition",
        "timerEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
    ),
}
NEEDS_EVENT = ("intermediateCatchEvent", "boundaryEvent")
THROWS = ("endEvent", "intermediateThrowEvent")
DATA_LINKS = ("ioSpecification", "dataInputAssociation", "dataOutputAssociation")
RESERVED_IDS = re.compile(
    r"Start|End|StartEventSplit|StartEventJoin|.*\.(EndJoin|BoundaryEventSplit|BoundaryEventJoin)"
)
NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED_NAMES = (DATA, ANSWERS, CASE, "typename")
Rule = Callable[[Element, Node, Diagram, "Release"], Iterator[tuple[str, str]]]


def findings(diagram: Diagram, release: "Release") -> Iterator[Finding]:
    """What is wrong with the single nodes of a diagram."""
    for element in diagram.process.elements.values():
        for rule in (*RULES, *ADVICE):
            for message, mend in rule(element, diagram.nodes[element.id], diagram, release):
                yield Finding(element.file, element.id, message, mend, error=rule in RULES)


def _kind(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    if element.kind in REFUSED_NODES:
        yield REFUSED_NODES[element.kind]
    if node.get("triggeredByEvent") == "true":
        yield "Event sub-processes are not run here.", "Wrap the stage in a sub-process with boundary events."
    if {"preScript", "postScript"} & extensions(node).keys():
        yield "Scripts before or after an element are refused.", "Use a service task with an operation."
    if child(node, "standardLoopCharacteristics") is not None:
        yield "Loop markers are not run here.", "Use a multi-instance, or a flow back."
    if any(child(node, kind) is not None for kind in DATA_LINKS):
        yield "Data links between elements are not read here.", "Name the fields in `keep`, `result` or the inputs."
    if RESERVED_IDS.fullmatch(element.id) or not element.id:
        yield f"The id {element.id!r} cannot be used.", "Give it an id of its own."
    nameless = node.iterfind(f"{BPMN}extensionElements/{SPIFF}properties/{SPIFF}property")
    if any(not one.get("name") or one.get("value") is None for one in nameless):
        yield "A property has no name or no value.", "Complete it or remove it."


def _event(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    known = EVENTS.get(element.kind)
    if known is None:
        return
    kinds = [kind_of(one) for one in node if kind_of(one).endswith("EventDefinition")]
    if len(kinds) > 1:
        yield "The event waits for several things at once.", "Draw an event for each."
    if element.kind in NEEDS_EVENT and not kinds:
        yield "The event does not say what it waits for.", "Make it a message or a timer."
    for kind in kinds:
        if kind not in known or (element.kind == "startEvent" and element.within):
            yield f"{_plain_kind(kind)} are not run here.", "Use a message, a timer or a gateway."


def _plain_kind(kind: str) -> str:
    return f"{kind.removesuffix('EventDefinition').capitalize()} events in this place"


def _message(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    if child(node, "messageEventDefinition") is None:
        return
    if not element.message:
        yield "The message event has no message, or one without a name.", "Choose a message and name it."
    if element.kind in THROWS and element.payload is None:
        yield "The message says nothing: it must name the children it concerns.", "Add a payload: ={children: ...}."
    if element.variable and not _is_name(element.variable):
        yield f"The variable {element.variable!r} is no name that can be used.", "Use small letters and _."


def _heard_once(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    if element.kind == "boundaryEvent" and element.message and node.get("cancelActivity") == "false":
        yield "A message that does not interrupt is heard once only.", "Start a process by it if it may come again."


def _timer(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    timer = child(node, "timerEventDefinition")
    if timer is None:
        return
    if child(timer, "timeCycle") is not None:
        yield "Timers that repeat are not run here.", "Draw a chain of dated timers, or a process for each round."
    elif child(timer, "timeDate") is None and child(timer, "timeDuration") is None:
        yield "The timer has no date.", 'Give it one, such as =due("limit", date).'
    host = diagram.process.elements.get(element.attached_to)
    if host is not None and host.kind not in SUB_PROCESSES and _repeats(diagram, host):
        yield (
            "The timer stands on a task that repeats, and cannot see its item.",
            "Put the task into a sub-process that repeats.",
        )


def _person(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    by_hand = element.kind == "startEvent" and not element.within and not element.message
    if element.kind != "userTask" and not by_hand:
        return
    if not element.lane:
        yield "It stands in no lane, so nobody is asked to do it.", "Move it into the lane of a role."
    if element.kind == "userTask" and not element.form:
        yield "The task has no form.", "Name one in its property `form`."
    if element.form and element.form not in release.forms:
        yield f"There is no form called {element.form}.", "Add the form, or correct the name."


def _operation(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    if element.kind == "serviceTask" and not element.operation:
        yield "The service task has no operation.", "Name one in its property `operation`."
    if not element.operation:
        return
    shape = release.operations.get(element.operation)
    if shape is None:
        yield f"There is no operation called {element.operation}.", "Correct the name."
        return
    missing = shape.required - element.inputs.keys() if element.kind == "serviceTask" else ()  # a start is given more
    for name in sorted(missing):
        yield f"The operation {element.operation} is not given {name}.", f"Add a property `{name}`."
    for name in sorted(element.inputs.keys() - shape.required - shape.optional):
        yield f"The operation {element.operation} does not know the input {name}.", "Remove it, or correct the name."
    yield from _values(element, shape)


def _values(element: Element, shape: OperationShape) -> Iterator[tuple[str, str]]:
    """Inputs that are the same for every case, tried on the operation: a wrong one would fail only when it runs."""
    for name in sorted(element.inputs.keys() & (shape.required | shape.optional)):
        expression = element.inputs[name]
        if shape.refusal is None or not reads(expression).constant:
            continue
        try:
            why = shape.refusal(name, plain(always(expression)))
        except NotPlain as error:
            why = str(error)
        if why:
            yield f"The operation {element.operation} cannot take {expression} as {name}.", why


def _decision(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    if element.kind != "businessRuleTask":
        return
    decision = release.decisions.get(element.decision)
    if decision is None:
        yield f"There is no decision called {element.decision!r}.", "Name one in its property `decision`."
    elif decision.gives_rows and not element.result:
        yield "The decision gives a list of rows.", "Name where it lands in the property `result`."


def _repeat(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    repeat = child(node, "multiInstanceLoopCharacteristics")
    if repeat is None:
        return
    if "for each" not in properties_of(node):
        yield "It repeats, but does not say for each of what.", "Add the property `for each` with a list."
    if any(child(repeat, kind) is not None for kind in ("loopCardinality", "loopDataInputRef", "loopDataOutputRef")):
        yield "A number of rounds or a data reference is not read here.", "Use the property `for each`."
    if child(repeat, "completionCondition") is not None:
        yield "A repetition cannot end early here.", "Put a message or a timer on its border."
    taken = {diagram.process.elements[one].item for one in element.within}
    if not _is_name(element.item) or element.item in taken:
        yield f"The item of the repetition cannot be called {element.item!r}.", "Give it a name of its own."


def _names(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    for name in (*element.keep, element.result):
        if name and not _is_name(name):
            yield f"{name!r} cannot be kept in the process data.", "Use small letters, digits and _."


def _call(element: Element, node: Node, diagram: Diagram, release: "Release") -> Iterator[tuple[str, str]]:
    if element.kind != "callActivity":
        return
    if element.calls not in release.diagrams:
        yield f"There is no process called {element.calls!r} to call.", "Correct the name."
    elif diagram.process.id in reached(element.calls, release):
        yield "The process calls itself, and would never end.", "Start the next round by a message."


def reached(process: str, release: "Release") -> set[str]:
    """The process, and all those that it calls, and that they call."""
    found, left = set(), [process]
    while left:
        one = left.pop()
        if one in found or one not in release.diagrams:
            continue
        found.add(one)
        left += [element.calls for element in release.diagrams[one].process.elements.values() if element.calls]
    return found


def properties_of(node: Node) -> set[str]:
    """The names of the properties set on a node."""
    found = node.iterfind(f"{BPMN}extensionElements/{SPIFF}properties/{SPIFF}property")
    return {one.get("name", "") for one in found}


def _repeats(diagram: Diagram, element: Element) -> bool:
    return child(diagram.nodes[element.id], "multiInstanceLoopCharacteristics") is not None


def _is_name(text: str) -> bool:
    return bool(NAME.fullmatch(text)) and text not in RESERVED_NAMES


RULES: tuple[Rule, ...] = (
    *(_kind, _event, _message, _timer, _person),
    *(_operation, _decision, _repeat, _names, _call),
)
ADVICE: tuple[Rule, ...] = (_heard_once,)
