"""A timer that waits, in a sentence: what is to be done until when, and what the diagram does if it is not."""

from collections.abc import Iterator
from typing import Any

from engine.bpmn import Element, Process
from engine.domain.words import day_in_words, listed, moment_in_words
from engine.queries.reading import Reading

PEOPLE, GATEWAY = ("userTask", "callActivity", "subProcess"), "Gateway"


def in_words(reading: Reading, timer: Any) -> str:
    """Such as "If “Make the enquiry” is not done by the end of Tuesday 1 December 2026, it is shown as late."."""
    process = reading.published.catalogue.processes.get(timer.process)
    event = process.elements.get(timer.element) if process else None
    host = process.elements.get(event.attached_to) if process and event else None
    until = f"the end of {day_in_words(timer.due_on)}" if timer.due_on else moment_in_words(timer.due_at)
    if process is None or host is None or not host.name:
        return f"“{timer.name or timer.instance}” comes due at {until}."
    return f"If “{host.name}” is not done by {until}, {_what_then(reading, process, timer.element)}."


def host_name(reading: Reading, process: str, element: str) -> str:
    """The name of the step whose border an event stands on; "" for any other."""
    drawn = reading.published.catalogue.processes.get(process)
    event = drawn.elements.get(element) if drawn else None
    return drawn.elements[event.attached_to].name if drawn and event and event.attached_to in drawn.elements else ""


def _what_then(reading: Reading, process: Process, element: str) -> str:
    """The tasks that open then, with their roles; "it is shown as late" where the diagram only says so."""
    steps = list(_following(process, element, ()))
    named = [f"“{step.name}” ({reading.role_name(step.lane)})" for step, _ in steps if step.name]
    if not named:
        return "it is shown as late"
    return f"{listed(named)} {'follows' if all(sure for _, sure in steps) else 'may follow'}"


def _following(process: Process, element: str, gateways: tuple[str, ...]) -> Iterator[tuple[Element, bool]]:
    """The next tasks of people along the drawn flows, and whether they are sure to come: a gateway may turn away."""
    edges = process.drawing.edges.values() if process.drawing else ()
    for edge in edges:
        found = process.elements.get(edge.target) if edge.source == element else None
        if found and found.kind in PEOPLE:
            yield found, not gateways
        elif found and found.kind.endswith(GATEWAY) and found.id not in gateways:
            yield from _following(process, found.id, (*gateways, found.id))
