"""Children leave an instance one by one; in the rows, the events and the pages."""

from engine import CLOCK
from tests.integration.family import PRIYA, House, release
from tests.unit.bpmn.drawing import border, catch, diagram, end, process, start, sub, user

FAMILY = ("Ava", "Ben")
STAGE = process(
    "stage",
    start("stage_asked", message="asked", variable="asked_of"),
    sub(
        "stage_work",
        start("stage_inner"),
        user("stage_task", form="talk"),
        catch("stage_report", message="report ready", variable="report"),
        end("stage_worked"),
        flows="stage_inner > stage_task > stage_report > stage_worked",
    ),
    border("stage_stopped", "stage_work", message="visit due", waits_for="all children"),
    end("stage_done"),
    end("stage_given_up"),
    flows="stage_asked > stage_work > stage_done; stage_stopped > stage_given_up",
)
IN_TURN = process(
    "turns",
    start("turns_begun"),
    sub(
        "for_child",
        start("turn"),
        user("child_work", form="talk"),
        border("child_stopped", "child_work", message="visit due"),
        end("child_gone"),
        end("turn_done"),
        flows="turn > child_work > turn_done; child_stopped > child_gone",
        item="child",
        in_turn=True,
        for_each="=case.children",
    ),
    end("turns_done"),
    flows="turns_begun > for_child > turns_done",
)


def published(house: House, *drawn: str) -> None:
    """The tests' release with these diagrams beside it, without those that hear the same messages."""
    files = {path: held for path, held in release().items() if not path.endswith(("visit.bpmn", "echo_back.bpmn"))}
    files |= {f"drawn{number}.bpmn": diagram(one) for number, one in enumerate(drawn)}
    house.engine.publish(CLOCK, house.request(), files)


def say(house: House, case: int, name: str, *children: int) -> None:
    house.engine.deliver_message(CLOCK, house.request(), case, name, list(children))


def test_a_child_leaves_and_the_open_task_keeps_its_draft(house: House):
    published(house, STAGE)
    case = house.open(*FAMILY)
    ava, ben = house.children(case)
    say(house, case, "asked", ava, ben)
    task = house.task(case, "stage_task")
    house.engine.save_draft(PRIYA, task, {"go_on": "yes"})
    say(house, case, "visit due", ava)
    left = house.rows(
        "select c.child_id, c.left_at is not null as gone from instance_children c join instances i"
        " on i.id = c.instance_id where i.process = 'stage' order by c.child_id"
    )
    assert [(row.child_id, bool(row.gone)) for row in left] == [(ava, True), (ben, False)]
    with house.engine.session() as session:
        view = house.engine.reading(session).task(PRIYA, task)
    assert ([child.given_name for child in view.children], view.line.children) == (["Ben"], ("Ben",))
    assert (view.line.state, view.draft) == ("open", {"go_on": "yes"})


def test_the_instance_hears_no_more_of_a_child_who_has_left_and_stops_with_the_last(house: House):
    published(house, STAGE)
    case = house.open(*FAMILY)
    ava, ben = house.children(case)
    say(house, case, "asked", ava, ben)
    say(house, case, "visit due", ava)
    say(house, case, "visit due", ava)
    assert house.rows("select id from messages where delivered_at is null") != []
    assert house.open_tasks(case) == ["first_talk", "stage_task"]
    say(house, case, "visit due", ben)
    assert house.open_tasks(case) == ["first_talk"]
    assert house.rows("select ending from instances where process = 'stage'") == [("stage given up",)]


def test_no_other_message_about_a_child_who_has_left_reaches_the_instance(house: House):
    published(house, STAGE)
    case = house.open(*FAMILY)
    ava, ben = house.children(case)
    say(house, case, "asked", ava, ben)
    say(house, case, "visit due", ava)
    house.do(case, "stage_task")
    say(house, case, "report ready", ava)
    assert house.rows("select ended_at from instances where process = 'stage'") == [(None,)]
    say(house, case, "report ready", ben)
    assert house.rows("select ending from instances where process = 'stage'") == [("stage done",)]


def test_the_event_of_the_case_tells_who_left(house: House):
    published(house, STAGE)
    case = house.open(*FAMILY)
    ava, ben = house.children(case)
    say(house, case, "asked", ava, ben)
    say(house, case, "visit due", ava)
    (told,) = house.rows("select payload from event_payloads order by event_id desc limit 1")
    assert f'"left":[{ava}]' in told.payload.replace(": ", ":")
    assert house.engine.verify_record() == []


def test_a_message_about_a_child_whose_turn_has_not_come_waits_for_the_turn(house: House):
    published(house, IN_TURN)
    case = house.open(*FAMILY)
    _, ben = house.children(case)
    house.start(case, "turns")
    say(house, case, "visit due", ben)
    assert house.open_tasks(case) == ["first_talk", "child_work"]
    house.do(case, "child_work")
    assert house.open_tasks(case) == ["first_talk"]
    assert house.rows("select ending from instances where process = 'turns'") == [("turns done",)]
