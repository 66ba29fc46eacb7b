"""The overview must say what the diagrams do: a box a process, an arrow a message between two of them."""

import pytest

from engine.bpmn import Catalogue
from engine.domain.errors import ReleaseRefused
from tests.unit.bpmn.drawing import HEAD, diagram, end, process, start, user
from tests.unit.bpmn.playing import FORMS, OPERATIONS

FIRST = process(
    "first", start("a"), user("b"), end("c", "report ready", "={children: []}"), flows="a > b > c"
)  # the processes are called "The first" and "The second"
SECOND = process("second", start("d", "report ready", "report"), user("e"), end("f"), flows="d > e > f")


def box(id: str, name: str) -> str:
    return f'<bpmn:participant id="{id}" name="{name}" />'


def arrow(source: str, target: str, name: str) -> str:
    return f'<bpmn:messageFlow id="{source}_to_{target}" name="{name}" sourceRef="{source}" targetRef="{target}" />'


def told(*parts: str) -> list[str]:
    """What is told of an overview beside the two processes."""
    whole = f'{HEAD}<bpmn:collaboration id="whole">{"".join(parts)}</bpmn:collaboration></bpmn:definitions>'
    files = {"first.bpmn": diagram(FIRST), "second.bpmn": diagram(SECOND), "whole.bpmn": whole.encode()}
    try:
        findings = Catalogue.read(files, OPERATIONS, FORMS).findings
    except ReleaseRefused as refused:
        findings = refused.findings
    return [str(one) for one in findings if one.file == "whole.bpmn" and one.error]


BOXES = (box("one", "The first"), box("two", "The second"))
WRONG = {
    "a box of nothing": (
        (*BOXES, box("three", "The third"), arrow("one", "two", "report ready")),
        "whole.bpmn#three: No process is called “The third”. Give the box the name of a process.",
    ),
    "no box": ((BOXES[0],), "whole.bpmn#whole: The overview lacks the process second, “The second”."),
    "no arrow": (BOXES, "whole.bpmn#whole: The overview lacks the message “report ready” from first to second."),
    "another message": (
        (*BOXES, arrow("one", "two", "asked")),
        "whole.bpmn#one_to_two: first does not send a message called “asked”.",
    ),
    "the other way": (
        (*BOXES, arrow("two", "one", "report ready")),
        "whole.bpmn#two_to_one: first does not await a message called “report ready”.",
    ),
}


@pytest.mark.parametrize(("parts", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_what_differs_is_told(parts: tuple[str, ...], sentence: str):
    assert any(one.startswith(sentence) for one in told(*parts)), told(*parts)


def test_an_overview_that_agrees_is_sound():
    """And is no process: nothing in it runs."""
    assert told(*BOXES, arrow("one", "two", "report ready")) == []


def test_a_release_without_an_overview_is_sound_too():
    """Small ones need none."""
    release = Catalogue.read({"first.bpmn": diagram(FIRST), "second.bpmn": diagram(SECOND)}, OPERATIONS, FORMS)
    assert release.overview is None and not any(one.error for one in release.findings)


def test_several_overviews_together_tell_it_all():
    """A message that would cross the whole picture may stand in one of its own."""
    names = {"boxes.bpmn": "".join(BOXES), "whole.bpmn": "".join((*BOXES, arrow("one", "two", "report ready")))}
    files = {"first.bpmn": diagram(FIRST), "second.bpmn": diagram(SECOND)}
    for file, parts in names.items():
        whole = f'{HEAD}<bpmn:collaboration id="{file[:-5]}">{parts}</bpmn:collaboration></bpmn:definitions>'
        files[file] = whole.encode()
    release = Catalogue.read(files, OPERATIONS, FORMS)
    assert [one.file for one in release.overviews] == ["boxes.bpmn", "whole.bpmn"]


def test_arrows_may_meet_in_the_box_of_a_message():
    """Where many send a message and many await it, an arrow a pair would be a thicket."""
    meeting = (*BOXES, box("met", "report ready"))
    assert told(*meeting, arrow("one", "met", "report ready"), arrow("met", "two", "report ready")) == []
    wrong = "whole.bpmn#two_to_met: second does not send a message called “report ready”."
    found = told(*meeting, arrow("two", "met", "report ready"), arrow("met", "one", "report ready"))
    assert any(one.startswith(wrong) for one in found)


def test_a_name_that_is_too_long_for_its_box_is_told():
    """Nobody could read the picture."""
    shape = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><bpmndi:BPMNPlane bpmnElement="whole">'
        '<bpmndi:BPMNShape bpmnElement="one" isExpanded="false"><dc:Bounds x="0" y="0" width="30" height="20" />'
        "</bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
    whole = f'{HEAD}<bpmn:collaboration id="whole">{BOXES[0]}</bpmn:collaboration>{shape}</bpmn:definitions>'
    files = {"first.bpmn": diagram(FIRST), "second.bpmn": diagram(SECOND), "whole.bpmn": whole.encode()}
    with pytest.raises(ReleaseRefused) as refused:  # the other process has no box
        Catalogue.read(files, OPERATIONS, FORMS)
    told = [str(one) for one in refused.value.findings if one.element == "one"]
    assert told == ["whole.bpmn#one: Its name is too long for its box. Shorten the name, or make the box larger."]
