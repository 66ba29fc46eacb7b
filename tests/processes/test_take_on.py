"""take_on.bpmn: a family in the middle of its way, with what each child's stage needs next and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes.conftest import Played, Stage
from tests.processes.decided_steps import decided_stage, known, said_by, written
from tests.processes.plan_steps import begin
from tests.processes.steps import TEAM_MANAGER, Step, born

ON = "2026-05-05"
PLANNED = {"plan_started_on": "2025-11-03", "category": "NEG", "lead_worker": "Priya Shah"}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = decided_stage()
    yield made
    made.engine.close()


def take_on(*children: Step, on: str = ON, **more: Any) -> Step:
    answers = {"family_name": "Hill", "taken_on": on, "children": list(children), **more}
    return {"open": "take_on", "by": TEAM_MANAGER, "on": on, "answers": answers}


def child(name: str, stage: str, **days: Any) -> Step:
    return born(name) | {"stage": stage} | days


def on_plan(name: str, **days: Any) -> Step:
    return child(name, "plan", **PLANNED | days)


def taken(stage: Stage, played: Played) -> bool:
    """Whether every message says on which day the case was taken on."""
    rows = written(stage, played, "select payload from messages where case_id = :case")
    return all(f'"taken_on": "{ON}"' in said or f'"taken_on":"{ON}"' in said for (said,) in rows)


def record(stage: Stage, played: Played, asked: str) -> list[tuple]:
    return written(stage, played, f"{asked} where case_id = :case order by id")


def test_the_case_says_since_when_it_is_led_here(stage: Stage) -> None:
    """And when the family was referred."""
    played = stage.play(take_on(child("Ava", "none"), referred_on="2025-01-07"))
    assert written(stage, played, "select taken_on from cases where id = :case") == [(ON,)]
    assert record(stage, played, "select referred_on from referrals") == [("2025-01-07",)]
    assert played.endings == ["Take on a family: Family taken on"]


def test_a_child_who_needs_nothing_gets_nothing(stage: Stage) -> None:
    """No task, no message."""
    played = stage.play(take_on(child("Ava", "none")))
    assert (played.sent, sum(played.open.values())) == ([], 0)


def test_in_a_family_that_is_known_there_is_nothing_to_take_on(stage: Stage) -> None:
    played = stage.play(known("Ava", on=ON), begin("take_on", TEAM_MANAGER, ON))
    assert "Take on a family: Nothing to take on" in played.endings


# ---- enquiries and conferences to come


def test_an_enquiry_goes_on_with_the_days_that_are_left(stage: Stage) -> None:
    """Counted from the discussion that started it; brothers and sisters of one discussion together."""
    children = [child(name, "enquiry", discussion_on="2026-04-20") for name in ("Ava", "Ben")]
    played = stage.play(take_on(*children, child("Cara", "enquiry", discussion_on="2026-04-27")))
    assert played.sent == ["enquiry started"] * 2
    assert played.task("see_the_child", "Ben").due_on.isoformat() == "2026-05-12"
    assert played.task("see_the_child", "Cara").due_on.isoformat() == "2026-05-19"
    assert record(stage, played, "select held_on, started_enquiry from strategy_discussions") == [
        ("2026-04-20", 1),
        ("2026-04-27", 1),
    ]
    assert taken(stage, played)


def test_a_conference_that_is_needed_keeps_its_limit(stage: Stage) -> None:
    """The enquiry is over, the discussion still counts."""
    played = stage.play(take_on(child("Ava", "conference", discussion_on="2026-04-20")))
    (said,) = said_by(stage, played, "conference needed")
    assert (said["kind"], said["limit"], said["counted_from"]) == ("initial", "initial_conference", "2026-04-20")
    assert record(stage, played, "select conference_needed, ended_on from enquiries") == [(1, "2026-04-20")]
    assert taken(stage, played)


# ---- plans


def test_a_plan_is_recorded_with_the_conference_that_decided_on_it(stage: Stage) -> None:
    """One conference for brothers and sisters of the same day, another for a child who came later."""
    same = [on_plan("Ava", previous_plans=1, visit_every=10), on_plan("Ben", category="EMO")]
    played = stage.play(take_on(*same, on_plan("Cara", plan_started_on="2026-03-02")))
    asked = "select started_on, initial_category, previous_elsewhere, visit_every, ended_on from plans"
    assert record(stage, played, asked) == [
        ("2025-11-03", "NEG", 1, 10, None),
        ("2025-11-03", "EMO", 0, None, None),
        ("2026-03-02", "NEG", 0, None, None),
    ]
    assert record(stage, played, "select kind, held_on from conferences") == [
        ("initial", "2025-11-03"),
        ("initial", "2026-03-02"),
    ]
    assert record(stage, played, "select name, since, until from lead_workers") == [
        ("Priya Shah", "2025-11-03", None),
        ("Priya Shah", "2025-11-03", None),
        ("Priya Shah", "2026-03-02", None),
    ]


def test_the_enquiry_before_a_plan_is_kept_where_it_is_known(stage: Stage) -> None:
    """Over, with the conference that it led to."""
    played = stage.play(take_on(on_plan("Ava", plan_discussion_on="2025-10-13")))
    assert record(stage, played, "select started_on, conference_needed from enquiries") == [("2025-10-13", 1)]
    assert record(stage, played, "select counted_from from conferences") == [("2025-10-13",)]
    assert "enquiry started" not in played.sent


def test_a_plan_with_everything_before_it_goes_on_from_the_last_of_each(stage: Stage) -> None:
    """Core group, visit and review, each counted from its own day."""
    before = {"last_core_group_on": "2026-04-14", "last_visit_on": "2026-04-28", "seen_alone": "yes"}
    played = stage.play(take_on(on_plan("Ava", last_review_on="2026-02-02", visit_every=14, **before)))
    assert played.task("hold_core_group").due_on.isoformat() == "2026-05-14"
    assert played.task("make_the_visit").due_on.isoformat() == "2026-05-12"
    (review,) = said_by(stage, played, "review due")
    assert (review["limit"], review["counted_from"]) == ("next_review", "2026-02-02")
    assert record(stage, played, "select held_on from core_groups") == [("2026-04-14",)]
    assert record(stage, played, "select held_on from visits") == [("2026-04-28",)]
    seen = "select seen, alone from visit_children join visits on visits.id = visit_id where visits.case_id = :case"
    assert written(stage, played, seen) == [(1, 1)]
    assert record(stage, played, "select kind, held_on from conferences") == [
        ("initial", "2025-11-03"),
        ("review", "2026-02-02"),
    ]
    assert taken(stage, played)


def test_a_plan_with_nothing_after_it_counts_from_its_conference(stage: Stage) -> None:
    """The first core group, the first visit and the first review are still to come."""
    played = stage.play(take_on(on_plan("Ava", plan_started_on="2026-04-28", visit_every=10)))
    assert played.task("hold_core_group").due_on.isoformat() == "2026-05-13"
    assert played.task("make_the_visit").due_on.isoformat() == "2026-05-08"
    (review,) = said_by(stage, played, "review due")
    assert (review["limit"], review["counted_from"]) == ("first_review", "2026-04-28")
    assert record(stage, played, "select id from core_groups") == record(stage, played, "select id from visits") == []


def test_siblings_in_different_states_each_go_on_from_theirs(stage: Stage) -> None:
    """Together where they share a day."""
    held = {"last_core_group_on": "2026-04-14"}
    played = stage.play(take_on(on_plan("Ava", **held), on_plan("Ben", **held), on_plan("Cara"), child("Dan", "none")))
    groups = {line.children for line in played.case.open_tasks if line.element == "hold_core_group"}
    assert groups == {("Ava", "Ben"), ("Cara",)}
    assert not any("Dan" in line.children for line in played.case.open_tasks)


def test_what_was_late_before_is_late_at_once_and_nobody_is_asked_why(stage: Stage) -> None:
    """Late in every list, without a storm of questions to managers."""
    played = stage.play(
        take_on(
            on_plan("Ava", last_core_group_on="2026-01-14", last_visit_on="2026-01-14", seen_alone="no", visit_every=14)
        )
    )
    late = {line.element for line in played.case.open_tasks if line.tag == "late"}
    assert {"hold_core_group", "make_the_visit"} <= late
    assert not [one for one in played.open if one.startswith("look_into")]


# ---- transfers and support


@pytest.mark.clause("ROT-203", "ROT-212")
def test_children_with_a_plan_elsewhere_wait_for_their_conference(stage: Stage) -> None:
    """The other authority stays in charge."""
    moved = {"other_authority": "Leeds", "told_on": "2026-04-27", "lead_worker": "Dee Ray"}
    played = stage.play(take_on(child("Ava", "transfer in", **moved), child("Ben", "transfer in", **moved)))
    assert record(stage, played, "select direction, accountable_authority from transfers") == [("in", "Leeds")]
    (said,) = said_by(stage, played, "conference needed")
    assert (said["kind"], said["counted_from"], said["no_enquiry"]) == ("transfer in", "2026-04-27", True)
    assert taken(stage, played)


def test_support_that_runs_goes_on(stage: Stage) -> None:
    helped = {"support_kind": "early help", "support_started_on": "2026-01-12", "agreed_by": "Jo Hill"}
    played = stage.play(take_on(child("Ava", "support", **helped)))
    assert record(stage, played, "select kind, started_on from support_plans") == [("early help", "2026-01-12")]
    assert played.sent == []


def test_a_large_family_in_every_stage_is_taken_on_at_once(stage: Stage) -> None:
    """Eleven children with a day each."""
    days = [f"2026-0{month}-{day:02}" for month in (1, 2) for day in (5, 12, 19, 26)]
    moved = {"other_authority": "Leeds", "told_on": "2026-04-27", "lead_worker": "Dee Ray"}
    children = [on_plan(f"Child{day}", plan_started_on=day, last_core_group_on=day, last_review_on=day) for day in days]
    others = [child("Ava", "enquiry", discussion_on="2026-04-20"), child("Ben", "transfer in", **moved)]
    played = stage.play(take_on(*children, *others, child("Cara", "none")))
    assert len(record(stage, played, "select id from plans")) == 8
    assert played.sent.count("visit due") == 8
