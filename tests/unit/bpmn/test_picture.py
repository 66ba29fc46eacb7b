"""Pictures of diagrams: every shape with its name, marks in words, and a list that says the same."""

import re
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn import Catalogue, Mark, Standing, described, picture, standings
from tests.unit.bpmn.drawing import HEAD, border, diagram, end, process, start, sub, user
from tests.unit.bpmn.playing import FORMS, MONDAY, OPERATIONS, Play, Record

SVG = "{http://www.w3.org/2000/svg}"
CORPUS = Path(__file__).parent / "corpus"
MARKS = {
    "talk": Mark(Standing.LATE, ("with Tom & Co, due Friday 2 January 2026",)),
    "asked": Mark(Standing.DONE),
    "goes_on": Mark(Standing.DUE_SOON),
    "agreed": Mark(Standing.LIVE),
}


@pytest.fixture(scope="module")
def sound():
    files = {"sound.bpmn": (CORPUS / "sound.bpmn").read_bytes()}
    return Catalogue.read(files, OPERATIONS, {"talk"}).processes["sound"]


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg)


def test_every_element_is_drawn_with_its_name(sound):
    """Straight from the diagram's own drawing."""
    drawn = {one.get("data-element"): " ".join(one.itertext()) for one in parsed(picture(sound)).iter(f"{SVG}g")}
    assert drawn.keys() >= {*sound.elements, "social_worker", "team_manager", "goes_on_to_agreed", "sound_pool"}
    assert "Talk to the" in drawn["talk"] and "Team manager" in drawn["team_manager"]
    assert "Agreed" in drawn["agreed"] and "Yes" in drawn["goes_on_to_agreed"]


def test_a_mark_is_a_word_a_colour_and_a_pattern(sound):
    """Nobody needs to tell the colours apart."""
    marks = {
        one.get("data-marked"): one for one in parsed(picture(sound, MARKS)).iter(f"{SVG}g") if one.get("data-marked")
    }
    assert marks.keys() == MARKS.keys()
    assert "".join(marks["talk"].itertext(f"{SVG}tspan")) == "Late"
    assert len({mark.get("stroke") for mark in marks.values()}) == 4
    assert (
        len([one for one in marks["talk"] if one.get("fill-opacity") or one.get("fill") == "none"]) > 1
    )  # a double line
    assert any(one.get("stroke-dasharray") for one in marks["goes_on"])
    titles = {id: mark.findtext(f"{SVG}title") for id, mark in marks.items()}
    assert titles["talk"] == "Talk to the family: Late. with Tom & Co, due Friday 2 January 2026"
    assert titles["goes_on"] == "Go on?: Due soon"


def test_the_words_say_the_same(sound):
    """In the order of the drawing, with the role that each step belongs to."""
    assert described(sound, MARKS) == [
        "Talk to the family (Social worker): late, with Tom & Co, due Friday 2 January 2026.",
        "Go on? (Team manager): due soon.",
        "Agreed (Team manager): live.",
    ]
    assert described(sound) == ["Talk to the family (Social worker)."]
    assert parsed(picture(sound, MARKS)).findtext(f"{SVG}desc") == " ".join(described(sound, MARKS))
    assert parsed(picture(sound)).findtext(f"{SVG}title") == "Talk sound"


def test_the_flows_taken_are_drawn_stronger_and_their_choices_told(sound):
    """The words name the way that was chosen at a gateway: what follows says the rest."""
    gone = {"talk": Mark(Standing.DONE), "goes_on": Mark(Standing.DONE), "goes_on_to_ended": Mark(Standing.DONE)}
    taken = [one for one in parsed(picture(sound, gone)).iter(f"{SVG}g") if one.get("data-taken")]
    assert [one.get("data-taken") for one in taken] == ["goes_on_to_ended"]
    assert float(taken[0].find(f"{SVG}polyline").get("stroke-width")) > 3
    assert "data-taken" not in picture(sound)
    assert described(sound, gone) == ["Talk to the family (Social worker): done.", "Go on? (Team manager): “No”."]


def test_a_strict_page_may_show_it(sound):
    """No style, script, link or id, which a page's policy or its other pictures would forbid."""
    svg = picture(sound, MARKS)
    for forbidden in ("style", "script", "href", "url(", "onload", "foreignObject", " id=", 'class=""'):
        assert forbidden not in svg
    assert parsed(svg).get("role") == "img"


def test_colours_follow_the_page_where_they_mean_nothing(sound):
    """A person's own colours, or a dark page, change the ink and the paper."""
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture(sound)))
    assert colours == {"currentColor", "Canvas", "none"}


def test_what_is_written_in_a_diagram_stays_text(sound):
    """A name is no markup."""
    content = (CORPUS / "sound.bpmn").read_bytes().replace(b"Talk to the family", b"&lt;script>alert(1)&lt;/script>")
    hostile = Catalogue.read({"sound.bpmn": content}, OPERATIONS, {"talk"}).processes["sound"]
    assert "<script" not in picture(hostile, MARKS) and "&lt;script&gt;" in picture(hostile, MARKS)


def test_marks_of_what_is_not_drawn_are_left_out(sound):
    """A called process has a picture of its own."""
    assert "data-marked" not in picture(sound, {"elsewhere": Mark(Standing.LIVE)})


def test_a_process_that_nobody_drew_is_still_told_in_words():
    """Its picture is empty."""
    undrawn = Catalogue.read(
        {"a.bpmn": diagram(process("p", start("s"), user("x"), end("e"), flows="s > x > e"))}, OPERATIONS, FORMS
    ).processes["p"]
    assert picture(undrawn) == ""
    assert described(undrawn, {"x": Mark(Standing.LIVE)}) == ["x: live."]


def test_an_overview_is_drawn_and_told_box_by_box():
    drawn = (
        f'{HEAD}<bpmn:collaboration id="whole"><bpmn:participant id="one" name="The p" /></bpmn:collaboration>'
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><bpmndi:BPMNPlane bpmnElement="whole">'
        '<bpmndi:BPMNShape bpmnElement="one" isExpanded="false"><dc:Bounds x="0" y="0" width="200" height="90" />'
        "</bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )
    own = diagram(process("p", start("s"), user("x"), end("e"), flows="s > x > e"))
    whole = Catalogue.read({"a.bpmn": own, "whole.bpmn": drawn.encode()}, OPERATIONS, FORMS).overview
    assert whole.stages == {"one": "p"}
    assert parsed(picture(whole)).findtext(f"{SVG}title") == "All stages"
    assert described(whole, {"one": Mark(Standing.DONE, ("ended 2 January 2026",))}) == [
        "The p: done, ended 2 January 2026."
    ]
    assert "The p" in picture(whole)


ROUND = process(
    "visit",
    start("s"),
    user("first"),
    border("late", "first", date="=case.day", interrupts=False),
    end("told"),
    sub("each", start("es"), user("y"), end("ee"), flows="es > y > ee", item="child", for_each="=case.children"),
    end("e"),
    flows="s > first > each > e; late > told",
)


def test_an_instance_tells_what_is_done_and_what_is_live(play):
    """From its saved state alone; a repetition is live until its last item is done."""
    one: Play = play(
        "visit", ROUND, record=Record(day=MONDAY.date(), children=[{"id": 1, "name": "A"}, {"id": 2, "name": "B"}])
    )
    one.start()

    def stands() -> dict[str, str]:
        return {
            id: str(standing) for id, standing in standings(one.catalogue.processes["visit"], one.step.state).items()
        }

    assert stands() == {"s": "Done", "first": "Live"}  # an event that waits on a border is not live itself
    one.complete("first")
    assert stands() == {"s": "Done", "first": "Done", "each": "Live", "es": "Done", "y": "Live"}
    one.complete("y", item=1)
    assert stands()["y"] == "Live"
    one.complete("y", item=2)
    assert stands().keys() == {"s", "first", "each", "es", "y", "ee", "e"} and set(stands().values()) == {"Done"}


def test_a_box_that_stands_for_a_message_has_its_sign_and_is_no_stage():
    """Where many send it and many await it, their arrows meet there."""
    boxes = "".join(
        f'<bpmn:participant id="{id}" name="{name}" />' for id, name in (("one", "The p"), ("two", "asked"))
    )
    flow = '<bpmn:messageFlow id="arrow" name="asked" sourceRef="one" targetRef="two" />'
    shapes = "".join(
        f'<bpmndi:BPMNShape bpmnElement="{id}" isExpanded="false"><dc:Bounds x="{x}" y="0" width="200" height="90" />'
        "</bpmndi:BPMNShape>"
        for id, x in (("one", 0), ("two", 300))
    )
    whole = (
        f'{HEAD}<bpmn:collaboration id="whole">{boxes}{flow}</bpmn:collaboration>'
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><bpmndi:BPMNPlane bpmnElement="whole">'
        f"{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )
    own = diagram(process("p", start("s"), user("x"), end("e", "asked", "={children: []}"), flows="s > x > e"))
    overview = Catalogue.read_again({"a.bpmn": own, "whole.bpmn": whole.encode()}, OPERATIONS, FORMS).overview
    assert described(overview) == ["The p."]
    (box,) = (one for one in parsed(picture(overview)).iter(f"{SVG}g") if one.get("data-element") == "two")
    assert "asked" in "".join(box.itertext(f"{SVG}tspan")) and box.find(f"{SVG}path") is not None


def test_an_instance_tells_by_which_flows_it_came():
    """None that it did not take, and none of what waits on a border."""
    late = (
        '<bpmn:boundaryEvent id="late" name="Late" attachedToRef="talk" cancelActivity="false">'
        '<bpmn:timerEventDefinition id="t"><bpmn:timeDate>=case.day</bpmn:timeDate></bpmn:timerEventDefinition>'
        '</bpmn:boundaryEvent><bpmn:sequenceFlow id="late_to_ended" sourceRef="late" targetRef="ended" />'
    )
    drawn = '<bpmndi:BPMNEdge bpmnElement="late_to_ended"><di:waypoint x="1" y="1" /><di:waypoint x="9" y="1" />'
    content = (CORPUS / "sound.bpmn").read_text("utf-8").replace("</bpmn:process>", f"{late}</bpmn:process>")
    content = content.replace("</bpmndi:BPMNPlane>", f"{drawn}</bpmndi:BPMNEdge></bpmndi:BPMNPlane>")
    files = {"sound.bpmn": content.encode()}
    one = Play(
        lambda: Catalogue.read_again(files, OPERATIONS, {"talk"}), "sound", Record(day=MONDAY.date(), children=[])
    )
    one.start()

    def flows() -> set[str]:
        process = one.catalogue.processes["sound"]
        return standings(process, one.step.state).keys() & process.drawing.edges.keys()

    assert flows() == {"asked_to_talk"}
    one.fire("late")
    assert flows() == {"asked_to_talk", "late_to_ended"}
    one.complete("talk", go_on="no")
    assert flows() == {"asked_to_talk", "late_to_ended", "talk_to_goes_on", "goes_on_to_ended"}
