"""lifecycle.bpmn: the overview shows the stages that exist and the messages between them, no more and no less."""

from collections.abc import Iterator

from lxml import etree

from tests.processes.conftest import ROOT

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
OVERVIEW = ROOT / "processes" / "lifecycle.bpmn"
STAGES = {file: etree.parse(file) for file in (ROOT / "processes").glob("*.bpmn") if file != OVERVIEW}


def messages(stage: etree._ElementTree, *events: str) -> Iterator[str]:
    """The names of the messages that these events throw or catch."""
    names = {one.get("id"): one.get("name") for one in stage.iter(f"{BPMN}message")}
    for event in events:
        yield from (
            names[one.get("messageRef")] for one in stage.iterfind(f".//{BPMN}{event}/{BPMN}messageEventDefinition")
        )


def test_every_stage_has_its_box() -> None:
    """By the name of its process."""
    names = {process.get("name") for stage in STAGES.values() for process in stage.iter(f"{BPMN}process")}
    assert {one.get("name") for one in etree.parse(OVERVIEW).iter(f"{BPMN}participant")} == names


def test_every_message_has_its_arrow() -> None:
    """From the stage that throws it to the one it starts."""
    overview = etree.parse(OVERVIEW)
    stages = {one.get("id"): one.get("name") for one in overview.iter(f"{BPMN}participant")}
    drawn = {
        (stages[flow.get("sourceRef")], flow.get("name"), stages[flow.get("targetRef")])
        for flow in overview.iter(f"{BPMN}messageFlow")
    }
    assert drawn == set(thrown_and_caught())


def thrown_and_caught() -> Iterator[tuple[str, str, str]]:
    named = [(stage.find(f"{BPMN}process").get("name"), stage) for stage in STAGES.values()]
    caught = {message: name for name, stage in named for message in messages(stage, "startEvent")}
    for name, stage in named:
        for message in messages(stage, "endEvent", "intermediateThrowEvent"):
            yield name, message, caught[message]
