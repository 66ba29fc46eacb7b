"""birth_in_household.bpmn: a baby born where a child is on a plan, with a conference or the reason for none."""

from typing import Any

import pytest

from engine import BadRehearsal
from tests.processes.plan_steps import LONG, begin, on_a_plan, unborn_on_a_plan
from tests.processes.steps import SOCIAL_WORKER, TEAM_MANAGER, do

DAY = "2026-06-22"


def tell(**more: Any) -> dict:
    given = {"known": "no", "given_name": "Mia", "birth_date": "2026-06-20", "sex": "F", "about": LONG}
    return do("tell_of_the_birth", SOCIAL_WORKER, DAY, **given | more)


def settle(conference: str) -> dict:
    return do("decide_on_the_baby", TEAM_MANAGER, DAY, conference=conference, reason=LONG, decided_on=DAY)


BORN = [on_a_plan("Ava"), begin("birth_in_household", SOCIAL_WORKER, DAY)]


@pytest.mark.clause("ROT-008")
def test_a_birth_calls_a_conference_about_the_baby_alone(play_plan) -> None:
    """Within 15 working days of the decision, without an enquiry before."""
    played = play_plan(*BORN, tell(), settle("yes"))
    assert [child.given_name for child in played.case.children] == ["Ava", "Mia"]
    baby = next(one for one in played.case.conferences if one.children == ("Mia",))
    assert (baby.kind, baby.limit_date.isoformat()) == ("initial", "2026-07-13")


def test_the_team_manager_decides_the_same_day(play_plan) -> None:
    task = play_plan(*BORN, tell()).task("decide_on_the_baby")
    assert (task.role, task.due_on.isoformat()) == ("team_manager", DAY)


@pytest.mark.clause("ROT-008")
def test_without_a_conference_the_reason_is_kept(play_plan) -> None:
    played = play_plan(*BORN, tell(), settle("no"))
    assert len(played.recorded("record_exception")) == 1
    assert played.endings[-1] == "Birth in a household with a plan: No conference"


def test_a_child_who_was_expected_is_born(play_plan) -> None:
    """The same child, with a birth date and a name from now on."""
    known = tell(known="yes", expected_child="child:Baby")
    played = play_plan(unborn_on_a_plan("Baby"), begin("birth_in_household", SOCIAL_WORKER, DAY), known, settle("yes"))
    (child,) = played.case.children
    assert child.given_name == "Mia"
    assert ("Mia",) in [one.children for one in played.case.conferences]


def test_only_a_child_who_is_not_born_can_be_chosen(play_plan) -> None:
    with pytest.raises(BadRehearsal):
        play_plan(*BORN, tell(known="yes", expected_child="child:Ava"), settle("yes"))
