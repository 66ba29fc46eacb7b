"""Messages between the instances of a case: whom they reach, what they start, and those that come early."""

import pytest

from engine import CLOCK, DiagramFailed
from tests.integration.family import PRIYA, House


def test_a_message_starts_its_process_in_the_same_case_for_the_children_it_names(house: House):
    case = house.open("Ava", "Ben")
    house.do(case, "first_talk", go_on="yes")
    rows = house.rows(
        "select i.process, c.child_id from instances i join instance_children c on c.instance_id = i.id"
        " where i.process = 'visit' order by c.child_id"
    )
    assert rows == [("visit", child) for child in house.children(case)]
    (message,) = house.rows("select name, delivered_at from messages")
    assert message.name == "asked" and message.delivered_at is not None


def test_a_message_moves_a_waiting_instance_on_in_the_same_transaction(house: House):
    case = visited(house)
    house.start(case, "report")
    done = house.do(case, "write_the_report")
    assert [task.name for task in done.next_tasks] == ["read the report"]
    assert house.open_tasks(case) == ["read_the_report"]


def test_a_message_reaches_only_instances_whose_children_it_names(house: House):
    case = house.open("Ava", "Ben")
    ava, ben = house.children(case)
    for child in (ava, ben):
        house.engine.deliver_message(CLOCK, house.request(), case, "asked", [child])
    for task in house.rows("select id from tasks where element = 'see_the_child' order by id"):
        house.engine.complete_task(PRIYA, house.request(), task.id, {})
    house.engine.deliver_message(CLOCK, house.request(), case, "report ready", [ben])
    reached = house.rows(
        "select c.child_id from tasks t join instance_children c on c.instance_id = t.instance_id"
        " where t.element = 'read_the_report'"
    )
    assert reached == [(ben,)]


def test_an_early_message_is_kept_and_delivered_when_an_instance_awaits_it(house: House):
    case = house.open()
    house.do(case, "first_talk", go_on="yes")
    house.start(case, "report")
    house.do(case, "write_the_report")
    assert house.rows("select delivered_at from messages where name = 'report ready'") == [(None,)]
    assert house.open_tasks(case) == ["see_the_child"]
    house.do(case, "see_the_child")
    assert house.open_tasks(case) == ["read_the_report"]
    assert None not in house.rows("select delivered_at from messages where name = 'report ready'")[0]


def test_an_early_message_stays_for_the_children_it_has_not_reached(house: House):
    case = house.open("Ava", "Ben")
    ava, ben = house.children(case)
    house.engine.deliver_message(CLOCK, house.request(), case, "report ready", [ava, ben])
    for child in (ava, ben):
        house.engine.deliver_message(CLOCK, house.request(), case, "asked", [child])
        house.do(case, "see_the_child")
    assert house.open_tasks(case) == ["first_talk", "read_the_report", "read_the_report"]
    assert house.rows("select id from messages where delivered_at is null") == []


def test_a_message_is_not_for_what_begins_after_it_was_thrown(house: House):
    case = house.open()
    house.engine.deliver_message(CLOCK, house.request(), case, "report ready", house.children(case))
    house.later(days=200)
    house.engine.deliver_message(CLOCK, house.request(), case, "asked", house.children(case))
    house.do(case, "see_the_child")
    assert house.open_tasks(case) == ["first_talk"]
    assert house.rows("select delivered_at from messages where name = 'report ready'") == [(None,)]


def test_a_message_never_leaves_its_case(house: House):
    waiting, other = visited(house), house.open()
    house.start(other, "report")
    house.do(other, "write_the_report")
    assert house.open_tasks(waiting) == []


def test_a_message_sent_twice_is_delivered_once(house: House):
    case = house.open()
    for _ in range(2):
        house.engine.deliver_message(CLOCK, "once", case, "asked", house.children(case))
    assert house.open_tasks(case) == ["first_talk", "see_the_child"]


def test_diagrams_that_set_one_another_off_for_ever_are_stopped_and_nothing_is_recorded(house: House):
    case = house.open()
    before = house.rows("select count(*) from instances")
    with pytest.raises(DiagramFailed, match="for ever"):
        house.engine.deliver_message(CLOCK, house.request(), case, "plan ended", house.children(case))
    assert house.rows("select count(*) from instances") == before


def test_a_message_about_another_familys_child_starts_nothing(house: House):
    case, other = house.open(), house.open()
    with pytest.raises(DiagramFailed, match="not of this case"):
        house.engine.deliver_message(CLOCK, house.request(), case, "asked", house.children(other))


def visited(house: House) -> int:
    """A case whose visit awaits the report."""
    case = house.open()
    house.do(case, "first_talk", go_on="yes")
    house.do(case, "see_the_child")
    return case
