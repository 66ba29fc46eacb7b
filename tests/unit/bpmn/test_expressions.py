"""What runs from a diagram: compiled FEEL, operations by name, and nothing else."""

import sys

import pytest

from engine.domain.errors import DiagramFailed
from tests.unit.bpmn.drawing import end, node, process, service, start, user
from tests.unit.bpmn.playing import Record

CHOICE = process(
    "choice",
    start("begun", form="any_form", keep="enquiry"),
    node("exclusiveGateway", "which", "", 'default="which_to_no"'),
    user("yes"),
    user("no"),
    end("done"),
    flows="begun > which > no > done; which > yes > done; which > yes ? =data.enquiry",
).replace('<bpmn:sequenceFlow id="which_to_yes" sourceRef="which" targetRef="yes"></bpmn:sequenceFlow>', "", 1)
WRITES = process(
    "writes",
    start("begun"),
    service("write", "note", text='="first"', on="=case.day", result="row"),
    service("write_again", "note", text="=string(data.row.id)", on="=case.day"),
    end("done"),
    flows="begun > write > write_again > done",
)


@pytest.mark.parametrize(
    ("given", "taken", "unknowns"),
    [
        (True, "yes", ()),
        (False, "no", ()),
        (None, "no", ("test.bpmn#which_to_yes",)),
    ],
)
def test_a_condition_is_taken_if_true_and_a_null_is_noted(play, given, taken, unknowns):
    """Null is not taken, and the step says where that happened."""
    story = play("choice", CHOICE)
    story.start({"enquiry": given})
    assert (story.open, story.step.unknowns) == ([taken], unknowns)


@pytest.mark.parametrize("given", [3, "no", [True]])
def test_a_condition_that_is_no_yes_or_no_fails(play, given):
    """SpiffWorkflow would take the flow."""
    with pytest.raises(DiagramFailed, match="which_to_yes: The condition gave .* not yes or no."):
        play("choice", CHOICE).start({"enquiry": given})


def test_an_operation_gets_its_inputs_and_lands_its_result(play):
    """An optional input that is null is left out."""
    story = play("writes", WRITES, record=Record(day=None))
    story.start()
    assert story.record.done == [("note", {"text": "first"}), ("note", {"text": "1"})]
    assert story.step.ended


def test_the_facts_are_read_again_after_an_operation(play):
    """The record has changed, so the next expression sees it as it is now."""
    story = play("writes", WRITES, record=Record(day="2026-01-05"))
    story.start()
    assert story.record.asked == 2


def test_an_operation_that_fails_says_which_element_called_it(play):
    """The error keeps its cause for the log."""
    fails = process("fails", start("s"), service("try_it", "fail"), end("e"), flows="s > try_it > e")
    with pytest.raises(DiagramFailed, match="test.bpmn#try_it: fail: the record has no such row.") as failed:
        play("fails", fails).start()
    assert isinstance(failed.value.__cause__, LookupError)


def test_no_python_is_compiled_at_run_time(play):
    """An audit hook sees no source compiled while instances start, load, move and save."""
    story = play("choice", CHOICE)
    story.start({"enquiry": True})
    compiled, watching = [], True
    sys.addaudithook(lambda event, of: compiled.append(of) if watching and event == "compile" else None)
    workflow = story.loaded_from(story.step.state)
    step = workflow.complete(story.task("yes").key, {})
    watching = False
    assert step.ended and compiled == []


def test_a_text_that_was_not_compiled_with_its_diagram_is_never_run(play):
    """Even if one reached the engine."""
    story = play("choice", CHOICE)
    story.start({"enquiry": True})
    engine = story.workflow._spiff.script_engine
    task = next(iter(story.workflow._spiff.tasks.values()))
    for run in (lambda: engine.evaluate(task, "1 + 1"), lambda: engine.execute(task, "import os")):
        with pytest.raises(DiagramFailed):
            run()
