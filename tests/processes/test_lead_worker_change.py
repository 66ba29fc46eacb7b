"""lead_worker_change.bpmn: another lead social worker takes over, and no child is without one."""

from typing import Any

import pytest

from engine import BadRehearsal
from tests.processes.plan_steps import DECIDED, LONG, begin, confirm, on_a_plan
from tests.processes.steps import TEAM_MANAGER, do

DAY, NEXT = "2026-05-11", "2026-05-12"


def name(**more: Any) -> dict:
    given = {"name": "Sam Lee", "employed": "here", "until": DAY, "since": DAY, "told": "yes"}
    return do("name_new_worker", TEAM_MANAGER, DAY, **given | more)


BEGUN = [on_a_plan("Ava", "Ben"), confirm(DECIDED), begin("lead_worker_change", TEAM_MANAGER, DAY)]


@pytest.mark.clause("ROT-215")
@pytest.mark.parametrize("since", [DAY, NEXT])
def test_the_new_one_takes_over_without_a_day_between(play_plan, since: str) -> None:
    """On the last day of the one before, or on the next."""
    played = play_plan(*BEGUN, name(since=since))
    assert "Sam Lee" in played.recorded("name_lead_worker")[-1]
    assert played.recorded("record_exception") == []
    assert played.endings[-1] == "Change of lead social worker: Lead worker changed"


@pytest.mark.clause("ROT-215")
def test_days_without_one_are_recorded_with_who_looks_after_the_child(play_plan) -> None:
    """Asked about, and never refused."""
    with pytest.raises(BadRehearsal, match="who looks after each child"):
        play_plan(*BEGUN, name(since="2026-05-13"))
    assert len(play_plan(*BEGUN, name(since="2026-05-13", cover=LONG)).recorded("record_exception")) == 1


@pytest.mark.clause("ROT-153")
def test_somebody_else_than_a_social_worker_of_social_care_needs_a_reason(play_plan) -> None:
    with pytest.raises(BadRehearsal, match="why somebody else is named"):
        play_plan(*BEGUN, name(employed="no"))
    assert len(play_plan(*BEGUN, name(employed="no", why_other=LONG)).recorded("record_exception")) == 1


def test_the_lead_worker_may_be_another_councils(play_plan) -> None:
    """While a family moves: the council is kept with the name."""
    with pytest.raises(BadRehearsal, match="Enter the council"):
        play_plan(*BEGUN, name(employed="elsewhere"))
    assert "Leeds" in play_plan(*BEGUN, name(employed="elsewhere", authority="Leeds")).recorded("name_lead_worker")[-1]


def test_it_may_change_for_one_child_alone(play_plan) -> None:
    begun = [*BEGUN[:2], begin("lead_worker_change", TEAM_MANAGER, DAY, "Ben")]
    assert play_plan(*begun).task("name_new_worker").children == ("Ben",)
