"""What messages say against what is read of them, and where they may wait."""

import pytest

from engine.bpmn import Catalogue
from engine.domain.errors import ReleaseRefused
from tests.unit.bpmn.drawing import border, diagram, end, process, service, start, throw, user
from tests.unit.bpmn.playing import FORMS, OPERATIONS

SAYS = '={children: [1], kind: if case.late then "first" else "second", on: today()}'


def told(read: str, said: str = SAYS, also: str = "", variable: str = "called") -> list[str]:
    """What is told of a process that begins with a message and reads it, which one or two others send."""
    sends = process("sends", start("a"), throw("b", "asked", said), end("c"), flows="a > b > c")
    hears = process(
        "hears", start("d", "asked", variable), service("f", "note", text=read), end("g"), flows="d > f > g"
    )
    files = {"sends.bpmn": diagram(sends), "hears.bpmn": diagram(hears)}
    if also:
        more = process("more", start("h"), throw("i", "asked", also), end("j"), flows="h > i > j")
        files["more.bpmn"] = diagram(more)
    try:
        found = Catalogue.read(files, OPERATIONS, FORMS).findings
    except ReleaseRefused as refused:
        found = refused.findings
    return [str(one) for one in found if "drawing" not in one.message]


def test_what_no_sender_gives_is_told_with_both_files():
    assert told("=data.called.place") == [
        "hears.bpmn#f: It reads data.called.place, but sends.bpmn sends no place with the message “asked”: "
        "only children, kind, on. "
        "Add place to the payload in sends.bpmn, or allow for its absence: data.called.place = null."
    ]


@pytest.mark.parametrize(
    "read",
    [
        "=data.called.kind",
        '=if data.called.place = null then "home" else data.called.place',
        '=if is defined(data.called.place) then data.called.place else "home"',
        "=string(due(data.called.kind, data.called.on, data.called.set_on))",
        "=data.called.on.year",
    ],
)
def test_what_a_sender_gives_or_a_reader_allows_to_be_missing_is_sound(read: str):
    assert told(read) == []


def test_one_of_several_senders_is_enough():
    assert told("=data.called.place", also='={children: [], place: "home"}') == []


def test_a_payload_that_is_computed_as_a_whole_may_give_anything():
    assert told("=data.called.place", said="=case.said") == []


def test_a_text_that_no_sender_gives_is_told():
    """Each sender counts, and each way of an `if`."""
    assert told('=string(data.called.kind = "second")') == []
    (found,) = told('=string(data.called.kind = "third")')
    assert found == (
        'hears.bpmn#f: data.called.kind is never "third": no sender of the message says that. They say: first, second.'
    )
    assert told('=string(data.called.kind = "third")', also='={children: [], kind: "third"}') == []
    assert told('=string(data.called.kind = "third")', also="={children: [], kind: case.kind}") == []


def test_a_message_that_nobody_keeps_is_advice():
    """Its payload would be dropped without a word."""
    (found,) = told("=today()", variable="")
    assert found == "hears.bpmn#d: What the message says is lost: kind, on. Name a variable for its payload."


def test_a_message_without_children_would_fail_when_sent():
    found = told("=data.called.kind", said='={kind: "first"}')
    assert "sends.bpmn#b: The message does not say which children it concerns" in found[0]


def test_a_message_cannot_use_the_engines_own_word():
    """SpiffWorkflow could not load an instance that keeps it."""
    found = told("=data.called.kind", said='={children: [], kind: "first", typename: "x"}')
    assert "sends.bpmn#b: A message cannot say “typename”" in found[0]


def waits(inner: str = "", **more: object) -> list[str]:
    listens = border("b", "x", **{"message": "asked", "waits_for": "all children", **more})
    content = diagram(process("p", start("s"), user("x"), listens, end("e"), flows="s > x > e; b > e"))
    try:
        Catalogue.read({"a.bpmn": content}, OPERATIONS, FORMS)
    except ReleaseRefused as refused:
        return [one.message for one in refused.findings if one.error]
    return []


def test_only_a_message_that_interrupts_waits_and_only_for_all_children():
    only = "Only a message that interrupts can wait for all children."
    assert waits() == []
    assert waits(waits_for="two children") == ["It cannot wait for “two children”."]
    assert waits(interrupts=False) == [only]
    assert waits(message="", date="=case.day") == [only]
