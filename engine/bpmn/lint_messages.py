"""Messages, from end to end: who throws each and who awaits it, and whether the overview tells the same."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from engine.bpmn.elements import Arrow, Element, Overview
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
        yield from _boxes(overview, thrown.keys() | awaited.keys())
        yield from _arrows(overview, thrown, awaited)
    if release.overviews:
        yield from _untold(release, thrown, awaited)


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


def _boxes(overview: Overview, messages: Collection[str]) -> Iterator[Finding]:
    """A box is a process, or a message by its name, where the arrows to it and from it meet."""
    for box, process in overview.stages.items():
        if not process and overview.boxes[box] not in messages:
            message = f"No process is called “{overview.boxes[box]}”."
            yield Finding(overview.file, box, message, "Give the box the name of a process.")


def _arrows(overview: Overview, thrown: Ends, awaited: Ends) -> Iterator[Finding]:
    """Each arrow is a message from the one to the other."""
    for flow in overview.flows:
        source, target = (overview.stages.get(end, "") for end in (flow.source, flow.target))
        if source:
            wrong = source not in thrown.get(flow.message, ())
            yield from _arrow(overview, flow.id, flow.message, wrong, source, "send")
        if target:
            wrong = target not in awaited.get(flow.message, ())
            yield from _arrow(overview, flow.id, flow.message, wrong, target, "await")


def _untold(release: "Release", thrown: Ends, awaited: Ends) -> Iterator[Finding]:
    """Each process, and each message between two, stands in an overview: one picture of all would be a thicket."""
    first = release.overviews[0]
    drawn = {process for overview in release.overviews for process in overview.stages.values()}
    for id, diagram in release.diagrams.items():
        if id not in drawn:
            message = f"The overview lacks the process {id}, “{diagram.process.name}”."
            yield Finding(first.file, first.id, message, "Draw a box with its name.")
    told = {one for overview in release.overviews for one in _told(overview)}
    for source, message, target in sorted(_between(thrown, awaited) - told):
        said = f"The overview lacks the message “{message}” from {source} to {target}."
        yield Finding(first.file, first.id, said, "Draw the arrow and name it so.")


def _told(overview: Overview) -> Iterator[tuple[str, str, str]]:
    """What the arrows say, also those that meet in a message's box."""
    for flow in overview.flows:
        for source in _ends_of(overview, flow.source, flow.message, lambda one: (one.target, one.source)):
            for target in _ends_of(overview, flow.target, flow.message, lambda one: (one.source, one.target)):
                yield source, flow.message, target


def _ends_of(overview: Overview, box: str, message: str, ends: Callable[[Arrow], tuple[str, str]]) -> list[str]:
    """The process of a box; for a message's box, those at the other ends of its arrows."""
    if overview.boxes.get(box) != message:
        return [overview.stages.get(box, "")]
    beyond = [far for near, far in map(ends, overview.flows) if near == box]
    return [overview.stages.get(far, "") for far in beyond]


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
