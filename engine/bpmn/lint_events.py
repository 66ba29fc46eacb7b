"""Events that nothing causes, that nobody catches, or whose moment never comes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine.bpmn.elements import BY_MESSAGE, Element
from engine.bpmn.lint_flows import Targets, reached_after, targets_of
from engine.bpmn.lint_nodes import reached
from engine.bpmn.moments import moment_of
from engine.bpmn.reading import SUB_PROCESSES, Diagram
from engine.bpmn.scope import ANSWERS, DATA
from engine.bpmn.xml import Node, children, kind_of
from engine.domain.values import Finding
from engine.feel.reading import always, reads

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

CAUGHT = {"errorEventDefinition": "error", "escalationEventDefinition": "escalation"}
THROWS = ("endEvent", "intermediateThrowEvent")
HOLDING = (*SUB_PROCESSES, "callActivity")
WAITS = ("userTask", "intermediateCatchEvent", "eventBasedGateway", "callActivity", *SUB_PROCESSES)
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
Told = Iterator[tuple[str, str]]


def findings(diagram: Diagram, release: "Release") -> Iterator[Finding]:
    """What is wrong with the events of a diagram, beyond each by itself."""
    for element in diagram.process.elements.values():
        node = diagram.nodes[element.id]
        for told in (
            _named(node, diagram),
            _caught(element, node, diagram, release),
            _thrown(element, node, diagram, release),
            _call(element, release),
            _moment(element),
            _own_answers(element, diagram),
        ):
            for message, mend in told:
                yield Finding(element.file, element.id, message, mend)
    yield from _endless(diagram)


def _named(node: Node, diagram: Diagram) -> Told:
    kind, code = _code(node)
    if code and not any(one.get("id") == code for one in children(diagram.root, kind)):
        yield f"It names the {kind} {code}, which the file does not hold.", f"Choose the {kind} again."


def _caught(element: Element, node: Node, diagram: Diagram, release: "Release") -> Told:
    """An error or escalation that ends nothing else would end the instance with a failure, or be lost."""
    kind, code = _code(node)
    if not kind or element.kind not in THROWS:
        return
    borders = [one for one in diagram.process.elements.values() if one.attached_to in element.within]
    called = any(one.calls == diagram.process.id for one in release.family(diagram).values())  # the caller may catch it
    if not called and not any(_catches(diagram.nodes[one.id], kind, code) for one in borders):
        yield f"Nobody catches the {kind}.", f"Put an {kind} event on the border of a sub-process around it."


def _thrown(element: Element, node: Node, diagram: Diagram, release: "Release") -> Told:
    kind, _ = _code(node)
    host = diagram.process.elements.get(element.attached_to)
    if not kind or element.kind != "boundaryEvent" or host is None:
        return
    if host.kind not in HOLDING:
        yield f"Nothing in a task can throw an {kind}.", "Put it on a sub-process, or use a message or a timer."
        return
    inside = _inside(host, diagram, release)
    if not any(_catches(node, *_code(one)) for one in inside if kind_of(one) in THROWS):
        yield f"Nothing inside throws this {kind}.", "Let an end event inside throw it, or remove it."


def _inside(host: Element, diagram: Diagram, release: "Release") -> list[Node]:
    own = [diagram.nodes[one.id] for one in diagram.process.elements.values() if host.id in one.within]
    called = reached(host.calls, release) if host.calls else set()
    return own + [node for id in called for node in release.diagrams[id].nodes.values()]


def _code(node: Node) -> tuple[str, str]:
    """The kind and reference of an error or escalation; "" twice for any other event."""
    found = next((one for one in node if kind_of(one) in CAUGHT), None)
    if found is None:
        return "", ""
    return CAUGHT[kind_of(found)], found.get("errorRef") or found.get("escalationRef") or ""


def _catches(node: Node, kind: str, code: str) -> bool:
    """Whether the event catches what another throws: one without a reference catches all of its kind."""
    own, wanted = _code(node)
    return own == kind != "" and wanted in ("", code)


def _call(element: Element, release: "Release") -> Told:
    called = release.diagrams.get(element.calls) if element.kind == "callActivity" else None
    if called is not None and called.process.starts.kind == BY_MESSAGE:
        yield "The process it calls begins with a message, and would wait for it.", "Throw the message instead."


def _moment(element: Element) -> Told:
    """A date that is the same for every case, tried: a wrong one would fail only when it is reached."""
    if element.timer is None or not reads(element.timer).constant:
        return
    try:
        moment = moment_of(always(element.timer), ANY_DAY, element.lasts)
    except (ValueError, TypeError, OverflowError):
        kind, such = ("duration", 'duration("P14D")') if element.lasts else ("date", 'due("limit", date)')
        yield f"The timer cannot run: {element.timer} gives no {kind}.", f"Write a {kind}, such as ={such}."
        return
    if moment is None:
        yield f"The timer never fires: {element.timer} gives nothing.", 'Give it a date, such as =due("limit", date).'


def _own_answers(element: Element, diagram: Diagram) -> Told:
    """What a task asks is known when it is done, and then its timer is gone."""
    host = diagram.process.elements.get(element.attached_to)
    if element.timer is None or host is None or host.kind != "userTask":
        return
    others = [one for one in diagram.process.elements.values() if one is not host]
    elsewhere = {name for one in others for name in (*one.keep, one.result, one.variable)}
    own = {f"{ANSWERS}.{host.id}", *(f"{DATA}.{name}" for name in host.keep if name not in elsewhere)}
    for path in sorted(reads(element.timer).paths):
        known_late = any(path == one or path.startswith(f"{one}.") for one in own)
        if known_late and host.id not in reached_after(host, targets_of(diagram)):  # in a loop it is known next time
            yield f"The timer never runs: {path} is only known when the task is done.", "Ask for the date before."


def _endless(diagram: Diagram) -> Iterator[Finding]:
    """A loop in which nothing waits for anybody goes round until it fails."""
    elements = diagram.process.elements
    left = _in_loops({id for id, one in elements.items() if one.kind not in WAITS}, targets_of(diagram))
    first = next((one for id, one in elements.items() if id in left and one.kind.endswith("Gateway")), None)
    if first is not None:
        message = "It can lead back to itself without anybody to wait for, and so go round until it fails."
        yield Finding(first.file, first.id, message, "Put a task or an event into the loop.")


def _in_loops(among: set[str], targets: Targets) -> set[str]:
    """Those among some nodes from which one comes into a loop of them: each that leads to an end only is taken away."""
    after = {id: {*targets.get(id, ())} & among for id in among}
    before = defaultdict(list)
    for id, found in after.items():
        for target in found:
            before[target].append(id)
    ends, left = [id for id in among if not after[id]], set(among)
    while ends:
        gone = ends.pop()
        left.discard(gone)
        for id in before[gone]:
            after[id].discard(gone)
            if not after[id]:
                ends.append(id)
    return left
