"""What is refused at publish, with the sentence an analyst reads."""

import pytest

from engine.bpmn import Catalogue
from engine.domain.errors import ReleaseRefused
from engine.domain.values import Finding
from tests.unit.bpmn.drawing import (
    border,
    catch,
    diagram,
    each,
    end,
    node,
    process,
    rule,
    sequence,
    service,
    start,
    sub,
    throw,
    user,
)
from tests.unit.bpmn.playing import FORMS, OPERATIONS
from tests.unit.bpmn.test_decisions import ROWS, RULES, table

TABLES = {
    "rules.dmn": table('hitPolicy="FIRST"', RULES),
    "rows.dmn": table('hitPolicy="COLLECT"', RULES, id="all_rows"),
    "limits.dmn": table(
        'hitPolicy="FIRST"', ROWS, ("limit", "authority", "on"), ("amount", "unit", "amber"), id="limits"
    ),
}
UNDRAWN = "The diagram has no drawing"
S, E = start("s"), end("e")
AGAIN = node("exclusiveGateway", "again", "", 'default="again_to_e"')


def refused(*processes: str, content: bytes | None = None) -> list[Finding]:
    """The findings of a release with this diagram."""
    files = {"a.bpmn": diagram(*processes) if content is None else content, **TABLES}
    try:
        return list(Catalogue.read(files, OPERATIONS, FORMS).findings)
    except ReleaseRefused as error:
        return list(error.findings)


def one(*nodes: str, flows: str = "s > x > e", **more: str) -> str:
    """A process with a start, an end and these nodes between."""
    return process("p", S, *nodes, E, flows=flows, **more)


def raw(kind: str, inner: str = "", attributes: str = "") -> str:
    return one(node(kind, "x", inner, attributes))


MI_TASK = user("x", each("x_child", "child"), for_each="=case.children")
CORPUS = {
    # nodes
    "script": (raw("scriptTask"), "a.bpmn#x: Scripts are refused."),
    "manual": (raw("manualTask"), "A manual task leaves no trace."),
    "untyped": (raw("task"), "A task without a type does nothing."),
    "send": (raw("sendTask"), "Send tasks are not run here."),
    "receive": (raw("receiveTask"), "Receive tasks are not run here."),
    "complex gateway": (raw("complexGateway"), "Complex gateways are not run here."),
    "event sub-process": (
        one(
            user("x"),
            node("subProcess", "y", f"{start('ys')}{end('ye')}{sequence('ys > ye')}", 'triggeredByEvent="true"'),
        ),
        "a.bpmn#y: Event sub-processes are not run here.",
    ),
    "pre-script": (
        one(user("x")).replace(
            "<spiffworkflow:properties>",
            "<spiffworkflow:preScript>a=1</spiffworkflow:preScript><spiffworkflow:properties>",
        ),
        "Scripts before or after an element are refused.",
    ),
    "loop marker": (
        one(user("x", '<bpmn:standardLoopCharacteristics loopMaximum="3" />')),
        "Loop markers are not run here.",
    ),
    "reserved id": (process("p", S, user("Start"), E, flows="s > Start > e"), "The id 'Start' cannot be used."),
    "property without a value": (
        one(user("x")).replace(' value="any_form"', "", 1),
        "A property has no name or no value.",
    ),
    # people
    "no lane": (one(user("x"), lane=""), "a.bpmn#x: It stands in no lane"),
    "start in no lane": (one(user("x"), lane=""), "a.bpmn#s: It stands in no lane"),
    "no form": (one(user("x", form="")), "The task has no form."),
    "unknown form": (one(user("x", form="lost")), "There is no form called lost."),
    # events
    "cycle": (
        one(catch("x", duration="R3/PT1H")).replace("timeDuration", "timeCycle"),
        "Timers that repeat are not run here.",
    ),
    "timer without a date": (
        one(node("intermediateCatchEvent", "x", "<bpmn:timerEventDefinition />")),
        "The timer has no date.",
    ),
    "signal": (
        one(node("intermediateCatchEvent", "x", "<bpmn:signalEventDefinition />")),
        "Signal events in this place are not run",
    ),
    "condition event": (
        one(node("intermediateCatchEvent", "x", "<bpmn:conditionalEventDefinition />")),
        "Conditional events in this place are not run",
    ),
    "event without a kind": (one(node("intermediateCatchEvent", "x")), "The event does not say what it waits for."),
    "start by timer": (
        process("p", node("startEvent", "s", "<bpmn:timerEventDefinition />"), user("x"), E, flows="s > x > e"),
        "a.bpmn#s: Timer events in this place are not run here.",
    ),
    "two events in one": (
        one(node("intermediateCatchEvent", "x", "<bpmn:timerEventDefinition /><bpmn:messageEventDefinition />")),
        "The event waits for several things at once.",
    ),
    "message without a name": (
        one(node("intermediateCatchEvent", "x", "<bpmn:messageEventDefinition />")),
        "has no message",
    ),
    "message without a payload": (one(throw("x", "asked", "")), "The message says nothing"),
    "border of nothing": (
        one(user("x"), border("b", "lost", message="asked"), flows="s > x > e; b > e"),
        "stands on the border of nothing",
    ),
    # deadlines
    "deadline of another limit": (
        one(
            user("x"),
            border("b", "x", date='=due("only_york", case.day)', deadline="ten_days"),
            flows="s > x > e; b > e",
        ),
        "a.bpmn#b: The deadline is ten_days, but the date is not that of",
    ),
    "deadline without a limit": (
        one(user("x"), border("b", "x", date="=case.day", deadline="ten_days"), flows="s > x > e; b > e"),
        "the date is not that of =due",
    ),
    "unknown limit": (
        one(user("x"), border("b", "x", date='=due("lost", case.day)', deadline="lost"), flows="s > x > e; b > e"),
        "There is no time limit called lost.",
    ),
    "unknown limit in an input": (
        one(service("x", "note", text='="a"', on='=due("lost", case.day)')),
        "a.bpmn#x: There is no time limit called lost.",
    ),
    "deadline on a task": (one(user("x", deadline="ten_days")), "Only a timer on the border"),
    "timer on a task that repeats": (
        one(MI_TASK, border("b", "x", date="=case.day"), flows="s > x > e; b > e"),
        "a.bpmn#b: The timer stands on a task that repeats",
    ),
    # operations and decisions
    "no operation": (one(service("x", "")), "The service task has no operation."),
    "unknown operation": (one(service("x", "lost")), "There is no operation called lost."),
    "missing input": (one(service("x", "note")), "The operation note is not given text."),
    "unknown input": (one(service("x", "note", text='="a"', colour="=1")), "does not know the input colour."),
    "unknown decision": (one(rule("x", "lost")), "There is no decision called 'lost'."),
    "rows without a place": (one(rule("x", "all_rows", kind="=1", age="=1")), "The decision gives a list of rows."),
    "name a table does not get": (
        one(rule("x", "visits", kind="=1")),
        "In the decision visits: Nothing is called age here",
    ),
    "unknown called process": (
        one(node("callActivity", "x", "", 'calledElement="lost"')),
        "There is no process called 'lost'",
    ),
    "calls itself": (one(node("callActivity", "x", "", 'calledElement="p"')), "The process calls itself"),
    # repetitions
    "repeats for nothing": (one(user("x", each("i", "child"))), "does not say for each of what"),
    "repeats a number of times": (
        one(
            user(
                "x",
                each("i", "child").replace(
                    "<bpmn:inputDataItem", "<bpmn:loopCardinality>3</bpmn:loopCardinality><bpmn:inputDataItem"
                ),
                for_each="=[]",
            )
        ),
        "A number of rounds or a data reference",
    ),
    "item called data": (one(user("x", each("i", "data"), for_each="=[]")), "cannot be called 'data'"),
    "item called twice": (
        one(
            sub(
                "x",
                start("xs"),
                user("y", each("j", "child"), for_each="=[]"),
                end("xe"),
                flows="xs > y > xe",
                item="child",
                for_each="=[]",
            )
        ),
        "a.bpmn#y: The item of the repetition cannot be called 'child'",
    ),
    # flows
    "no default": (
        one(user("x"), node("exclusiveGateway", "g"), user("y"), flows="s > x > g > e ? =true; g > y ? =false; y > e"),
        "a.bpmn#g: No flow is the default",
    ),
    "no condition": (
        one(node("exclusiveGateway", "x", "", 'default="x_to_e"'), user("y"), flows="s > x > e; x > y > e"),
        "a.bpmn#x_to_y: The flow out of a gateway has no condition.",
    ),
    "condition on the default": (
        one(
            node("exclusiveGateway", "x", "", 'default="x_to_e"'),
            user("y"),
            flows="s > x; x > e ? =true; x > y ? =true; y > e",
        ),
        "a.bpmn#x_to_e: The default flow has a condition",
    ),
    "condition nobody reads": (
        one(user("x"), flows="s > x; x > e ? =true"),
        "a.bpmn#x_to_e: The condition is not read",
    ),
    "two flows out of a task": (
        one(user("x"), user("y"), flows="s > x > e; x > y > e"),
        "a.bpmn#x: Several flows leave it.",
    ),
    "dead end": (one(user("x"), flows="s > x"), "a.bpmn#x: No flow leaves it"),
    "never reached": (one(user("x"), user("y"), flows="s > x > e; y > e"), "a.bpmn#y: It can never be reached"),
    "flow to nothing": (
        one(user("x"), flows="s > x > e; x > lost"),
        "a.bpmn#x_to_lost: The flow does not join two elements.",
    ),
    "no start": (process("p", user("x"), E, flows="x > e"), "a.bpmn#p: It needs one start event."),
    "two starts": (
        process("p", S, start("t"), user("x"), E, flows="s > x > e; t > x"),
        "a.bpmn#p: It needs one start event.",
    ),
    "join in a loop": (
        one(
            node("parallelGateway", "fork"),
            user("x"),
            user("y"),
            node("parallelGateway", "join"),
            AGAIN,
            flows="s > fork > x > join > again > e; fork > y > join; again > fork ? =true",
        ),
        "a.bpmn#join: A gateway that waits for several paths stands in a loop",
    ),
    "gateway that waits for a task": (
        one(node("eventBasedGateway", "x"), catch("y", message="asked"), user("z"), flows="s > x > y > e; x > z > e"),
        "each flow leads to an event of its own",
    ),
    "two lanes": (
        one(user("x")).replace(
            "</bpmn:laneSet>",
            '<bpmn:lane id="other" name="Other"><bpmn:flowNodeRef>x</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
        ),
        "a.bpmn#x: It stands in two lanes: social_worker and other.",
    ),
    # names
    "no FEEL": (one(service("x", "note", text="=1 +")), "a.bpmn#x: The expression '1 +' is not FEEL"),
    "unknown function": (one(service("x", "note", text="=launch(1)")), "is not FEEL"),
    "unknown name": (one(service("x", "note", text="=reason")), "a.bpmn#x: Nothing is called reason here"),
    "unquoted duration": (one(catch("x", duration="P15D")), "a.bpmn#x: Nothing is called P15D here"),
    "item from outside": (one(service("x", "note", text="=child.name")), "Nothing is called child here"),
    "answers of no task": (one(service("x", "note", text="=answers.lost.day")), "There is no task lost whose answers"),
    "answers of a gateway": (
        one(node("exclusiveGateway", "g"), service("x", "note", text="=answers.g.day"), flows="s > g > x > e"),
        "There is no task g whose answers",
    ),
    "data nobody sets": (one(service("x", "note", text="=data.reason")), "a.bpmn#x: Nothing sets data.reason."),
    "data of an item": (
        one(
            sub(
                "x",
                start("xs"),
                user("y", keep="reason"),
                end("xe"),
                flows="xs > y > xe",
                item="child",
                for_each="=case.children",
            ),
            service("z", "note", text="=data.reason"),
            flows="s > x > z > e",
        ),
        "a.bpmn#z: data.reason is only set inside the repetition x",
    ),
    "kept under a reserved name": (one(user("x", keep="typename")), "'typename' cannot be kept"),
    "item called like data": (
        one(user("y", keep="child"), MI_TASK, flows="s > y > x > e"),
        "The item of the repetition is called child, as is a field",
    ),
    "same id twice": (one(user("x"), user("x")), "2 elements of the file have the id x."),
}


@pytest.mark.parametrize(("drawn", "sentence"), CORPUS.values(), ids=CORPUS.keys())
def test_what_is_refused_says_why(drawn, sentence):
    """Each diagram has one fault; the finding names the element, in words."""
    findings = refused(drawn)
    assert any(sentence in str(found) for found in findings), "\n".join(map(str, findings))
    assert all(str(found).endswith((".", "}.")) for found in findings)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<bpmn:definitions", "a.bpmn: The file is not well-formed XML"),
        (b"", "a.bpmn: The file is not well-formed XML"),
        (
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
            "a.bpmn: The file declares a document type",
        ),
        (
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
            "a.bpmn: The file declares a document type",
        ),
    ],
)
def test_files_that_are_no_plain_xml_are_refused(content, sentence):
    """No entity is ever resolved."""
    assert any(sentence in str(found) for found in refused(content=content))


def test_every_fault_of_every_file_is_told_at_once():
    """A broken file hides nothing of another, and one fault nothing of the next."""
    files = {
        "broken.bpmn": b"<",
        "first.bpmn": diagram(
            process("first", start("a"), user("b", form="lost"), service("c", "lost"), end("d"), flows="a > b > c > d")
        ),
        "second.bpmn": diagram(process("second", start("a"), user("b", form="lost"), end("d"), flows="a > b > d")),
        "rules.dmn": table("", ["- | - | 1 +"]),
    }
    with pytest.raises(ReleaseRefused) as refusal:
        Catalogue.read(files, OPERATIONS, FORMS)
    assert [(one.file, one.element) for one in refusal.value.findings if one.error] == [
        ("broken.bpmn", ""),
        ("rules.dmn", "r0"),
        ("first.bpmn", "b"),
        ("first.bpmn", "c"),
        ("second.bpmn", "b"),
    ]
    assert refusal.value.count == 5


def test_two_files_cannot_hold_the_same_process():
    """Which one would run?"""
    files = {name: diagram(one(user("x"))) for name in ("a.bpmn", "b.bpmn")}
    with pytest.raises(ReleaseRefused) as refusal:
        Catalogue.read(files, OPERATIONS, FORMS)
    assert "b.bpmn#p: a.bpmn holds p too." in str(refusal.value.findings[0])


def test_a_lane_with_two_names_is_advice():
    """The release is published, and the analyst is told."""
    other = process("q", start("qs"), user("y"), end("qe"), flows="qs > y > qe").replace("Social worker ", "Worker")
    files = {"a.bpmn": diagram(one(user("x"))), "b.bpmn": diagram(other)}
    advice = [found for found in Catalogue.read(files, OPERATIONS, FORMS).findings if UNDRAWN not in str(found)]
    assert [str(found) for found in advice if "role" in found.message] == [
        'b.bpmn#social_worker: The role social_worker is called "Worker" here, and "Social worker" elsewhere. '
        "Use one name for it."
    ]


def test_a_picture_of_the_whole_is_no_process():
    """A picture that cannot be executed holds nothing to run; the analyst is told, in case it was meant to be."""
    found = refused(one(user("x")).replace('isExecutable="true"', 'isExecutable="false"'))
    assert [(str(one).split(",")[0], one.error) for one in found] == [
        ("a.bpmn#p: The process is not marked as executable", False)
    ]


def test_a_message_that_does_not_interrupt_is_advised_against():
    """SpiffWorkflow hears it once only, so a second one would be missed."""
    listens = one(user("x"), border("b", "x", message="asked", interrupts=False), flows="s > x > e; b > e")
    told = [(str(found), found.error) for found in refused(listens) if found.element == "b"]
    assert told == [
        (
            "a.bpmn#b: A message that does not interrupt is heard once only. "
            "Start a process by it if it may come again.",
            False,
        ),
        ("a.bpmn#b: Nobody sends the message “asked”. Let a diagram throw it, or expect it from outside.", False),
    ]
