"""Killed with -9 at every statement of a command and around its commit: all or nothing, and safe to send again."""

import os
import signal
import traceback
from collections.abc import Callable

import pytest
from sqlalchemy import Engine as Pool
from sqlalchemy import event

from engine import Settings, build_engine
from tests.integration.family import PRIYA, House

Arm = Callable[[Pool], None]


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_statement(number: int) -> Arm:
    """Die just before the statement with this number is sent."""

    def arm(pool: Pool) -> None:
        left = [number]

        def count(*_: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                die()

        event.listen(pool, "before_cursor_execute", count)

    return arm


def before_commit(pool: Pool) -> None:
    event.listen(pool, "commit", die)


def after_commit(pool: Pool) -> None:
    """Die when the commit is done and its answer not yet given: the point that only the request id saves."""
    commit = pool.dialect.do_commit

    def commit_and_die(connection: object) -> None:
        commit(connection)
        die()

    pool.dialect.do_commit = commit_and_die


def in_a_child(house: House, arm: Arm, act: Callable[[House], object]) -> bool:
    """Run `act` in a process of its own that `arm` may kill; gives whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            # The parent's connections are not ours to touch: an engine of our own, on the same database.
            house.engine = build_engine(Settings(database_url=house.url), clock=house.clock, migrate=False)
            arm(house.engine.database)
            act(house)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the command failed in the child"
    return os.WIFSIGNALED(status)


def await_its_locks(house: House) -> None:
    """PostgreSQL takes a moment to notice that a client died, and a sweep passes over a case that is still locked."""
    if house.url.startswith("postgresql"):
        house.rows("select id from cases for update")


def standing(house: House, case: int) -> list[object]:
    """All that completing the first task changes, to be all as before or all as after."""
    return [
        house.rows("select events, head <> '' from cases where id = :case", case=case),
        house.rows("select state from tasks where case_id = :case order by id", case=case),
        house.rows("select count(*) from answers where case_id = :case", case=case),
        house.rows("select count(*) from instances where case_id = :case", case=case),
        house.rows("select count(*) from timers where case_id = :case", case=case),
        house.rows("select count(*) from messages where case_id = :case", case=case),
        house.rows("select count(*) from events where case_id = :case", case=case),
    ]


def check(house: House, case: int, task: int, arm: Arm) -> bool:
    """One point: kill, look, send again, look; gives whether the child was killed at all."""
    before = standing(house, case)

    def act(child: House) -> object:
        return child.engine.complete_task(PRIYA, f"killed-{case}", task, {"go_on": "yes"})

    killed = in_a_child(house, arm, act)
    left = standing(house, case)
    house.later(minutes=1)
    again = act(house)
    after = standing(house, case)
    assert left in (before, after), "half of it was kept"
    assert again == act(house)
    assert standing(house, case) == after != before
    done = left == after
    assert (again.when < house.clock.now()) == done, "what was done already keeps its first outcome"
    assert [next_task.name for next_task in again.next_tasks] == ["see the child"]
    assert house.engine.verify_record(case) == []
    return killed


def test_killed_at_every_statement_of_completing_a_task_leaves_all_or_nothing(house: House):
    for number in range(1, 60):
        case = house.open()
        if not check(house, case, house.task(case, "first_talk"), at_statement(number)):
            break
    assert 10 < number < 50, "each statement was a point"


@pytest.mark.parametrize("arm", [before_commit, after_commit])
def test_killed_around_the_commit_the_same_request_gives_the_first_outcome(house: House, arm: Arm):
    case = house.open()
    assert check(house, case, house.task(case, "first_talk"), arm)


def test_a_worker_killed_at_every_statement_of_firing_loses_and_doubles_nothing(house: House):
    for number in range(1, 60):
        case = house.open()
        house.start(case, "chain")
        house.later(days=14)
        killed = in_a_child(house, at_statement(number), lambda child: child.engine.fire_due_timers())
        await_its_locks(house)
        house.engine.fire_due_timers()
        assert house.rows("select count(*) from events where verb = 'fire_timer' and case_id = :case", case=case) == [
            (1,)
        ]
        assert house.engine.verify_record(case) == []
        house.later(days=14)
        house.engine.fire_due_timers()
        if not killed:
            break
    assert 5 < number < 50, "each statement was a point"
