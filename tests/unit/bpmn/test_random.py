"""Whatever is done in whatever order: an instance that is saved and loaded between steps tells the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpmn import Catalogue
from engine.domain.values import OpenTask, OpenTimer
from tests.unit.bpmn.drawing import border, catch, diagram, end, node, process, start, sub, user
from tests.unit.bpmn.playing import FORMS, OPERATIONS, Play, Record, shown

CHILDREN = [{"id": 1, "name": "Ava", "day": "2026-01-05"}, {"id": 2, "name": "Ben", "day": "2026-01-12"}]
MODEL = diagram(
    process(
        "model",
        start("begun"),
        node("parallelGateway", "fork"),
        sub(
            "for_child",
            start("turn"),
            user("decide", keep="more"),
            border("nudge", "decide", date='=due("ten_days", child.day)', interrupts=False, deadline="ten_days"),
            border("gone", "decide", message="plan ended"),
            end("nudged"),
            end("over"),
            node("exclusiveGateway", "enough", "", 'default="enough_to_decided"'),
            end("decided"),
            flows="turn > decide > enough > decided; enough > decide ? =data.more; nudge > nudged; gone > over",
            item="child",
            for_each="=case.children",
        ),
        node("eventBasedGateway", "wait"),
        catch("week", duration='=duration("P7D")'),
        catch("month", duration='=duration("P30D")'),
        catch("came", message="report ready", variable="report"),
        user("read"),
        node("parallelGateway", "join"),
        user("conclude"),
        end("done"),
        flows="begun > fork > for_child > join > conclude > done; fork > wait > week > read > join;"
        "wait > month > read; wait > came > read",
    )
)
KEPT = Catalogue.read({"model.bpmn": MODEL}, OPERATIONS, FORMS)
CHOICES = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=14)


def moves(play: Play, number: int, flag: bool) -> None:
    """Do one of the things that are possible now: complete a task, fire a timer, deliver a message.

    Only firing loads the instance in both plays, since a command's moment never changes.
    """
    step = play.step
    possible = [*step.tasks, *step.timers, *sorted(step.awaited)]
    if not possible:
        return
    one = possible[number % len(possible)]
    if isinstance(one, OpenTimer):
        play.now = max(play.now, one.at)
    if play.fresh or isinstance(one, OpenTimer):
        play.workflow = play.loaded_from(step.state)
    if isinstance(one, OpenTimer):
        play.step = play.workflow.fire(one.key, one.element)
    elif isinstance(one, OpenTask):
        play.step = play.workflow.complete(one.key, {"more": flag})
    elif play.workflow.hears(one, said := {"children": [1] if flag else [1, 2]}):
        play.step = play.workflow.deliver(one, said)


@settings(max_examples=60, deadline=None)
@given(CHOICES)
def test_loading_between_steps_changes_nothing(choices):
    """Open tasks, timers, messages, endings, size and depth agree after every step."""
    plays = [Play(lambda: KEPT, "model", Record(children=CHILDREN), fresh) for fresh in (True, False)]
    for play in plays:
        play.start()
    for number, flag in choices:
        for play in plays:
            moves(play, number, flag)
        first, second = (shown(play.step) for play in plays)
        assert first == second
