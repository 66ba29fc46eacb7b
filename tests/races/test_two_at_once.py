"""Two people, or two workers, at one thing at once: exactly one wins, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from engine import Actor, TaskAlreadyDone, TaskClaimedByAnother
from tests.integration.family import PRIYA, TOM, House


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """What each job gives or raises, all of them begun together."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return job()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def doing(house: House, actor: Actor, task: int) -> Callable[[], object]:
    """Completes a task, with a request id of the actor's own."""
    return lambda: house.engine.complete_task(actor, f"{actor.name}-{task}", task, {})


def another(house: House) -> House:
    """A second process's engine on the same database."""
    other = House(house.url)
    other.clock.set(house.clock.now())
    return other


@pytest.fixture
def second(house: House):
    made = another(house)
    yield made
    made.close()


def test_of_two_people_who_complete_one_task_one_wins_and_the_other_learns_who_did_it(house: House, second: House):
    for _ in range(5):
        case = house.open()
        task = house.task(case, "first_talk")
        told = at_once(doing(house, PRIYA, task), doing(second, TOM, task))
        (refused,) = [one for one in told if isinstance(one, Exception)]
        assert isinstance(refused, TaskAlreadyDone)
        (done,) = house.rows("select done_name from tasks where id = :id", id=task)
        assert str(refused).startswith(f"{done.done_name} completed this task on 5 January 2026 at 9:00am")
    assert house.engine.verify_record() == []


def test_a_form_sent_twice_at_once_is_recorded_once_and_both_get_the_same_answer(house: House, second: House):
    task = house.task(house.open(), "first_talk")
    first, again = at_once(
        lambda: house.engine.complete_task(PRIYA, "once", task, {"go_on": "yes"}),
        lambda: second.engine.complete_task(PRIYA, "once", task, {"go_on": "yes"}),
    )
    assert first == again
    assert len(house.rows("select id from answers where task_id = :id", id=task)) == 1


def test_a_family_sent_twice_at_once_is_one_case(house: House, second: House):
    raw = {"family_name": "Green", "children": [{"given_name": "Ava", "birth_date": "2019-03-27"}]}
    first, again = at_once(
        lambda: house.engine.open_case(PRIYA, "open", "intake", raw),
        lambda: second.engine.open_case(PRIYA, "open", "intake", raw),
    )
    assert first == again
    assert len(house.rows("select id from cases")) == 1


def test_of_two_people_who_claim_one_task_one_has_it(house: House, second: House):
    task = house.task(house.open(), "first_talk")
    told = at_once(
        lambda: house.engine.claim_task(PRIYA, "priya", task), lambda: second.engine.claim_task(TOM, "tom", task)
    )
    assert sorted(map(type, told), key=str) == sorted([type(None), TaskClaimedByAnother], key=str)


def test_many_changes_of_one_case_make_one_chain_without_a_fork(house: House, second: House):
    case = house.open()
    at_once(*(lambda one=one: one.start(case, "note") for one in (house,) * 2), *(lambda: named(second, case),) * 2)
    numbers = [
        row.number for row in house.rows("select number from events where case_id = :case order by number", case=case)
    ]
    assert numbers == list(range(1, 6))
    assert house.engine.verify_record(case) == []


def named(house: House, case: int) -> int:
    """Starts with a request id that the other house does not use."""
    return house.engine.start_instance(PRIYA, f"second-{house.request()}", case, "note").instance_id


def test_two_workers_fire_each_timer_once(house: House, second: House):
    for _ in range(12):
        house.start(house.open(), "chain")
    house.later(days=14)
    second.clock.set(house.clock.now())
    fired = at_once(house.engine.fire_due_timers, second.engine.fire_due_timers)
    assert sum(fired) == 12
    assert house.rows("select count(*) from events where verb = 'fire_timer'") == [(12,)]
    assert house.engine.fire_due_timers() == 0
    assert house.engine.verify_record() == []


def test_a_message_and_a_task_that_cross_in_one_case_do_not_lock_each_other_out(house: House, second: House):
    for _ in range(3):
        case = house.open()
        house.do(case, "first_talk", go_on="yes")
        house.start(case, "report")
        seen, written = house.task(case, "see_the_child"), house.task(case, "write_the_report")
        told = at_once(doing(house, PRIYA, seen), doing(second, TOM, written))
        assert [one for one in told if isinstance(one, Exception)] == []
        assert house.open_tasks(case) == ["read_the_report"]
