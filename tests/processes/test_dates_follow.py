"""Every stage: what counts from a day of the record follows its correction, and the holidays of the newest release."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from engine import read_files
from engine.domain.values import CLOCK
from tests.processes.conftest import ROOT, Played, Stage
from tests.processes.decided_steps import said_by, written
from tests.processes.test_date_correction import correct, due_on, manager
from tests.processes.test_take_on import child, on_plan, take_on

HOLIDAY = b"2026-05-06,add,A test\n"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = Stage("national")
    yield made
    made.engine.close()


def start_correction(stage: Stage, played: Played) -> Played:
    stage.engine.start_instance(manager(stage), uuid4().hex, played.case.id, "date_correction")
    with stage.engine.session() as session:
        return Played(stage.engine.reading(session).case(CLOCK, played.case.id), ())


def told(stage: Stage, played: Played) -> list[str]:
    with stage.engine.session() as session:
        entries = stage.engine.reading(session).chronology(CLOCK, played.case.id).items
    return [line for entry in entries for line in (entry.sentence, *entry.details)]


def test_every_date_that_take_on_tells_names_the_row_it_came_from(stage: Stage) -> None:
    """Of the core group, visit and review that were held, else of the plan."""
    held = {"last_core_group_on": "2026-04-14", "last_visit_on": "2026-04-28", "seen_alone": "yes"}
    played = stage.play(
        take_on(on_plan("Ava", last_review_on="2026-02-02", **held), on_plan("Ben", plan_started_on="2026-04-20"))
    )
    called = ("core group due", "visit due")
    sent = [said["counted_from_of"] for name in called for said in said_by(stage, played, name)]
    assert sorted(one["of"] for one in sent) == ["core group", "plan start", "plan start", "visit"]
    reviews = [said["counted_from_of"]["of"] for said in said_by(stage, played, "review due")]
    assert sorted(reviews) == ["conference", "plan start"]
    ids = {row[0] for row in written(stage, played, "select id from plans where case_id = :case")}
    assert {one["id"] for one in sent if one["of"] == "plan start"} <= ids


def test_what_counts_from_a_plans_first_day_follows_the_conference_that_is_put_right(stage: Stage) -> None:
    """One correction moves the plan, its first core group and its first visit."""
    played = stage.play(take_on(on_plan("Ava", plan_started_on="2026-04-28", visit_every=10)))
    case = correct(stage, start_correction(stage, played), "Conference, 28 April 2026", "2026-04-27")
    assert due_on(case, "hold_core_group") == date(2026, 5, 12)
    assert due_on(case, "make_the_visit") == date(2026, 5, 7)


def test_a_holiday_in_mid_case_moves_the_conference_and_the_log_tells_the_old_date(stage: Stage) -> None:
    """T1, fifteen working days after the discussion."""
    played = stage.play(take_on(child("Ava", "conference", discussion_on="2026-04-20")))
    (before,) = {line.due_on for line in played.case.open_tasks if line.limit == "initial_conference"}
    assert before == date(2026, 5, 12)
    files = read_files([ROOT / "processes", ROOT / "forms"])
    (name,) = [one for one in files if one.endswith("holidays.csv")]
    number = stage.engine.publish(CLOCK, uuid4().hex, files | {name: files[name].rstrip() + b"\n" + HOLIDAY})
    assert stage.engine.redate_cases() >= 1
    with stage.engine.session() as session:
        case = stage.engine.reading(session).case(CLOCK, played.case.id)
    (task, *_) = [line for line in case.open_tasks if line.limit == "initial_conference"]
    assert task.due_on == date(2026, 5, 13)
    assert "6 May" in task.due_sum
    lines = told(stage, played)
    assert f"Counted the dates anew: release {number}: holidays.csv" in lines
    assert any("13 May 2026 instead of 12 May 2026" in line for line in lines)
