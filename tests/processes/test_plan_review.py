"""plan_review.bpmn: waits until it is time to prepare the review, or until one is wanted earlier."""

import pytest

from tests.processes.plan_steps import begin, call_on_contingency, off_the_plan, on_a_plan, taken_on
from tests.processes.steps import TEAM_MANAGER, advance

LAST_DAY = "2026-06-19"  # three months after 20 March is a Saturday
PREPARED, BEFORE = "2026-05-09", "2026-05-08"  # six weeks earlier, once Friday 8 May has ended


@pytest.mark.parametrize(
    ("day", "at", "asked"), [("2026-05-07", "10:00", 0), (BEFORE, "23:59", 0), (PREPARED, "00:00", 1)]
)
def test_the_first_review_is_prepared_six_weeks_before_its_last_day(play_plan, day: str, at: str, asked: int) -> None:
    """Three months after the conference."""
    played = play_plan(on_a_plan("Ava"), advance(day, at))
    assert played.fired.count("review_preparation_time") == played.sent.count("conference needed") == asked


@pytest.mark.parametrize(("day", "asked"), [("2026-07-04", 0), ("2026-07-07", 1)])
def test_later_reviews_are_prepared_before_six_months_have_passed(play_plan, day: str, asked: int) -> None:
    """Counted from the last review, of 17 February: six weeks before Monday 17 August, the 6th of July."""
    played = play_plan(on_a_plan("Ava", taken_on="2026-03-20"), taken_on("2026-03-20", "2026-02-17"), advance(day))
    assert played.sent.count("conference needed") == asked


@pytest.mark.clause("YOR-021", "WAR-003", "NYO-035")
def test_a_later_review_is_due_six_months_after_the_last_one(play_plan) -> None:
    """Of Tuesday 17 February."""
    played = play_plan(
        on_a_plan("Ava", taken_on="2026-03-20"), taken_on("2026-03-20", "2026-02-17"), advance("2026-07-07")
    )
    assert [one.limit_date.isoformat() for one in played.case.conferences] == ["2026-08-17"]


@pytest.mark.clause("YOR-020", "WAR-002", "FRG-017", "NYO-033", "NYO-004")
def test_its_conference_is_due_by_the_limit_of_the_review(play_plan) -> None:
    played = play_plan(on_a_plan("Ava", "Ben"), advance(PREPARED))
    (review,) = played.case.conferences
    assert (review.kind, review.limit_date.isoformat()) == ("review", LAST_DAY)


def test_a_day_that_the_conference_set_moves_the_preparation(play_plan) -> None:
    """Where it is earlier than the limit."""
    played = play_plan(on_a_plan("Ava", review_on="2026-05-20"), advance("2026-04-09"))
    assert played.sent.count("conference needed") == 1


def test_a_review_that_is_wanted_early_ends_the_wait(play_plan) -> None:
    played = play_plan(on_a_plan("Ava"), *call_on_contingency("2026-04-02", "review"))
    assert played.sent.count("conference needed") == 1
    assert "review_preparation_time" not in played.fired


def test_no_review_is_prepared_once_the_plan_has_ended(play_plan) -> None:
    played = play_plan(on_a_plan("Ava"), off_the_plan("2026-04-02"), advance(PREPARED))
    assert "conference needed" not in played.sent
    assert "Review of the plan: Plan ended" in played.endings


def test_a_brother_whose_plan_goes_on_is_reviewed_alone(play_plan) -> None:
    played = play_plan(on_a_plan("Ava", "Ben"), off_the_plan("2026-04-02", "Ava"), advance(PREPARED))
    assert [one.children for one in played.case.conferences] == [("Ben",)]


def test_where_the_record_says_that_no_child_is_on_a_plan_none_is_prepared(play_plan) -> None:
    """Even where no message said so."""
    over = begin("straight_silently_off", TEAM_MANAGER, "2026-04-02")
    played = play_plan(on_a_plan("Ava"), over, advance(PREPARED))
    assert "Review of the plan: No child on a plan" in played.endings
