"""protection_plan.bpmn: starts what runs under a plan, a lead worker for it, and talks with each child."""

import pytest

from engine import BadRehearsal
from tests.processes.plan_steps import (
    DECIDED,
    LEAD,
    LONG,
    confirm,
    explain,
    off_the_plan,
    on_a_plan,
    unborn_on_a_plan,
)
from tests.processes.steps import TEAM_MANAGER, advance, do

DAY = "2026-03-24"


def at_eighteen(on: str, review: str) -> dict:
    return do("plan_the_ending", LEAD, on, "Ava", ending=LONG, after=LONG, told="yes", review=review)


@pytest.mark.clause("ROT-156")
def test_core_groups_visits_and_reviews_start_with_the_plan(play_plan) -> None:
    """At once, whatever else is still to do."""
    played = play_plan(on_a_plan("Ava", "Ben"))
    assert played.sent == ["plan started", "core group due", "visit due", "review due"]
    assert (played.open["hold_core_group"], played.open["make_the_visit"]) == (1, 1)


def test_what_ran_before_it_was_taken_on_is_not_started_again(play_plan) -> None:
    """Whoever takes it on starts it, from its real days; the plan was explained then."""
    played = play_plan(on_a_plan("Ava", taken_on="2026-05-01"))
    assert played.sent == ["plan started"]
    assert played.open == {"confirm_lead_worker": 1}
    assert played.task("confirm_lead_worker").due_on.isoformat() == "2026-05-01"


@pytest.mark.clause("ROT-153", "WAR-024")
def test_the_team_manager_confirms_the_lead_social_worker(play_plan) -> None:
    """From the first day of the plan."""
    task = play_plan(on_a_plan("Ava")).task("confirm_lead_worker")
    assert (task.role, task.due_on.isoformat()) == ("team_manager", DECIDED)
    played = play_plan(on_a_plan("Ava"), confirm(DAY))
    assert "Priya Shah" in played.recorded("name_lead_worker")[0]
    assert played.open["confirm_lead_worker"] == 0


@pytest.mark.clause("ROT-215")
def test_a_child_is_not_left_without_a_lead_social_worker(play_plan) -> None:
    """Without one, who looks after the child is kept, and the task opens again."""
    none = do("confirm_lead_worker", TEAM_MANAGER, DAY, named="no", cover=LONG)
    played = play_plan(on_a_plan("Ava"), none)
    assert len(played.recorded("record_exception")) == 1
    assert played.recorded("name_lead_worker") == []
    assert played.open["confirm_lead_worker"] == 1
    assert play_plan(on_a_plan("Ava"), none, confirm(DAY)).open["confirm_lead_worker"] == 0


@pytest.mark.clause("ROT-153")
def test_somebody_else_than_a_social_worker_of_social_care_needs_a_reason(play_plan) -> None:
    with pytest.raises(BadRehearsal, match="why somebody else is named"):
        play_plan(on_a_plan("Ava"), confirm(DAY, employed="no"))
    played = play_plan(on_a_plan("Ava"), confirm(DAY, employed="no", why_other=LONG))
    assert len(played.recorded("record_exception")) == len(played.recorded("name_lead_worker")) == 1


@pytest.mark.clause("ROT-180")
def test_each_child_has_the_plan_explained(play_plan) -> None:
    """By the lead social worker, each in their own right."""
    played = play_plan(on_a_plan("Ava", "Ben"), explain("Ava", DAY))
    assert played.task("explain_the_plan", "Ben").role == "lead_social_worker"
    assert played.open["explain_the_plan"] == 1


@pytest.mark.clause("ROT-180")
def test_a_child_who_was_not_offered_an_advocate_needs_a_reason(play_plan) -> None:
    step = explain("Ava", DAY)
    step["answers"]["advocate"] = "no"
    with pytest.raises(BadRehearsal, match="no advocate was offered"):
        play_plan(on_a_plan("Ava"), step)


def test_nothing_is_explained_to_an_unborn_child(play_plan) -> None:
    played = play_plan(unborn_on_a_plan("Baby"))
    assert (played.open["explain_the_plan"], played.open["confirm_lead_worker"]) == (0, 1)


@pytest.mark.parametrize(
    ("day", "at", "asked"), [("2026-05-09", "10:00", 0), ("2026-05-09", "23:59", 0), ("2026-05-10", "00:00", 1)]
)
def test_the_ending_is_planned_three_months_before_the_18th_birthday(play_plan, day: str, at: str, asked: int) -> None:
    """Of the child who was born on 10 August 2008."""
    played = play_plan(on_a_plan("Ava", born="2008-08-10"), advance(day, at))
    assert played.open["plan_the_ending"] == asked
    if asked:
        assert played.task("plan_the_ending").due_on.isoformat() == "2026-08-10"


@pytest.mark.parametrize(("review", "sent"), [("yes", 1), ("no", 0)])
def test_a_review_may_be_held_before_the_birthday(play_plan, review: str, sent: int) -> None:
    near = [on_a_plan("Ava", born="2008-05-10"), at_eighteen("2026-03-25", review)]
    assert play_plan(*near).sent.count("review wanted early") == sent


def test_it_ends_for_each_child_when_their_plan_ends(play_plan) -> None:
    """A brother is still to be talked to."""
    played = play_plan(on_a_plan("Ava", "Ben"), off_the_plan(DAY, "Ava"))
    assert played.task("explain_the_plan").item_name.startswith("Ben")
    assert played.open["confirm_lead_worker"] == 1


def test_it_ends_with_the_plan_of_the_last_child(play_plan) -> None:
    """Together, or one after the other."""
    both = play_plan(on_a_plan("Ava", "Ben"), off_the_plan(DAY))
    one_by_one = play_plan(on_a_plan("Ava", "Ben"), off_the_plan(DAY, "Ava"), off_the_plan("2026-03-26", "Ben"))
    for played in (both, one_by_one):
        assert "Child protection plan: Plan ended" in played.endings
        assert not played.open


def test_it_is_over_once_the_ending_is_planned_for_all(play_plan) -> None:
    """The team manager still confirms the lead worker; the plan itself runs until it is ended."""
    near = [on_a_plan("Ava", born="2008-05-10"), explain("Ava", DAY), at_eighteen("2026-03-25", "no")]
    assert play_plan(*near).open["confirm_lead_worker"] == 1
    played = play_plan(*near, confirm("2026-03-26"))
    assert "Child protection plan: Lead worker confirmed" in played.endings
    assert played.open["hold_core_group"] == 1
