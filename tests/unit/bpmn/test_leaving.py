"""Children leave an instance one by one, and items of a repetition end one by one, by a message that names them."""

import pytest

from tests.unit.bpmn.drawing import border, end, process, service, start, sub, user
from tests.unit.bpmn.playing import Record

AVA, BEN, CAS = {"id": 1, "name": "Ava"}, {"id": 2, "name": "Ben"}, {"id": 3, "name": "Cas"}
CHILDREN = [AVA, BEN, CAS]
STAGE = process(
    "stage",
    start("begun"),
    sub(
        "going_on",
        start("inner"),
        user("work"),
        user("conclude"),
        end("over"),
        flows="inner > work > conclude > over",
    ),
    border("stopped", "going_on", message="plan ended", variable="why", waits_for="all children"),
    user("say_why"),
    end("done"),
    end("given_up"),
    flows="begun > going_on > done; stopped > say_why > given_up",
)


def repetition(in_turn: bool, inner: str = "task") -> str:
    """For each child, work that a message about that child ends: a task, or a sub-process in the item."""
    alone = user("work"), sub("work", start("w"), user("write"), end("wrote"), flows="w > write > wrote")
    return sub(
        "for_child",
        start("turn"),
        alone[inner != "task"],
        border("stopped", "work", message="plan ended"),
        end("gone"),
        user("check"),
        end("turn_done"),
        flows="turn > work > check > turn_done; stopped > gone",
        item="child",
        in_turn=in_turn,
        for_each="=case.children",
    )


def items(in_turn: bool, inner: str = "task") -> str:
    drawn = repetition(in_turn, inner)
    flows = "begun > for_child > conclude > done"
    return process("stage", start("begun"), drawn, user("conclude"), end("done"), flows=flows)


def whole(*nodes: str, flows: str) -> str:
    """A stage that all children must have left before it stops."""
    inside = sub("whole", start("in_whole"), *nodes, end("out"), flows=flows)
    stop = border("all_stopped", "whole", message="plan ended", waits_for="all children")
    flows = "begun > whole > done; all_stopped > given_up"
    return process("stage", start("begun"), inside, stop, end("done"), end("given_up"), flows=flows)


def among(play, drawn: str):
    story = play("stage", drawn, record=Record(children=CHILDREN))
    story.children = {1, 2, 3}
    story.start()
    return story


def test_a_child_that_a_message_names_leaves_and_the_work_stays(play):
    """The same task is open, so that its draft is still there; the step tells who left."""
    story = among(play, STAGE)
    key = story.task("work").key
    story.deliver("plan ended", children=[2], reason="moved")
    assert (story.open, story.task("work").key, story.step.left) == (["work"], key, (2,))
    assert story.step.awaited == {"plan ended"}


def test_the_message_interrupts_when_the_last_child_has_left(play):
    """One after the other, each after a reload; the last does not leave what follows."""
    story = among(play, STAGE)
    story.deliver("plan ended", children=[2])
    story.deliver("plan ended", children=[1])
    assert story.open == ["work"]
    step = story.deliver("plan ended", children=[3], reason="eighteen")
    assert (story.open, step.left, story.children) == (["say_why"], (), {3})


def test_a_message_that_names_all_who_are_left_interrupts_at_once(play):
    """Whoever else it names."""
    story = among(play, STAGE)
    story.deliver("plan ended", children=[1])
    step = story.deliver("plan ended", children=[2, 3, 9])
    assert (story.open, step.left) == (["say_why"], ())


def test_a_message_about_a_child_who_has_left_is_not_heard(play):
    """Nor is one about a child that the instance never concerned."""
    story = among(play, STAGE)
    story.deliver("plan ended", children=[1])
    workflow = story.loaded_from(story.step.state)
    assert [workflow.hears("plan ended", {"children": [child]}) for child in (1, 2, 9)] == [False, True, False]


def test_the_work_goes_on_for_the_others(play):
    """Nothing of the stage remembers the one who left."""
    story = among(play, STAGE)
    story.deliver("plan ended", children=[1])
    story.complete("work")
    story.complete("conclude")
    assert (story.step.ended, story.step.ending, story.step.left) == (True, "done", ())


def test_without_the_property_the_first_message_interrupts(play):
    """As it always was, and where nobody knows the children."""
    plain = STAGE.replace('<spiffworkflow:property name="waits_for" value="all children" />', "")
    assert plain != STAGE
    story = among(play, plain)
    story.deliver("plan ended", children=[2])
    assert (story.open, story.step.left) == (["say_why"], ())
    unknown = play("stage", STAGE)
    unknown.start()
    unknown.deliver("plan ended", children=[2])
    assert unknown.open == ["say_why"]


def test_facts_and_operations_are_about_those_who_stay(play):
    """What a boundary of an item does after its child has left sees the others only."""
    noting = sub(
        "for_child",
        start("turn"),
        user("work"),
        border("stopped", "work", message="plan ended"),
        service("write", "note", text='=string join([child.name, "left"], " ")'),
        end("gone"),
        end("turn_done"),
        flows="turn > work > turn_done; stopped > write > gone",
        item="child",
        for_each="=case.children",
    )
    drawn = whole(noting, flows="in_whole > for_child > out")
    story = among(play, drawn)
    concerned = []
    story.record.operate = lambda name, inputs: concerned.append((inputs["text"], set(story.workflow.context.children)))
    story.deliver("plan ended", children=[2])
    assert (concerned, story.open) == ([("Ben left", {1, 3})], [("work", 1), ("work", 3)])
    story.deliver("plan ended", children=[1])
    story.deliver("plan ended", children=[3])
    assert (story.step.ended, story.step.ending) == (True, "given up")


@pytest.mark.parametrize("inner", ["task", "sub-process"])
def test_of_items_at_the_same_time_only_the_named_childs_ends(play, inner):
    """Those of the others are left alone, and the repetition ends with its last item."""
    story = among(play, items(in_turn=False, inner=inner))
    own = "work" if inner == "task" else "write"
    story.deliver("plan ended", children=[2])
    assert story.open == [(own, 1), (own, 3)]
    story.deliver("plan ended", children=[1, 3])
    assert story.open == ["conclude"]


@pytest.mark.parametrize("inner", ["task", "sub-process"])
def test_of_items_in_turn_the_next_begins_when_the_message_ends_one(play, inner):
    """A message about a child whose turn has not come is not heard, so that it is kept until then."""
    story = among(play, items(in_turn=True, inner=inner))
    own = "work" if inner == "task" else "write"
    assert story.open == [(own, 1)]
    assert not story.loaded_from(story.step.state).hears("plan ended", {"children": [2]})
    story.deliver("plan ended", children=[1])
    assert (story.open, story.step.newly_awaited) == ([(own, 2)], {"plan ended"})
    story.complete(own, 2)
    assert (story.open, story.step.newly_awaited) == ([("check", 2)], frozenset())
    story.complete("check", 2)
    story.deliver("plan ended", children=[3])
    assert story.open == ["conclude"]


def test_a_message_about_a_child_who_is_no_item_ends_nobodys_work(play):
    """A repetition for some of the children only."""
    story = among(play, items(in_turn=False).replace("=case.children", "=case.children[id &lt; 3]"))
    assert story.open == [("work", 1), ("work", 2)]
    assert not story.loaded_from(story.step.state).hears("plan ended", {"children": [3]})


def test_an_item_whose_child_left_before_its_turn_ends_as_it_begins(play):
    """The stage heard the message for the child; the item hears it when its turn comes."""
    drawn = whole(repetition(in_turn=True), flows="in_whole > for_child > out")
    story = among(play, drawn)
    story.deliver("plan ended", children=[2])
    assert (story.open, story.step.left) == ([("work", 1)], (2,))
    story.complete("work", 1)
    story.complete("check", 1)
    assert story.open == [("work", 3)]
    story.deliver("plan ended", children=[1])
    assert story.open == [("work", 3)]
    story.deliver("plan ended", children=[3])
    assert (story.step.ended, story.step.ending) == (True, "given up")
