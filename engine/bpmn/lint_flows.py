"""How the nodes of a diagram hang together: starts, ends, gateways, loops, lanes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from engine.bpmn.elements import Element
from engine.bpmn.reading import SUB_PROCESSES, Diagram, Flow
from engine.bpmn.xml import children, text_of
from engine.domain.values import Finding

CHOOSING = ("exclusiveGateway", "inclusiveGateway")
SPLITTING = (*CHOOSING, "parallelGateway", "eventBasedGateway")
JOINING = ("parallelGateway", "inclusiveGateway")
Targets = Mapping[str, list[str]]


def findings(diagram: Diagram) -> Iterator[Finding]:
    """What is wrong with the flows of a diagram."""
    flows = [flow for flow in diagram.flows if {flow.source, flow.target} <= diagram.nodes.keys()]
    yield from _loose(diagram, flows)
    yield from _starts(diagram)
    yield from _lanes(diagram)
    yield from _gateways(diagram, flows)
    yield from _paths(diagram, flows)


def _found(element: Element, message: str, mend: str) -> Finding:
    return Finding(element.file, element.id, message, mend)


def _loose(diagram: Diagram, flows: list[Flow]) -> Iterator[Finding]:
    for flow in diagram.flows:
        if flow not in flows:
            yield Finding(diagram.file, flow.id, "The flow does not join two elements.", "Draw it again.")
    for element in diagram.process.elements.values():
        if element.kind == "boundaryEvent" and element.attached_to not in diagram.nodes:
            yield _found(element, "The event stands on the border of nothing.", "Attach it to a task or sub-process.")


def _starts(diagram: Diagram) -> Iterator[Finding]:
    elements = diagram.process.elements.values()
    scopes = {"": (), **{one.id: (*one.within, one.id) for one in elements if one.kind in SUB_PROCESSES}}
    for id, within in scopes.items():
        inside = [one.kind for one in elements if one.within == within]
        if inside.count("startEvent") != 1:
            yield Finding(diagram.file, id or diagram.process.id, "It needs one start event.", "Draw exactly one.")
        if "endEvent" not in inside:
            yield Finding(diagram.file, id or diagram.process.id, "It has no end event.", "Draw one.")


def _lanes(diagram: Diagram) -> Iterator[Finding]:
    process = next(one for one in children(diagram.root, "process") if one.get("id") == diagram.process.id)
    placed: dict[str, str] = {}
    for lane in process.iter("{*}lane"):
        nested = any(True for _ in children(lane, "childLaneSet"))
        for reference in () if nested else children(lane, "flowNodeRef"):
            id, name = text_of(reference), lane.get("id", "")
            if placed.setdefault(id, name) != name:
                yield Finding(diagram.file, id, f"It stands in two lanes: {placed[id]} and {name}.", "Choose one.")


def _gateways(diagram: Diagram, flows: list[Flow]) -> Iterator[Finding]:
    leaving, entering = defaultdict(list), defaultdict(list)
    for flow in flows:
        leaving[flow.source].append(flow)
        entering[flow.target].append(flow)
    for element in diagram.process.elements.values():
        out = leaving[element.id]
        if element.kind in CHOOSING and len(out) > 1:
            yield from _choice(element, diagram.nodes[element.id].get("default"), out)
        else:
            yield from _conditions_nobody_reads(diagram, out)
        if element.kind == "eventBasedGateway":
            yield from _waiting(element, diagram, out, entering)
        if element.kind not in SPLITTING and len(out) > 1:
            yield _found(element, "Several flows leave it.", "Put a gateway after it that says which are taken.")
        if element.kind == "eventBasedGateway" and len(out) < 2:
            yield _found(element, "The gateway waits for one event only.", "Remove it, or draw the other event.")


def _choice(element: Element, default: str | None, out: list[Flow]) -> Iterator[Finding]:
    if default not in {flow.id for flow in out}:
        yield _found(element, "No flow is the default, so the instance fails when no condition holds.", "Choose one.")
    for flow in out:
        if flow.id != default and not flow.conditional:
            yield Finding(element.file, flow.id, "The flow out of a gateway has no condition.", "Write one.")
        if flow.id == default and flow.conditional:
            yield Finding(element.file, flow.id, "The default flow has a condition, which nobody reads.", "Remove it.")


def _conditions_nobody_reads(diagram: Diagram, out: list[Flow]) -> Iterator[Finding]:
    for flow in out:
        if flow.conditional:
            message = "The condition is not read: its flow leaves no gateway with a choice."
            yield Finding(diagram.file, flow.id, message, "Put an exclusive gateway before it.")


def _waiting(
    element: Element, diagram: Diagram, out: list[Flow], entering: Mapping[str, list[Flow]]
) -> Iterator[Finding]:
    for flow in out:
        event = diagram.process.elements[flow.target]
        if event.kind != "intermediateCatchEvent" or len(entering[flow.target]) > 1:
            message = "After a gateway that waits, each flow leads to an event of its own."
            yield _found(element, message, "Draw a message or timer event after each flow.")


def _paths(diagram: Diagram, flows: list[Flow]) -> Iterator[Finding]:
    elements = diagram.process.elements
    targets = targets_of(diagram)
    starts = [one.id for one in elements.values() if one.kind == "startEvent"]
    reached = _reached(starts, targets)
    entering = Counter(flow.target for flow in flows)
    for element in elements.values():
        if element.id not in reached:
            yield _found(element, "It can never be reached from the start.", "Draw the flow that leads to it.")
        if element.kind != "endEvent" and not any(flow.source == element.id for flow in flows):
            yield _found(element, "No flow leaves it, so the instance would stop there for ever.", "Draw the flow on.")
        if element.kind == "endEvent" and any(flow.source == element.id for flow in flows):
            yield _found(element, "A flow leaves an end event.", "Use an intermediate event.")
        in_loop = element.kind in JOINING and entering[element.id] > 1 and element.id in reached_after(element, targets)
        if in_loop:
            message = "A gateway that waits for several paths stands in a loop, and would go on too early."
            yield _found(element, message, "Put what repeats into a sub-process with the gateway inside.")


def targets_of(diagram: Diagram) -> Targets:
    """Where each node leads: along its flows, and to the events on its border."""
    targets: dict[str, list[str]] = defaultdict(list)
    for flow in diagram.flows:
        targets[flow.source].append(flow.target)
    for element in diagram.process.elements.values():
        if element.attached_to:
            targets[element.attached_to].append(element.id)
    return targets


def _reached(starts: list[str], targets: Targets) -> set[str]:
    found, left = set(), list(starts)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += targets.get(one, [])
    return found


def reached_after(element: Element, targets: Targets) -> set[str]:
    """All that may follow an element; itself too, where it stands in a loop."""
    return _reached(targets.get(element.id, []), targets)
