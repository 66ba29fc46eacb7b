"""The properties that an analyst sets on an element: one in the wrong place, or misspelt, would silently do nothing."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from engine.bpmn.elements import Element
from engine.bpmn.reading import Diagram
from engine.bpmn.xml import Node, child, properties
from engine.domain.values import Finding
from engine.domain.words import listed
from engine.feel.texts import due_of

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

ANY = ""
READ_ON = {  # each property with the kinds of elements that it means something on
    "form": ("userTask", "startEvent"),
    "keep": ("userTask", "startEvent"),
    "acted_by": ("userTask",),
    "due": ("userTask",),
    "deadline": ("boundaryEvent",),
    "waits_for": ("boundaryEvent",),
    "operation": ("serviceTask", "startEvent"),
    "decision": ("businessRuleTask",),
    "result": ("serviceTask", "businessRuleTask", "startEvent"),
    "opens": ("startEvent",),
    "for each": ("userTask", "serviceTask", "businessRuleTask", "callActivity", "subProcess"),
    "clauses": (ANY,),
}
TAKES_INPUTS = {"serviceTask": "operation", "startEvent": "operation", "businessRuleTask": "decision"}
PLAIN = {
    "userTask": "user tasks", "startEvent": "start events", "serviceTask": "service tasks",
    "boundaryEvent": "events on borders", "businessRuleTask": "business rule tasks", "subProcess": "sub-processes",
    "callActivity": "call activities",
}  # fmt: skip
ALL_CHILDREN = "all children"
Told = Iterator[tuple[str, str]]


def findings(diagram: Diagram, release: "Release") -> Iterator[Finding]:
    """Properties that nobody reads, and those that say what cannot be done."""
    for element in diagram.process.elements.values():
        node = diagram.nodes[element.id]
        own = properties(node)
        for told in (_places(element, node, own), _waits(element, node, own), _deadline(element, node, own, release)):
            for message, mend in told:
                yield Finding(element.file, element.id, message, mend)


def _places(element: Element, node: Node, own: dict[str, str]) -> Told:
    takes_inputs = bool(own.get(TAKES_INPUTS.get(element.kind, ""), element.decision))
    for name in own:
        kinds = READ_ON.get(name)
        if kinds is None and name and not takes_inputs:
            yield f"Nothing reads the property `{name}` here.", _meant(name, element.kind)
        elif kinds is not None and not {ANY, element.kind} & {*kinds} and name != "deadline":  # which says more itself
            yield f"The property `{name}` means nothing here.", f"It belongs on {_listed(kinds)}."
    if "for each" in own and child(node, "multiInstanceLoopCharacteristics") is None:
        yield (
            "It names a list to repeat for, but does not repeat.",
            "Set its multi-instance marker, or remove `for each`.",
        )


def _meant(name: str, kind: str) -> str:
    """What it was probably meant to be, among those that mean something there."""
    known = [one for one, kinds in READ_ON.items() if kind in kinds or ANY in kinds]
    near = get_close_matches(name, known, n=1)
    return f"Perhaps `{near[0]}` is meant." if near else f"Remove it. Known here: {', '.join(known)}."


def _listed(kinds: tuple[str, ...]) -> str:
    return listed([PLAIN[one] for one in kinds])


def _waits(element: Element, node: Node, own: dict[str, str]) -> Told:
    if "waits_for" not in own or element.kind not in READ_ON["waits_for"]:
        return
    if own["waits_for"] != ALL_CHILDREN:
        yield f"It cannot wait for “{own['waits_for']}”.", f"Write `{ALL_CHILDREN}`, or remove `waits_for`."
    if child(node, "messageEventDefinition") is None or node.get("cancelActivity") == "false":
        yield "Only a message that interrupts can wait for all children.", "Remove `waits_for`, or let it interrupt."


def _deadline(element: Element, node: Node, own: dict[str, str], release: "Release") -> Told:
    deadline = own.get("deadline", "")
    if not deadline:
        return
    if element.kind not in READ_ON["deadline"] or child(node, "timerEventDefinition") is None:
        yield "Only a timer on the border of a task or sub-process can be a deadline.", "Move `deadline` to the timer."
    elif element.timer is not None and due_of(element.timer) != _written(deadline):
        message = f"The deadline is {deadline}, but the date is not that of =due({_written(deadline)}, ...)."
        yield message, "Make both name the same limit."
    if not deadline.startswith("=") and release.limits and deadline not in release.limits:
        yield f"There is no time limit called {deadline}.", "Add it to the table of limits, or correct it."


def _written(deadline: str) -> str:
    """As it stands in `due(...)`: the path that holds the limit's name, or the name between quotes."""
    return "".join(deadline.removeprefix("=").split()) if deadline.startswith("=") else f'"{deadline}"'
