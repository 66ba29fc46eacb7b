"""The ways through a process: gateways that wait for ever, steps done twice, loops, errors and calls."""

import pytest

from engine.bpmn import Catalogue
from engine.bpmn.lint_settings import READ_ON
from engine.bpmn.reading import SETTINGS
from engine.domain.errors import DiagramFailed, ReleaseRefused
from tests.unit.bpmn.drawing import border, catch, diagram, end, node, process, service, start, sub, user
from tests.unit.bpmn.playing import FORMS, OPERATIONS, Play

FORK, JOIN, MERGE = (
    node("parallelGateway", "fork"),
    node("parallelGateway", "join"),
    node("exclusiveGateway", "merge"),
)
CHOICE = node("exclusiveGateway", "choice", "", 'default="choice_to_x"')
SOME, ALL_OF = node("inclusiveGateway", "some", "", 'default="some_to_x"'), node("inclusiveGateway", "join")
ENDS_ALL = end("stop", inner="<bpmn:terminateEventDefinition />")
FAILS = end("fails", inner="<bpmn:errorEventDefinition />")
STUCK, TWICE = "It can wait for ever", "Paths that run at the same time meet here"
X, Y = user("x"), user("y")


def read(*nodes: str, flows: str, more: dict[str, bytes] | None = None, check: bool = True) -> Catalogue:
    files = {"a.bpmn": diagram(process("p", start("s"), *nodes, end("e"), flows=flows)), **(more or {})}
    return (Catalogue.read if check else Catalogue.read_again)(files, OPERATIONS, FORMS)


def told(*nodes: str, flows: str, more: dict[str, bytes] | None = None) -> list[str]:
    try:
        found = read(*nodes, flows=flows, more=more).findings
    except ReleaseRefused as refused:
        found = refused.findings
    return [str(one) for one in found if "drawing" not in one.message and "guidance" not in one.mend]


SOUND = {
    "a fork and its join": ((FORK, X, Y, JOIN), "s > fork > x > join > e; fork > y > join"),
    "a choice and its merge": ((CHOICE, X, Y, MERGE), "s > choice > x > merge > e; choice > y ? =case.a; y > merge"),
    "a choice inside a branch": (
        (FORK, CHOICE, X, Y, MERGE, JOIN),
        "s > fork > choice > x > merge > join > e; choice > y ? =case.a; y > merge; fork > join",
    ),
    "some of several": ((SOME, X, Y, ALL_OF), "s > some > x > join > e; some > y ? =case.a; y > join"),
    "an end of everything": ((FORK, X, Y, JOIN, CHOICE, ENDS_ALL),
        "s > fork > choice > x > join > e; choice > stop ? =case.a; fork > y > join"),
    "several ends": ((FORK, X, Y), "s > fork > x > e; fork > y > e"),
    "a reminder on the side": (
        (X, Y, border("b", "x", date="=case.day", interrupts=False)),
        "s > x > y > e; b > e",
    ),
}  # fmt: skip
UNSOUND = {
    "a choice that is joined": (
        (CHOICE, X, Y, JOIN), "s > choice > x > join > e; choice > y ? =case.a; y > join", f"a.bpmn#join: {STUCK}"),
    "a choice that leaves a branch": (
        (FORK, CHOICE, X, Y, JOIN),
        "s > fork > choice > x > join > e; choice > e ? =case.a; fork > y > join",
        f"a.bpmn#join: {STUCK}: what comes from “x” may never come",
    ),
    "a timer that leaves a branch": (
        (FORK, X, Y, JOIN, border("b", "x", date="=case.day")),
        "s > fork > x > join > e; fork > y > join; b > e",
        f"a.bpmn#join: {STUCK}",
    ),
    "a reminder that is joined": (
        (X, border("b", "x", date="=case.day", interrupts=False), JOIN), "s > x > join > e; b > join",
        f"a.bpmn#join: {STUCK}: what comes from “b” may never come",
    ),
    "a gateway that joins a choice and forks": (
        (CHOICE, X, Y, JOIN, user("z"), user("w")),
        "s > choice > x > join > z > e; choice > join ? =case.a; join > w > e", f"a.bpmn#join: {STUCK}",
    ),
    "a fork that is merged": ((FORK, X, Y, MERGE), "s > fork > x > merge > e; fork > y > merge", TWICE),
    "a fork into one task": ((FORK, X, Y), "s > fork > x > y > e; fork > y", f"a.bpmn#y: {TWICE}"),
    "a loop without a wait": (
        (MERGE, service("x", "count"), CHOICE.replace("choice_to_x", "choice_to_e")),
        "s > merge > x > choice > e; choice > merge ? =case.a",
        "It can lead back to itself without anybody to wait for",
    ),
    "an error that nobody catches": ((CHOICE, X, FAILS), "s > choice > x > e; choice > fails ? =case.a",
        "a.bpmn#fails: Nobody catches the error."),
    "an error that is not there": ((end("fails", inner='<bpmn:errorEventDefinition errorRef="late" />'), FORK),
        "s > fork > e; fork > fails", "a.bpmn#fails: It names the error late, which the file does not hold."),
    "an error that nobody throws": (
        (sub("x", start("xs"), user("y"), end("xe"), flows="xs > y > xe"),
         node("boundaryEvent", "b", "<bpmn:errorEventDefinition />", 'attachedToRef="x"')),
        "s > x > e; b > e", "a.bpmn#b: Nothing inside throws this error.",
    ),
    "an error of a task": ((X, node("boundaryEvent", "b", "<bpmn:errorEventDefinition />", 'attachedToRef="x"')),
        "s > x > e; b > e", "a.bpmn#b: Nothing in a task can throw an error."),
    "a timer of no duration": ((catch("x", duration='="14 days"'),), "s > x > e",
        'a.bpmn#x: The timer cannot run: "14 days" gives no duration.'),
    "a timer of nothing": ((catch("x", date="=null"),), "s > x > e", "a.bpmn#x: The timer never fires"),
    "a timer of an answer to come": ((user("x", keep="day"), border("b", "x", date="=data.day")), "s > x > e; b > e",
        "a.bpmn#b: The timer never runs: data.day is only known when the task is done."),
    "an input of nothing": ((start("t", "asked", kind="=1"), X), "s > x > e; t > x",
        "a.bpmn#t: Nothing reads the property `kind` here."),
    "a list that nobody repeats": ((user("x", for_each="=case.children"),), "s > x > e",
        "a.bpmn#x: It names a list to repeat for, but does not repeat."),
    "a due date of an event": ((X, border("b", "x", date="=case.day", due="=today()")), "s > x > e; b > e",
        "a.bpmn#b: The property `due` means nothing here. It belongs on user tasks."),
}  # fmt: skip


@pytest.mark.parametrize(("nodes", "flows"), SOUND.values(), ids=SOUND.keys())
def test_a_sound_way_is_not_told(nodes: tuple[str, ...], flows: str):
    assert told(*nodes, flows=flows) == []


@pytest.mark.parametrize(("nodes", "flows", "sentence"), UNSOUND.values(), ids=UNSOUND.keys())
def test_an_unsound_way_is_told(nodes: tuple[str, ...], flows: str, sentence: str):
    found = told(*nodes, flows=flows)
    assert any(sentence in one for one in found), found


def test_what_is_told_to_wait_for_ever_does():
    """The engine itself gets nowhere, and the person who completes the task would be the one to hear it."""
    drawn = (CHOICE, X, Y, JOIN)
    flows = "s > choice > x > join > e; choice > y ? =true; y > join"
    stuck = Play(lambda: read(*drawn, flows=flows, check=False), "p")
    stuck.start()
    with pytest.raises(DiagramFailed, match="Nothing is left in the instance that could move it on"):
        stuck.complete("y")


def test_a_called_process_may_throw_to_its_caller_and_begins_by_hand():
    inner = process("q", start("qs"), FAILS, flows="qs > fails")
    calls = node("callActivity", "x", "", 'calledElement="q"')
    catches = node("boundaryEvent", "b", "<bpmn:errorEventDefinition />", 'attachedToRef="x"')
    assert told(calls, catches, flows="s > x > e; b > e", more={"b.bpmn": diagram(inner)}) == []
    by_message = process("q", start("qs", "asked", "asked"), user("y"), end("qe"), flows="qs > y > qe")
    found = told(calls, flows="s > x > e", more={"b.bpmn": diagram(by_message)})
    assert found[0].startswith("a.bpmn#x: The process it calls begins with a message, and would wait for it.")


def test_every_property_that_is_read_has_its_place():
    """A new one would otherwise be refused wherever it stands."""
    assert READ_ON.keys() >= SETTINGS
