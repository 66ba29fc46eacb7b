"""Timers that had passed when they were set: they fire once, and never set one another off without end."""

import pytest

from engine import CLOCK
from tests.integration.family import MONDAY, PRIYA, House, release
from tests.unit.bpmn.drawing import border, catch, diagram, end, process, service, start, user

GROUP = process(
    "meet_again",
    start("meet_asked", message="asked", variable="called"),
    user("meet", form="talk"),
    border("met_late", "meet", date='=due("ten_days", data.called.since)', interrupts=False, deadline="ten_days"),
    user("decide", form="talk", due="=today()"),
    end("decided"),
    end("meet_next", message="asked", payload="={children: data.called.children, since: today()}"),
    flows="meet_asked > meet > meet_next; met_late > decide > decided",
)
ENDLESS = process(
    "endless",
    start("endless_asked", message="asked", variable="called"),
    catch("endless_wait", date="=data.called.since"),
    end("endless_next", message="asked", payload="={children: data.called.children, since: data.called.since}"),
    flows="endless_asked > endless_wait > endless_next",
)
FAILING = process(
    "failing",
    start("failing_begun"),
    catch("first_wait", date='="2021-03-01"'),
    catch("second_wait", date='="2021-03-02"'),
    service("cannot", "end_enquiry", child="=case.conference.id", conference_needed="=true", ended_on="=today()"),
    end("never"),
    flows="failing_begun > first_wait > second_wait > cannot > never",
)


def published(house: House, drawn: str) -> None:
    files = {path: held for path, held in release().items() if not path.endswith("visit.bpmn")}
    house.engine.publish(CLOCK, house.request(), files | {"drawn.bpmn": diagram(drawn)})


def called(house: House, case: int) -> None:
    children = house.children(case)
    house.engine.deliver_message(PRIYA, house.request(), case, "asked", children, {"since": "2021-03-01"})


def test_several_families_taken_on_years_late_have_each_limit_shown_once(house: House):
    published(house, GROUP)
    cases = [house.open() for _ in range(3)]
    for case in cases:
        called(house, case)
    assert house.engine.health().waiting_timers == 0, "a timer set for the past is not one that the worker forgot"
    house.later(minutes=1)
    assert house.engine.fire_due_timers() == 3
    assert house.engine.fire_due_timers() == 0
    for case in cases:
        assert house.open_tasks(case) == ["first_talk", "meet", "decide"]
    rows = house.rows("select element, due_on from tasks where element in ('meet', 'decide') order by id")
    assert {(row.element, str(row.due_on)) for row in rows} == {
        ("meet", "2021-03-15"),
        ("decide", MONDAY.date().isoformat()),
    }
    assert house.rows("select count(*) from instances where process = 'meet_again'") == [(3,)]


def test_the_next_of_a_chain_begins_only_when_a_person_has_done_this_one(house: House):
    published(house, GROUP)
    case = house.open()
    called(house, case)
    house.engine.fire_due_timers()
    house.do(case, "meet")
    assert house.engine.fire_due_timers() == 0
    assert house.rows("select count(*) from instances where process = 'meet_again'") == [(2,)]


def test_timers_that_set_one_another_off_for_ever_are_stopped_and_shown(house: House):
    published(house, ENDLESS)
    case = house.open()
    house.later(minutes=1)
    called(house, case)
    house.later(minutes=1)
    assert house.engine.fire_due_timers() < 60
    (timer,) = house.rows("select attempts, failure from timers")
    assert timer.attempts == 1 and "timers set one another off for ever" in timer.failure


@pytest.mark.parametrize("limit", [None, 10])
def test_a_failure_after_a_success_in_one_sweep_keeps_the_success(house: House, limit: int | None):
    published(house, FAILING)
    house.start(house.open(), "failing")
    assert house.engine.fire_due_timers(limit) == 1
    (timer,) = house.rows("select element, attempts from timers")
    assert tuple(timer) == ("second_wait", 1)
