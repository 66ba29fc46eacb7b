"""step_down.bpmn: support is offered to each child, with consent; a refusal goes to the team manager."""

from collections.abc import Iterator

import pytest

from tests.processes.conftest import Stage
from tests.processes.decided_steps import (
    HELP,
    IN_NEED,
    PLAN,
    decided,
    decided_stage,
    held,
    offer,
    plans,
    written,
)
from tests.processes.plan_steps import begin
from tests.processes.steps import LONG, SOCIAL_WORKER, TEAM_MANAGER, Step, do

TALKED = "2026-03-24"
SUPPORT = "select given_name, kind, consent, agreed_by from support_plans join children on children.id = child_id"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = decided_stage()
    yield made
    made.engine.close()


def supported(stage: Stage, played) -> list[tuple]:
    return written(stage, played, f"{SUPPORT} where support_plans.case_id = :case order by support_plans.id")


def reviewed(child: str) -> list[Step]:
    """A review ends the child's plan, and a child in need plan is to follow."""
    return [
        begin("straight_through", TEAM_MANAGER, "2026-06-18", child),
        held({child: IN_NEED}, "2026-06-18", "review"),
    ]


def refusals(on: str, *follows: str) -> Step:
    rows = [{"next": one, "why": LONG} for one in follows]
    return do("decide_on_refusals", TEAM_MANAGER, on, children=rows, decided_on=on)


@pytest.mark.clause("ROT-177", "YOR-024")
def test_support_is_offered_to_those_children_only_for_whom_it_was_decided(stage: Stage) -> None:
    """Not to a sister on a plan."""
    played = stage.play(*decided(Ava=PLAN, Ben=IN_NEED, Cara=HELP))
    assert played.open["offer_the_support"] == 2
    assert played.task("offer_the_support", "Ben").role == "social_worker"


@pytest.mark.clause("ROT-178")
def test_with_consent_the_support_begins_for_each_child(stage: Stage) -> None:
    """At once, whatever becomes of a brother's."""
    asked = decided(Ava=IN_NEED, Ben=HELP)
    one = stage.play(*asked, offer("Ava", TALKED, True))
    assert supported(stage, one) == [("Ava", IN_NEED, 1, "Jo Hill")]
    both = stage.play(*asked, offer("Ava", TALKED, True), offer("Ben", TALKED, True, HELP))
    assert supported(stage, both)[1] == ("Ben", HELP, 1, "Jo Hill")
    assert both.endings[-1] == "Support instead of a plan: Support settled"


def test_where_nothing_is_needed_nothing_begins(stage: Stage) -> None:
    """A plan may end without anything after it; that is no refusal."""
    said = {"kind": "nothing", "offered_on": TALKED, "not_needed": LONG}
    played = stage.play(*decided(Ava=HELP), do("offer_the_support", SOCIAL_WORKER, TALKED, "Ava", **said))
    assert supported(stage, played) == []
    assert played.endings[-1] == "Support instead of a plan: Support settled"


def test_a_child_who_was_never_on_a_plan_is_told_apart_from_one_whose_plan_has_ended(stage: Stage) -> None:
    """Both step down; only one of them has a plan that ended."""
    first = [*decided(Ava=IN_NEED, Ben=PLAN), offer("Ava", TALKED, True)]
    played = stage.play(*first, *reviewed("Ben"), offer("Ben", "2026-06-19", True))
    assert plans(stage, played) == [("Ben", "2026-06-18", "review")]
    assert [row[0] for row in supported(stage, played)] == ["Ava", "Ben"]


@pytest.mark.clause("ROT-178")
def test_a_refusal_goes_to_the_team_manager_and_begins_nothing(stage: Stage) -> None:
    """Neither support nor a plan; a sister's support runs."""
    asked = decided(Ava=IN_NEED, Ben=HELP)
    played = stage.play(*asked, offer("Ava", TALKED, False), offer("Ben", TALKED, True, HELP))
    assert played.task("decide_on_refusals").role == "team_manager"
    assert supported(stage, played) == [("Ben", HELP, 1, "Jo Hill")]
    assert plans(stage, played) == []


def test_a_refusal_does_not_bring_a_plan_back(stage: Stage) -> None:
    """A plan that has ended stays ended."""
    steps = [*decided(Ava=PLAN), *reviewed("Ava"), offer("Ava", "2026-06-19", False)]
    played = stage.play(*steps, refusals("2026-06-22", "nothing"))
    assert plans(stage, played) == [("Ava", "2026-06-18", "review")]
    assert played.endings[-1] == "Support instead of a plan: Refusal settled"


def test_what_was_refused_can_be_offered_again(stage: Stage) -> None:
    """For the child for whom the team manager wants it, in a round of its own."""
    asked = [*decided(Ava=IN_NEED, Ben=HELP), offer("Ava", TALKED, False), offer("Ben", TALKED, False, HELP)]
    played = stage.play(*asked, refusals("2026-03-25", "offer again", "strategy discussion"))
    assert played.open["offer_the_support"] == 1
    again = stage.play(*asked, refusals("2026-03-25", "offer again", "nothing"), offer("Ava", "2026-03-27", True))
    assert [row[0] for row in supported(stage, again)] == ["Ava"]


def test_the_offer_waits_for_nobody_else(stage: Stage) -> None:
    """Due within a working week of the conference."""
    assert stage.play(*decided(Ava=IN_NEED)).task("offer_the_support").due_on.isoformat() == "2026-03-27"
