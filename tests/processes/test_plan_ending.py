"""plan_ending.bpmn: a plan ends without a conference, after the agencies were asked."""

from collections.abc import Iterator

import pytest

from engine import BadRehearsal
from tests.processes.conftest import Stage
from tests.processes.decided_steps import decided_stage, known, plans, written
from tests.processes.plan_steps import begin, on_a_plan
from tests.processes.steps import LONG, UNIT, UNIT_MANAGER, Step, do

ON = "2026-05-01"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = decided_stage()
    yield made
    made.engine.close()


def report(reason: str, *children: str, on: str = ON, happened: str = ON) -> Step:
    said = {"reason": reason, "happened_on": happened, "told_by": "PC Lewis", "detail": LONG}
    return begin("plan_ending", UNIT, on, *children) | {"answers": said}


def ask(on: str = ON) -> Step:
    row = {"agency": "Police", "person": "PC Lewis", "agrees": "yes"}
    return do("ask_the_agencies", UNIT, on, agencies=[row], asked_on=on)


def decide(ends: bool, on: str = ON, ended: str = ON, support: str = "no") -> Step:
    said = {"ends": "yes" if ends else "no", "ended_on": ended, "support": support, "why": LONG}
    return do("decide_on_ending", UNIT_MANAGER, on, **said)


def reported(reason: str, *children: str) -> list[Step]:
    """Of two children on a plan, these may come off it."""
    return [on_a_plan("Ava", "Ben"), report(reason, *children), ask()]


def test_the_agencies_are_asked_before_the_unit_manager_decides(stage: Stage) -> None:
    """Nothing has ended yet."""
    started = stage.play(on_a_plan("Ava"), report("eighteen"))
    assert started.task("ask_the_agencies").role == "safeguarding_unit"
    asked = stage.play(*reported("eighteen", "Ava"))
    assert asked.task("decide_on_ending").role == "safeguarding_unit_manager"
    assert plans(stage, asked) == [("Ava", None, ""), ("Ben", None, "")]


def test_an_ending_that_is_planned_ahead_is_decided_on_its_day(stage: Stage) -> None:
    """Until the 18th birthday the plan runs."""
    ahead = [on_a_plan("Ava"), report("eighteen", happened="2026-06-30"), ask()]
    assert stage.play(*ahead).task("decide_on_ending").due_on.isoformat() == "2026-06-30"
    assert stage.play(*reported("other", "Ava")).task("decide_on_ending").due_on.isoformat() == "2026-05-11"
    with pytest.raises(BadRehearsal, match="past"):
        stage.play(*ahead, decide(True, on="2026-06-01", ended="2026-06-30"))


@pytest.mark.parametrize("reason", ["eighteen", "moved abroad", "looked after", "other"])
def test_the_plan_ends_on_its_day_with_its_reason_and_a_brothers_goes_on(stage: Stage, reason: str) -> None:
    """The day may lie before that of the decision."""
    played = stage.play(*reported(reason, "Ava"), decide(True, ended="2026-04-30"))
    assert plans(stage, played) == [("Ava", "2026-04-30", reason), ("Ben", None, "")]
    assert played.sent.count("plan ended") == 1
    assert "Plan ends without a conference: Plan ended" in played.endings


def test_a_death_is_written_down_with_its_day(stage: Stage) -> None:
    """Of the child that died, and of no other; nobody is asked about other support."""
    played = stage.play(*reported("died", "Ava"), decide(True))
    died = written(stage, played, "select given_name, died_on from children where case_id = :case order by id")
    assert died == [("Ava", ON), ("Ben", None)]
    assert "support to offer" not in played.sent


def test_what_stops_when_a_plan_ends_hears_of_it(stage: Stage) -> None:
    """The visits and core groups go on for the brother only."""
    played = stage.play(*reported("looked after", "Ava"), decide(True))
    assert played.task("hold_core_group").children == ("Ben",)


def test_the_plan_can_go_on(stage: Stage) -> None:
    """The unit manager is not bound by what was reported."""
    played = stage.play(*reported("other", "Ava"), decide(False))
    assert played.endings[-1] == "Plan ends without a conference: Plan goes on"
    assert plans(stage, played)[0] == ("Ava", None, "")


def test_other_support_is_offered_where_it_makes_sense(stage: Stage) -> None:
    """For the children whose plan ended."""
    played = stage.play(*reported("other", "Ava"), decide(True, support="yes"))
    assert played.task("offer_the_support", "Ava").children == ("Ava",)
    assert stage.play(*reported("other", "Ava"), decide(True)).open["offer_the_support"] == 0


def test_all_plans_of_a_family_can_end_at_once(stage: Stage) -> None:
    """And a child without a plan is no hindrance."""
    both = stage.play(*reported("moved abroad"), decide(True))
    assert {ended for _, ended, _ in plans(stage, both)} == {ON}
    none = stage.play(known("Ava"), report("other"), ask(), decide(True))
    assert plans(stage, none) == []
