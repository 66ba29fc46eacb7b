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
