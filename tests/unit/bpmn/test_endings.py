"""How instances branch and end: ends that stop everything, errors, escalations and open choices."""

import pytest

from tests.unit.bpmn.drawing import end, node, process, start, sub, user

STOPS = process(
    "stops",
    start("s"),
    node("parallelGateway", "fork"),
    user("one"),
    user("two"),
    node("endEvent", "all_over", "<bpmn:terminateEventDefinition />"),
    end("e"),
    flows="s > fork > one > all_over; fork > two > e",
)
OPEN = process(
    "open",
    start("s", form="any_form", keep="count"),
    node("inclusiveGateway", "which", "", 'default="which_to_one"'),
    user("one"),
    user("two"),
    user("three"),
    node("inclusiveGateway", "join"),
    user("last"),
    end("e"),
    flows="s > which > one > join > last > e; which > two ? =data.count in [2..3]; two > join;"
    "which > three ? =data.count = 3; three > join",
)


def caught(kind: str) -> str:
    """A stage that ends by throwing, and an event on its border that catches."""
    event = f'<bpmn:{kind}EventDefinition {kind}Ref="the_{kind}" />'
    drawn = process(
        "caught",
        start("s"),
        sub("stage", start("in"), user("work"), node("endEvent", "thrown", event), flows="in > work > thrown"),
        node("boundaryEvent", "heard", event, 'attachedToRef="stage"'),
        user("after"),
        end("e"),
        end("f"),
        flows="s > stage > e; heard > after > f",
    )
    return f'<bpmn:{kind} id="the_{kind}" name="trouble" {kind}Code="T" />{drawn}'


def test_an_end_that_terminates_takes_everything_with_it(play):
    """The other branch is gone, and the instance has ended there."""
    story = play("stops", STOPS)
    story.start()
    story.complete("one")
    assert (story.open, story.step.ended, story.step.ending) == ([], True, "all over")


@pytest.mark.parametrize("kind", ["error", "escalation"])
def test_what_a_stage_throws_is_caught_on_its_border(play, kind):
    """The work goes on after the event."""
    story = play("caught", caught(kind))
    story.start()
    story.complete("work")
    assert story.open == ["after"]


@pytest.mark.parametrize(("count", "opened"), [(0, ["one"]), (2, ["two"]), (3, ["two", "three"])])
def test_an_inclusive_gateway_opens_what_holds_and_waits_for_all_of_it(play, count, opened):
    """Else the default."""
    story = play("open", OPEN)
    story.start({"count": count})
    assert story.open == opened
    for element in reversed(opened):
        assert "last" not in story.open
        story.complete(element)
    assert story.open == ["last"]
