"""Dates are counted anew: when what they count from is corrected, and when a release changes holidays or limits."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import Worker
from engine.bpmn import Workflow
from engine.domain.errors import DiagramFailed
from tests.integration.family import PRIYA, House
from tests.integration.redating import HOLIDAY, counting, due, met, publish
from tests.integration.test_cost import completed, counted, grow

BOTH = {"act_on_it": "2026-01-19", "read_it": "2026-01-19"}
EARLIER = {"act_on_it": "2026-01-16", "read_it": "2026-01-16"}
ASKS_WHAT_RUNS = "SELECT instances.id, instances.release_id, instances.process FROM"
LATER = {"act_on_it": "2026-01-20", "read_it": "2026-01-20"}


@pytest.fixture
def house(house: House) -> House:
    publish(house)
    return house


def corrected(house: House, case: int) -> None:
    house.start(case, "mend")
    house.do(case, "say_why", words="It was Friday.")


def told(house: House, case: int) -> list[str]:
    """The newest event's sentence and details."""
    with house.engine.session() as session:
        entry = house.engine.reading(session).chronology(PRIYA, case).items[0]
    return [entry.sentence, *entry.details]


# ---- a correction


def test_a_correction_moves_what_counts_from_the_record_and_what_a_message_told(house: House):
    (case,) = met(house)
    assert due(house, case) == BOTH
    corrected(house, case)
    assert due(house, case) == EARLIER
    moments = {str(row.due_at)[:10] for row in house.rows("select due_at from timers where limit_name = 'ten_days'")}
    assert moments == {"2026-01-17"}
    assert house.rows("select amber_on from tasks where element = 'read_it'")[0].amber_on is not None
    assert house.engine.verify_record() == []


def test_the_chronology_tells_the_old_date_the_new_one_and_why(house: House):
    (case,) = met(house)
    corrected(house, case)
    assert "New date for “act on it”: 16 January 2026 instead of 19 January 2026. Reason: Read the wrong line." in told(
        house, case
    )


def test_another_family_keeps_its_dates(house: House):
    case, other = met(house, 2)
    corrected(house, case)
    assert due(house, other) == BOTH


def test_a_deadline_that_has_passed_stays_passed_and_the_event_says_so(house: House):
    (case,) = met(house)
    house.later(days=20)
    house.engine.fire_due_timers()
    corrected(house, case)
    assert house.open_tasks(case).count("chase_it") == 1
    assert any("The old one had passed" in line for line in told(house, case))
    assert house.engine.fire_due_timers() == 0


def test_a_date_that_is_past_once_it_is_right_fires_at_the_next_sweep(house: House):
    (case,) = met(house)
    house.later(days=11, hours=23)
    assert house.engine.fire_due_timers() == 0
    corrected(house, case)
    assert house.engine.fire_due_timers() == 2
    assert "chase_it" in house.open_tasks(case)


def test_what_no_date_counts_from_costs_one_statement_more_however_old_the_case_is(house: House):
    costs = []
    for many in (10, 290):
        (case,) = met(house)
        grow(house, case, many)
        house.start(case, "look")
        costs.append(completed(house, case, "say_what", words="Snow."))
    young, old = costs
    assert young.statements == old.statements
    assert len([one for one in young.statements if one.startswith(ASKS_WHAT_RUNS)]) == 1
    house.start(case, "note")
    plain = completed(house, case, "write_it_down", words="Seen.")
    assert not [one for one in plain.statements if one.startswith(ASKS_WHAT_RUNS)]


def test_a_correction_costs_as_much_in_an_old_case_as_in_a_young_one(house: House):
    costs = []
    for many in (10, 290):
        (case,) = met(house)
        grow(house, case, many)
        house.start(case, "mend")
        costs.append(completed(house, case, "say_why", words="Friday."))
    assert costs[0].statements == costs[1].statements


# ---- a release


def test_a_holiday_in_mid_case_moves_its_dates_and_the_log_tells_the_old_one(house: House):
    (case,) = met(house)
    number = publish(house, HOLIDAY)
    assert due(house, case) == BOTH
    assert house.engine.health().cases_to_redate == 1
    assert house.engine.redate_cases() == 1
    assert due(house, case) == LATER
    assert told(house, case) == [
        f"Counted the dates anew: release {number}: holidays.csv",
        "New date for “act on it”: 20 January 2026 instead of 19 January 2026",
        "New date for “read it”: 20 January 2026 instead of 19 January 2026",
    ]
    assert house.engine.redate_cases() == house.engine.health().cases_to_redate == 0
    assert house.engine.verify_record() == []


def test_another_limit_moves_them_too_and_both_releases_are_named(house: House):
    (case,) = met(house)
    first, second = publish(house, HOLIDAY), publish(house, HOLIDAY, days=8)
    house.engine.redate_cases()
    assert due(house, case) == EARLIER
    assert (
        told(house, case)[0] == f"Counted the dates anew: release {first}: holidays.csv; release {second}: limits.dmn"
    )


def test_a_release_that_counts_as_before_moves_nothing(house: House):
    met(house)
    publish(house, HOLIDAY)
    house.engine.redate_cases()
    publish(house, f"{HOLIDAY} {HOLIDAY}")  # the same days, written twice
    assert house.engine.redate_cases() == 0


def test_a_case_opened_since_is_not_counted_again(house: House):
    publish(house, HOLIDAY)
    (case,) = met(house)
    assert due(house, case) == LATER
    assert house.engine.redate_cases() == 0


def test_a_timer_does_not_fire_by_the_old_holidays_before_its_case_has_its_turn(house: House):
    (case,) = met(house)
    publish(house, HOLIDAY)
    house.later(days=14, hours=16)  # past the nineteenth, and not past the twentieth
    assert house.engine.fire_due_timers() == 0
    assert due(house, case) == LATER


def test_a_limit_stops_after_so_many_cases_and_the_rest_wait(house: House):
    met(house, 3)
    publish(house, HOLIDAY)
    assert house.engine.redate_cases(2) == 2
    assert house.engine.health().cases_to_redate == 1
    assert house.engine.redate_cases() == 1


def test_two_workers_count_each_case_once(house: House):
    cases = met(house, 12)
    publish(house, HOLIDAY)
    with ThreadPoolExecutor(2) as workers:
        done = [worker.result() for worker in [workers.submit(house.engine.redate_cases) for _ in range(2)]]
    assert sum(done) == 12
    assert house.rows("select count(*) from events where verb = 'redate_case'") == [(12,)]
    assert all(due(house, case) == LATER for case in cases)


def test_a_diagram_that_fails_holds_up_nobody_and_people_read_why(house: House, monkeypatch: pytest.MonkeyPatch):
    broken, well = met(house, 2)
    publish(house, HOLIDAY)
    real, failed = Workflow.redated, []

    def fail_once(workflow, *given, **more):
        if workflow.process.id == "follow" and not failed:
            failed.append(workflow)
            raise DiagramFailed(where="follow.bpmn", why="It is broken.")
        return real(workflow, *given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Workflow, "redated", fail_once)
        assert house.engine.redate_cases() == 2
    assert due(house, broken) == LATER | {"read_it": BOTH["read_it"]}
    assert due(house, well) == LATER
    assert any("could not be counted anew" in line and "It is broken" in line for line in told(house, broken))
    assert house.engine.verify_record() == []


def test_the_worker_counts_on_until_nothing_is_left(house: House, caplog: pytest.LogCaptureFixture):
    met(house, 3)
    publish(house, HOLIDAY)
    with caplog.at_level("INFO"):
        Worker(house.engine, "here").redate()
    assert house.engine.health().cases_to_redate == 0
    assert "action=cases_redated count=3 left=0" in caplog.text


def test_asking_whether_a_case_is_behind_takes_one_statement_when_none_is(house: House):
    met(house)
    with counted(house) as cost:
        assert house.engine.redate_cases() == 0
    assert len(cost.statements) - sum(one.startswith("BEGIN") for one in cost.statements) == 1


# ---- before it is published


def test_a_preview_says_how_much_would_move_and_changes_nothing(house: House):
    met(house, 3)
    found = house.engine.moving_dates(counting(HOLIDAY))
    assert (found.why, found.timers, found.cases, found.earliest, found.latest) == (("holidays.csv",), 6, 3, 1, 1)
    found = house.engine.moving_dates(counting(days=5))
    assert (found.timers, found.cases, found.earliest, found.latest) == (6, 3, -7, -7)
    assert house.engine.moving_dates(counting()).why == ()
    assert house.engine.health().cases_to_redate == 0
