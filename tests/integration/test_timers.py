"""The sweep: due timers fire at their due moments, and one that fails holds up nobody."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import OperationalError

from engine import CLOCK, DatabaseUnavailable, NotFound
from engine.commands import fire_timers
from tests.integration.family import MONDAY, PRIYA, House


def test_a_deadline_stands_on_its_task_with_its_sum(house: House):
    case = house.open()
    house.do(case, "first_talk", go_on="yes")
    (task,) = house.rows("select limit_name, due_on, due_sum, amber_on from tasks where element = 'see_the_child'")
    assert (task.limit_name, str(task.due_on), str(task.amber_on)) == ("ten_days", "2026-01-19", "2026-01-15")
    assert task.due_sum == "10 working days after Monday 5 January 2026: Monday 19 January 2026"


def test_a_timer_fires_once_its_day_is_over_and_not_before(house: House):
    case = house.open()
    house.do(case, "first_talk", go_on="yes")
    house.clock.set(datetime(2026, 1, 19, 23, 59, tzinfo=UTC))
    assert house.engine.fire_due_timers() == 0
    house.later(minutes=1)
    assert house.engine.fire_due_timers() == 1
    assert house.open_tasks(case) == ["see_the_child", "chase_the_visit"]
    assert house.engine.fire_due_timers() == 0


def test_a_late_sweep_fires_at_the_due_moment_and_writes_the_real_time(house: House):
    case = house.open()
    house.start(case, "chain")
    house.later(days=20)
    assert house.engine.fire_due_timers() == 1
    assert (
        house.rows("select due_at from timers")[0][0][:10] == "2026-02-02" if house.url.startswith("sqlite") else True
    )
    house.clock.set(datetime(2026, 2, 2, 8, 59, tzinfo=UTC))
    assert house.engine.fire_due_timers() == 0
    house.later(minutes=1)
    assert house.engine.fire_due_timers() == 1
    with house.engine.session() as session:
        entries = house.engine.reading(session).chronology(PRIYA, case).items
    assert entries[0].at == house.clock.now()


def test_a_timer_that_sets_the_next_in_the_past_fires_both_in_order(house: House):
    case = house.open()
    house.start(case, "chain")
    house.later(days=60)
    assert house.engine.fire_due_timers() == 2
    assert house.open_tasks(case) == ["first_talk", "look_at_it"]


def test_a_limit_stops_the_sweep_between_cases(house: House):
    for _ in range(3):
        house.start(house.open(), "chain")
    house.later(days=14)
    assert house.engine.fire_due_timers(limit=2) == 2
    assert house.engine.fire_due_timers() == 1


def test_a_poisoned_instance_is_tried_five_times_and_stops_nobody(house: House):
    poisoned, healthy = house.open(), [house.open() for _ in range(3)]
    house.start(poisoned, "poison")
    for case in healthy:
        house.start(case, "chain")
    house.later(days=14)
    assert house.engine.fire_due_timers() == 3
    for wait in (1, 2, 4, 8):
        (timer,) = house.rows("select attempts, stuck_at from timers where case_id = :case", case=poisoned)
        assert timer.stuck_at is None
        house.later(minutes=wait - 0.1)
        house.engine.fire_due_timers()
        assert house.rows("select attempts from timers where case_id = :case", case=poisoned) == [(timer.attempts,)]
        house.later(minutes=0.1)
        house.engine.fire_due_timers()
    (timer,) = house.rows("select attempts, stuck_at, failure from timers where case_id = :case", case=poisoned)
    assert timer.attempts == 5 and timer.stuck_at is not None
    assert "The input child is wrong" in timer.failure
    house.later(days=1)
    assert house.engine.fire_due_timers() == 0
    assert house.engine.health().stuck_timers == 1


def test_a_stuck_timer_is_tried_again_when_a_person_says_so(house: House):
    case = house.open()
    house.start(case, "poison")
    for _ in range(6):
        house.later(days=1)
        house.engine.fire_due_timers()
    (timer,) = house.rows("select id from timers where stuck_at is not null")
    for _ in range(2):
        house.engine.retry_timer(PRIYA, "again", timer.id)
    assert house.rows("select attempts, stuck_at from timers") == [(0, None)]
    house.engine.fire_due_timers()
    assert house.rows("select attempts from timers") == [(1,)]
    with pytest.raises(NotFound):
        house.engine.retry_timer(PRIYA, "another", 999)


def test_nothing_a_failed_timer_did_is_kept(house: House):
    case = house.open()
    house.start(case, "poison")
    before = (
        house.rows("select number, digest from events order by id"),
        house.rows("select state from instances order by id"),
    )
    house.later(days=2)
    house.engine.fire_due_timers()
    assert before == (
        house.rows("select number, digest from events order by id"),
        house.rows("select state from instances order by id"),
    )
    assert house.engine.verify_record() == []


def test_a_task_that_is_done_takes_its_timer_with_it(house: House):
    case = house.open()
    house.do(case, "first_talk", go_on="yes")
    house.do(case, "see_the_child")
    assert house.rows("select id from timers") == []
    assert date(2026, 1, 5) == MONDAY.date() and CLOCK.is_clock


def test_a_database_that_goes_away_is_no_failure_of_the_timer(house: House, monkeypatch):
    """Five outages must not make a statutory timer a stuck one."""
    case = house.open()
    house.do(case, "first_talk", go_on="yes")

    def gone(*_, **__):
        raise OperationalError("select 1", {}, Exception("the server closed the connection"))

    house.later(days=60)
    with monkeypatch.context() as patch:
        patch.setattr(fire_timers, "live", gone)
        with pytest.raises(DatabaseUnavailable):
            house.engine.fire_due_timers()
    assert {row.attempts for row in house.rows("select attempts from timers")} == {0}
