"""Messages: by name, copied, never lost inside the instance that throws them."""

import pytest

from engine.bpmn import Catalogue
from engine.domain.errors import DiagramFailed
from tests.unit.bpmn.drawing import border, catch, diagram, end, node, process, start, throw, user
from tests.unit.bpmn.playing import FORMS, OPERATIONS

ROUND = process(
    "visit",
    start("due", message="visit due", variable="visit"),
    user("go"),
    end("next_visit", message="visit due", payload="={children: data.visit.children, number: data.visit.number + 1}"),
    flows="due > go > next_visit",
)
SPLIT = process(
    "both",
    start("begun"),
    node("parallelGateway", "fork"),
    catch("first", message="asked", variable="one"),
    catch("second", message="asked", variable="two"),
    user("change", keep="changed"),
    node("parallelGateway", "join"),
    end("done", message="report ready", payload="={children: data.one.children, one: data.one, two: data.two}"),
    flows="begun > fork > first > join > done; fork > second > join; fork > change > join",
)
ALONE = process(
    "alone",
    start("begun"),
    throw("say", message="asked", payload="={children: [1]}"),
    catch("hear", message="asked", variable="heard"),
    end("done"),
    flows="begun > say > hear > done",
)


def test_a_process_that_throws_its_own_start_message_does_not_restart_itself(play):
    """The next round is an instance of its own, before and after a reload; the message comes out."""
    story = play("visit", ROUND)
    story.start(message=("visit due", {"children": [1], "number": 1}))
    assert (story.open, story.step.awaited) == (["go"], frozenset())
    story.complete("go")
    assert story.step.ended
    assert [(one.name, one.payload) for one in story.step.thrown] == [("visit due", {"children": [1], "number": 2})]


def test_thrown_messages_are_taken_once(play):
    """The next step does not tell them again, and the state holds none."""
    story = play("alone", ALONE)
    story.start()
    assert [one.name for one in story.step.thrown] == ["asked"]
    story.deliver("asked", children=[1])
    assert (story.step.thrown, story.step.ended) == ((), True)


def test_a_message_the_instance_awaits_itself_still_comes_out(play):
    """SpiffWorkflow would consume it inside; other instances may wait for it too."""
    story = play("alone", ALONE)
    story.start()
    assert (len(story.step.thrown), story.step.awaited) == (1, {"asked"})


def test_an_early_message_is_refused(play):
    """Nothing awaits it yet: the caller keeps it."""
    story = play("visit", ROUND)
    story.start(message=("visit due", {"children": [1], "number": 1}))
    with pytest.raises(DiagramFailed, match='test.bpmn#visit: Nothing in the instance awaits the message "asked".'):
        story.deliver("asked", children=[1])


def test_a_late_message_is_refused(play):
    """What was awaited is awaited no more."""
    story = play("alone", ALONE)
    story.start()
    story.deliver("asked", children=[1])
    with pytest.raises(DiagramFailed, match="awaits"):
        story.deliver("asked", children=[1])


def test_a_payload_is_copied_for_each_who_hears_it(play):
    """What the sender does with its context afterwards changes nothing, and two branches share nothing."""
    story = play("both", SPLIT)
    story.start()
    said = {"children": [1], "deep": {"list": [1]}}
    step = story.loaded_from(story.step.state).deliver("asked", said)
    said["deep"]["list"].append(2)
    story.step = step
    story.complete("change", changed="yes")
    thrown = story.step.thrown[0].payload
    assert thrown["one"] == thrown["two"] == {"children": [1], "deep": {"list": [1]}}


def test_a_message_that_names_no_children_fails_in_words(play):
    """The record could not tell whom it concerns."""
    says = process("says", start("s"), end("e", message="asked", payload="=case.other"), flows="s > e")
    with pytest.raises(DiagramFailed, match="test.bpmn#e: The message does not say which children it concerns."):
        play("says", says).start()


def test_an_interrupting_message_ends_the_stage(play):
    """The diagram says what stops when a plan ends."""
    stage = process(
        "stage",
        start("s"),
        user("work"),
        border("stopped", "work", message="plan ended", variable="why"),
        end("e"),
        end("stopped_end"),
        flows="s > work > e; stopped > stopped_end",
    )
    story = play("stage", stage)
    story.start()
    story.deliver("plan ended", children=[1])
    assert (story.step.ended, story.step.ending) == (True, "stopped end")


def test_which_process_a_message_starts():
    """The catalogue tells who is started by which message, and who by hand by whose role."""
    catalogue = Catalogue.read({"a.bpmn": diagram(ROUND), "b.bpmn": diagram(ALONE)}, OPERATIONS, FORMS)
    assert [one.id for one in catalogue.started_by("visit due")] == ["visit"]
    assert [one.id for one in catalogue.starters({"social_worker"})] == ["alone"]
    assert catalogue.starters({"team_manager"}) == []
    assert catalogue.roles() == {"social_worker": "Social worker"}
