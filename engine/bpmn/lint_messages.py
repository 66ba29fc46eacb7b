"""Messages, from end to end: who throws each and who awaits it, and whether the overview tells the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from engine.bpmn.elements import Element, Overview
from engine.domain.values import Finding

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

THROWS = ("endEvent", "intermediateThrowEvent")
Ends = Mapping[str, dict[str, Element]]  # a message's name -> the processes at that end, each with an event of it


def findings(release: "Release") -> Iterator[Finding]:
    """Messages with one end only, and where the overview differs from the diagrams."""
    thrown, awaited = _ends(release)
    yield from _one_ended(thrown, awaited, "Nobody awaits the message", "Let a process begin with it, or remove it.")
    yield from _one_ended(
        awaited, thrown, "Nobody sends the message", "Let a diagram throw it, or expect it from outside."
    )
    for overview in release.overviews:
        yield from _boxes(overview, release)
        yield from _arrows(overview, release, thrown, awaited)


def _ends(release: "Release") -> tuple[Ends, Ends]:
    thrown, awaited = defaultdict(dict), defaultdict(dict)
    for process, diagram in release.diagrams.items():
        for element in diagram.process.elements.values():
            if element.message:
                ends = thrown if element.kind in THROWS else awaited
                ends[element.message].setdefault(process, element)
    return thrown, awaited


def _one_ended(these: Ends, others: Ends, told: str, mend: str) -> Iterator[Finding]:
    for message, ends in these.items():
        for element in ends.values() if message not in others else ():
            yield Finding(element.file, element.id, f"{told} “{message}”.", mend, error=False)


def _boxes(overview: Overview, release: "Release") -> Iterator[Finding]:
    drawn = set(overview.stages.values())
    for box, process in overview.stages.items():
        if not process:
            message = f"No process is called “{overview.boxes[box]}”."
            yield Finding(overview.file, box, message, "Give the box the name of a process.")
    for id, diagram in release.diagrams.items():
        if id not in drawn:
            message = f"The overview lacks the process {id}, “{diagram.process.name}”."
            yield Finding(overview.file, overview.id, message, "Draw a box with its name.")


def _arrows(overview: Overview, release: "Release", thrown: Ends, awaited: Ends) -> Iterator[Finding]:
    """Each arrow is a message from the one to the other, and each message between two stages has its arrow."""
    told = set()
    for flow in overview.flows:
        source, target = (overview.stages.get(end, "") for end in (flow.source, flow.target))
        told.add((source, flow.message, target))
        if source and target:
            yield from _arrow(
                overview, flow.id, flow.message, source not in thrown.get(flow.message, ()), source, "send"
            )
            yield from _arrow(
                overview, flow.id, flow.message, target not in awaited.get(flow.message, ()), target, "await"
            )
    for source, message, target in sorted(_between(thrown, awaited) - told):
        message = f"The overview lacks the message “{message}” from {source} to {target}."
        yield Finding(overview.file, overview.id, message, "Draw the arrow and name it so.")


def _arrow(overview: Overview, id: str, message: str, wrong: bool, process: str, verb: str) -> Iterator[Finding]:
    if wrong:
        said = f"{process} does not {verb} a message called “{message}”."
        yield Finding(overview.file, id, said, "Correct the arrow, or its name.")


def _between(thrown: Ends, awaited: Ends) -> set[tuple[str, str, str]]:
    """Every message with the stages at its ends. One that a stage sends to its own next run has no arrow."""
    return {
        (source, message, target)
        for message, sources in thrown.items()
        for source in sources
        for target in awaited.get(message, ())
        if source != target
    }
