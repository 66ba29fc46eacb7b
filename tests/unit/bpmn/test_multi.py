"""Multi-instances: each item has its own tasks, dates and answers."""

import pytest

from engine.domain.errors import DiagramFailed
from tests.unit.bpmn.drawing import border, each, end, node, process, service, start, sub, user
from tests.unit.bpmn.playing import Record

AVA, BEN = {"id": 1, "name": "Ava", "due": "2026-01-05"}, {"id": 2, "name": "Ben", "due": "2026-01-12"}
CHILDREN = process(
    "deciding",
    start("begun"),
    sub(
        "for_child",
        start("turn"),
        user("decide", keep="outcome"),
        border("decide_limit", "decide", date='=due("ten_days", child.due)', interrupts=False, deadline="ten_days"),
        border("stopped", "decide", message="plan ended"),
        end("late"),
        end("gone"),
        service("write", "note", text="=child.name", on="=answers.decide.day"),
        user("check"),
        end("turn_done"),
        flows="turn > decide > write > check > turn_done; decide_limit > late; stopped > gone",
        item="child",
        for_each="=case.children",
    ),
    node("exclusiveGateway", "any", "", 'default="any_to_none"'),
    end("some_plan"),
    end("none"),
    flows='begun > for_child > any > none;any > some_plan ? =some one in answers.decide satisfies one.outcome = "plan"',
)
NESTED = process(
    "asking",
    start("begun"),
    sub(
        "for_child",
        start("turn"),
        sub(
            "for_agency",
            start("inner_turn"),
            user("ask"),
            border("ask_limit", "ask", date='=due("ten_days", agency.due)', interrupts=False, deadline="ten_days"),
            end("late"),
            end("asked"),
            flows="inner_turn > ask > asked; ask_limit > late",
            item="agency",
            in_turn=True,
            for_each='=for one in ["police", "health"] return {id: one, name: upper case(one), due: child.due}',
        ),
        end("turn_done"),
        flows="turn > for_agency > turn_done",
        item="child",
        for_each="=case.children",
    ),
    user("conclude"),
    end("done"),
    flows="begun > for_child > conclude > done",
)
IN_TURN = process(
    "talking",
    start("begun"),
    user("talk", each("talk_child", "child", in_turn=True), for_each="=case.children"),
    end("done"),
    flows="begun > talk > done",
)


def test_each_item_has_its_own_deadline_and_reloads(play):
    """Two children are decided at the same time, each by their own date."""
    story = play("deciding", CHILDREN, record=Record(children=[AVA, BEN]))
    story.start()
    assert story.open == [("decide", 1), ("decide", 2)]
    assert [one.item_name for one in story.step.tasks] == ["Ava", "Ben"]
    assert [one.deadline.due.isoformat() for one in story.step.tasks] == ["2026-01-19", "2026-01-26"]
    assert story.running == [("decide_limit", "2026-01-20"), ("decide_limit", "2026-01-27")]


def test_the_answers_inside_are_those_of_the_item(play):
    """What was answered for Ben is never read for Ava."""
    story = play("deciding", CHILDREN, record=Record(children=[AVA, BEN]))
    story.start()
    story.complete("decide", 2, outcome="none", day="2026-01-07")
    story.complete("decide", 1, outcome="plan", day="2026-01-08")
    assert story.record.done == [
        ("note", {"text": "Ben", "on": "2026-01-07"}),
        ("note", {"text": "Ava", "on": "2026-01-08"}),
    ]


@pytest.mark.parametrize(("outcome", "ending"), [("plan", "some plan"), ("none", "none")])
def test_the_answers_outside_are_a_list_of_all_items(play, outcome, ending):
    """After the repetition a condition may look at every item, and the instance goes on after a reload at the last."""
    story = play("deciding", CHILDREN, record=Record(children=[AVA, BEN]))
    story.start()
    for item in (1, 2):
        story.complete("decide", item, outcome=outcome if item == 1 else "none")
        story.complete("check", item)
    assert (story.step.ended, story.step.ending) == (True, ending)


def test_a_late_timer_belongs_to_its_item(play):
    """Firing Ava's leaves Ben's."""
    story = play("deciding", CHILDREN, record=Record(children=[AVA, BEN]))
    story.start()
    story.fire("decide_limit")
    assert (len(story.open), story.running) == (2, [("decide_limit", "2026-01-27")])


def test_a_message_about_one_child_does_not_reach_the_other(play):
    """Interrupting Ava's work leaves Ben's alone."""
    story = play("deciding", CHILDREN, record=Record(children=[AVA, BEN]))
    story.start()
    story.deliver("plan ended", children=[1])
    assert story.open == [("decide", 2)]


def test_an_instance_tells_whether_it_hears_a_message_about_a_child(play):
    """Once Ava's work is over, a message about her reaches nobody, though Ben's work awaits its like."""
    story = play("deciding", CHILDREN, record=Record(children=[AVA, BEN]))
    story.start()
    story.deliver("plan ended", children=[1])
    workflow = story.loaded_from(story.step.state)
    assert story.step.awaited == {"plan ended"}
    assert [workflow.hears("plan ended", {"children": [child]}) for child in (1, 2)] == [False, True]


def test_what_an_item_keeps_stays_with_the_item(play):
    """The last item does not overwrite the process data."""
    story = play("deciding", CHILDREN, record=Record(children=[AVA, BEN]))
    story.start({"outcome": "unset"})
    for item in (1, 2):
        story.complete("decide", item, outcome="plan")
        story.complete("check", item)
    assert story.workflow._spiff.data["outcome"] == "unset"


def test_items_within_items_have_their_own_deadlines(play):
    """Each child asks its agencies one after the other; the answers of one child are not the other's."""
    story = play("asking", NESTED, record=Record(children=[AVA, BEN]))
    story.start()
    assert story.open == [("ask", "1/police"), ("ask", "2/police")]
    assert story.running == [("ask_limit", "2026-01-20"), ("ask_limit", "2026-01-27")]
    story.complete("ask", "2/police")
    assert story.open == [("ask", "1/police"), ("ask", "2/health")]
    assert story.task("ask", "2/health").item_name == "Ben, HEALTH"
    for item in ("1/police", "2/health", "1/health"):
        story.complete("ask", item)
    assert story.open == ["conclude"]


def test_items_in_turn_come_one_after_the_other(play):
    """A task that repeats in turn is offered for one item at a time, in the order of the list."""
    story = play("talking", IN_TURN, record=Record(children=[AVA, BEN]))
    story.start()
    assert story.open == [("talk", 1)]
    story.complete("talk", 1)
    assert story.open == [("talk", 2)]
    story.complete("talk", 2)
    assert story.step.ended


def test_an_empty_list_is_passed_over(play):
    """No items, no tasks, and the instance goes on."""
    story = play("talking", IN_TURN, record=Record(children=[]))
    assert story.start().ended


@pytest.mark.parametrize(
    ("children", "why"),
    [
        (None, "gave None"),
        ([{"id": 1}], "needs an id and a name"),
        ([AVA, AVA], "have the same id"),
        ([AVA | {"typename": "Task"}], 'cannot be called "typename"'),
    ],
)
def test_a_list_that_cannot_be_worked_fails_in_words(play, children, why):
    """The analyst reads which element, and what is wrong with its list."""
    with pytest.raises(DiagramFailed, match=f"test.bpmn#talk: .*{why}"):
        play("talking", IN_TURN, record=Record(children=children)).start()
