"""contingency.bpmn: what the conference agreed for the worst is called on, and something follows."""

import pytest

from tests.processes.plan_steps import LEAD, LONG, begin, call_on_contingency, on_a_plan
from tests.processes.steps import TEAM_MANAGER, do

DAY = "2026-04-02"


def started(on: str) -> dict:
    return do("see_it_started", TEAM_MANAGER, on, discussion_on=on, legal_on=on, notes=LONG)


@pytest.mark.clause("ROT-159")
def test_the_team_manager_decides_the_same_day(play_plan) -> None:
    """After the lead social worker has said what happened."""
    told = do("say_what_happened", LEAD, DAY, signs=["not_followed"], happened=LONG, happened_on=DAY, safe_now=LONG)
    task = play_plan(on_a_plan("Ava"), begin("contingency", LEAD, DAY), told).task("decide_what_follows")
    assert (task.role, task.due_on.isoformat()) == ("team_manager", DAY)


@pytest.mark.clause("ROT-159")
def test_a_review_may_be_wanted_early(play_plan) -> None:
    played = play_plan(on_a_plan("Ava"), *call_on_contingency(DAY, "review"))
    assert "review wanted early" in played.sent
    assert "Contingency plan called on: Contingency plan followed" in played.endings


@pytest.mark.clause("ROT-159")
@pytest.mark.parametrize("follows", ["discussion", "legal"])
def test_stronger_steps_are_seen_to_be_started(play_plan, follows: str) -> None:
    """The same day, and nothing ends before that."""
    called = [on_a_plan("Ava"), *call_on_contingency(DAY, follows)]
    task = play_plan(*called).task("see_it_started")
    assert (task.role, task.due_on.isoformat()) == ("team_manager", DAY)
    played = play_plan(*called, started(DAY))
    assert "Contingency plan called on: Stronger steps started" in played.endings
    assert "review wanted early" not in played.sent


def test_several_things_may_follow(play_plan) -> None:
    played = play_plan(on_a_plan("Ava"), *call_on_contingency(DAY, "review", "discussion"))
    assert "review wanted early" in played.sent
    assert played.open["see_it_started"] == 1


def test_the_plan_may_go_on_with_changes(play_plan) -> None:
    """The default branches."""
    played = play_plan(on_a_plan("Ava"), *call_on_contingency(DAY, "firmer"))
    assert "review wanted early" not in played.sent
    assert played.endings[-1] == "Contingency plan called on: Contingency plan followed"
