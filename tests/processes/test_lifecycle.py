"""lifecycle*.bpmn: the overviews show the stages that exist and the messages that start them, no more and no less."""

from collections.abc import Iterator
from itertools import permutations

from lxml import etree

from tests.processes.conftest import ROOT

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
FILES = sorted((ROOT / "processes").glob("*.bpmn"))
OVERVIEWS = [etree.parse(file) for file in FILES if file.name.startswith("lifecycle")]
STAGES = [etree.parse(file) for file in FILES if not file.name.startswith("lifecycle")]
THROWS, CATCHES = ("endEvent", "intermediateThrowEvent"), ("startEvent", "intermediateCatchEvent", "boundaryEvent")
Arrow = tuple[str, str, str]


def messages(stage: etree._ElementTree, *events: str) -> Iterator[str]:
    """The names of the messages that these events throw or catch."""
    names = {one.get("id"): one.get("name") for one in stage.iter(f"{BPMN}message")}
    for event in events:
        yield from (
            names[one.get("messageRef")] for one in stage.iterfind(f".//{BPMN}{event}/{BPMN}messageEventDefinition")
        )


def name(stage: etree._ElementTree) -> str:
    return stage.find(f"{BPMN}process").get("name")


def boxes(overview: etree._ElementTree) -> dict[str, str]:
    return {one.get("id"): one.get("name") for one in overview.iter(f"{BPMN}participant")}


def arrows(overview: etree._ElementTree) -> Iterator[Arrow]:
    called = boxes(overview)
    for flow in overview.iter(f"{BPMN}messageFlow"):
        yield called[flow.get("sourceRef")], flow.get("name"), called[flow.get("targetRef")]


def test_every_stage_has_its_box() -> None:
    """By the name of its process; a box by the name of a message is where its arrows meet."""
    thrown = {message for stage in STAGES for message in messages(stage, *THROWS)}
    drawn = {box for overview in OVERVIEWS for box in boxes(overview).values()}
    assert drawn - thrown == set(map(name, STAGES))


def test_the_way_of_a_child_stands_in_the_first_overview() -> None:
    """But for taking a family on, which stands apart: every message that starts a stage has its arrow there."""
    drawn = set(arrows(OVERVIEWS[0]))
    begun = {(source, message, target) for source, message, target in started() if source != "Take on a family"}
    assert begun and begun <= drawn


def test_every_message_has_its_arrow() -> None:
    """From the stage that throws it to each that it starts or that waits for it, straight or over the message's box."""
    drawn = {arrow for overview in OVERVIEWS for arrow in arrows(overview)}
    met = {(a, m, c) for a, m, b in drawn for d, n, c in drawn if b == d == m == n}
    straight = {(a, m, b) for a, m, b in drawn if m not in (a, b)}
    assert {arrow for arrow in straight | met if arrow[0] != arrow[2]} == set(thrown_and_caught())


def started() -> Iterator[Arrow]:
    yield from thrown_and_caught("startEvent")


def thrown_and_caught(*catches: str) -> Iterator[Arrow]:
    """Each message that one stage throws and another one catches."""
    for source, target in permutations(STAGES, 2):
        for message in set(messages(target, *(catches or CATCHES))) & set(messages(source, *THROWS)):
            yield name(source), message, name(target)
