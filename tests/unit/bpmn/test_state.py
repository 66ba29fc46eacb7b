"""Saved state: without specs, small, and the same whoever loads it."""

import json
import sys
from copy import deepcopy
from decimal import Decimal

import pytest

from engine.bpmn import Workflow
from engine.domain.errors import DiagramFailed
from tests.unit.bpmn.drawing import end, node, process, service, start, sub, user
from tests.unit.bpmn.playing import Record

BRANCHES = process(
    "branches",
    start("begun", form="any_form", keep="family"),
    node("parallelGateway", "fork"),
    user("one", keep="first"),
    user("two", keep="second"),
    node("parallelGateway", "join"),
    user("last"),
    end("done"),
    flows="begun > fork > one > join > last > done; fork > two > join",
)
LONG = process(
    "long",
    start("begun"),
    *(user(f"task_{number}", keep=f"answer_{number}") for number in range(10)),
    end("done"),
    flows=f"begun > {' > '.join(f'task_{number}' for number in range(10))} > done",
)
LOOP = process(
    "loop",
    start("begun"),
    user("again", keep="more"),
    node("exclusiveGateway", "enough", "", 'default="enough_to_done"'),
    end("done"),
    flows="begun > again > enough > done; enough > again ? =data.more",
)
STEPS = [f"pass_{number}" for number in range(60)]
DEEP = process(
    "deep",
    start("begun"),
    user("again", keep="more"),
    *(node("exclusiveGateway", step) for step in STEPS),
    node("exclusiveGateway", "enough", "", 'default="enough_to_done"'),
    end("done"),
    flows=f"begun > again > {' > '.join(STEPS)} > enough > done; enough > again ? =data.more",
)
CALLED = process(
    "called",
    start("called_start"),
    user("inside", keep="said"),
    end("called_end"),
    flows="called_start > inside > called_end",
)
CALLER = process(
    "caller",
    start("begun"),
    sub(
        "stage",
        start("in"),
        node("callActivity", "call", "", 'calledElement="called"'),
        end("out"),
        flows="in > call > out",
    ),
    service("write", "note", text="=data.said"),
    end("done"),
    flows="begun > stage > write > done",
)


def test_the_state_holds_no_specs_and_stays_small(play):
    """Ten tasks, done, are at most 15 kB."""
    story = play("long", LONG)
    story.start()
    for number in range(10):
        story.complete(f"task_{number}", **{f"answer_{number}": "2026-01-05"})
    assert "typename" in story.step.state and "task_specs" not in story.step.state
    assert 5_000 < len(story.step.state) < 15_000


def test_only_the_fields_a_task_keeps_enter_the_data(play):
    """Answers stay in the record; a kept field without an answer becomes null."""
    story = play("long", LONG)
    story.start()
    story.complete("task_0", answer_0=3, secret="not kept")
    story.complete("task_1")
    assert "secret" not in story.step.state and "not kept" not in story.step.state
    assert '"answer_1":null' in story.step.state


def test_the_branch_that_ends_last_does_not_bring_back_old_values(play):
    """Each branch writes its own keys; a nested value is not shared with the branch beside it."""
    story = play("branches", BRANCHES)
    story.start({"family": {"names": ["A"]}})
    story.complete("two", second={"deep": [1]})
    story.complete("one", first="yes")
    data = story.workflow._spiff.get_next_task(spec_name="last").data
    assert data == {"family": {"names": ["A"]}, "first": "yes", "second": {"deep": [1]}}


def test_what_is_given_is_copied(play):
    """The caller's own values do not change with the instance, nor the instance with them."""
    given, kept = {"family": {"names": ["A"]}}, {"first": {"list": [1]}}
    before = deepcopy((given, kept))
    story = play("branches", BRANCHES)
    story.start(given)
    workflow = story.loaded_from(story.step.state)
    workflow.complete(story.task("one").key, kept)
    for task in workflow._spiff.tasks.values():
        task.data.get("family", {}).get("names", []).append("B")
        task.data.get("first", {}).get("list", []).append(2)
    assert (given, kept) == before


def test_numbers_survive_exactly(play):
    """A decimal comes back as the same decimal."""
    story = play("branches", BRANCHES)
    story.start()
    story.complete("one", first=Decimal("1.10"))
    story.complete("two", second=Decimal(2))
    data = story.loaded_from(story.step.state)._spiff.get_next_task(spec_name="last").data
    assert (data["first"], data["second"]) == (Decimal("1.10"), 2)
    assert isinstance(data["first"], Decimal)


def test_a_field_called_typename_is_refused(play):
    """SpiffWorkflow takes it for its own mark, and could not load the instance again."""
    story = play("branches", BRANCHES)
    story.start()
    with pytest.raises(DiagramFailed, match='cannot be called "typename"'):
        story.complete("one", first={"typename": "BpmnWorkflow"})


def test_called_processes_run_inside_their_caller(play):
    """A task of a called process is found after a reload, and what it keeps comes back to the caller."""
    story = play("caller", CALLER, CALLED)
    story.start()
    assert story.open == ["inside"] and story.task("inside").role == "social_worker"
    story.complete("inside", said="hello")
    assert story.step.ended and story.record.done == [("note", {"text": "hello"})]


def test_a_task_that_is_done_cannot_be_completed_again(play):
    """Whoever comes second is told, and nothing has moved."""
    story = play("branches", BRANCHES)
    story.start()
    key = story.task("one").key
    story.complete("one", first=1)
    with pytest.raises(DiagramFailed, match="The task is not open."):
        story.loaded_from(story.step.state).complete(key, {})


def test_size_and_depth_are_told(play):
    """A diagram that loops grows with each round, so its Step says how far."""
    story = play("loop", LOOP)
    first = story.start()
    story.complete("again", more=True)
    story.complete("again", more=True)
    assert story.step.size > first.size and story.step.depth > first.depth


def test_a_loop_that_grows_too_deep_fails_instead_of_stalling(play):
    """SpiffWorkflow's search stops at a thousand levels; nothing may be lost there without a word."""
    story = play("deep", DEEP)
    step, usual = story.start(), sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        with pytest.raises(DiagramFailed, match="too deep|could move it on"):
            for _ in range(100):
                step = story.workflow.complete(step.tasks[0].key, {"more": True})
    finally:
        sys.setrecursionlimit(usual)
    assert step.depth > 300


def test_a_state_of_another_format_is_refused(play):
    """An upgrade must migrate saved instances, not guess."""
    story = play("loop", LOOP)
    story.start()
    strange = json.dumps(json.loads(story.step.state) | {"format": 99})
    with pytest.raises(DiagramFailed, match="format"):
        Workflow.load(story.catalogue.processes["loop"], strange, story.context())


def test_facts_are_read_late_once_and_again_after_an_operation(play):
    """No statement is sent before an expression asks, and none twice without need."""
    story = play("caller", CALLER, CALLED, record=Record())
    story.start()
    assert story.record.asked == 0, "nothing in the diagram has asked for the case yet"
