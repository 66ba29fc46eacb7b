"""conference_reports.bpmn: a report on each child, approved and shared in time, and the agencies' reports collected."""

import pytest

from tests.processes.steps import (
    CHAIR,
    LONG,
    advance,
    approve,
    collect,
    decide,
    do,
    outline,
    report,
    share,
    sit,
    to_sitting,
)

DUE = "2026-03-18"  # two working days before the conference of Friday 20 March
AROUND_THE_DATE = [("2026-03-17", "10:00", 0), (DUE, "23:59", 0), ("2026-03-19", "00:00", 1)]


def test_each_child_has_a_report_of_their_own(play) -> None:
    """Written at the same time as the agencies' are collected, and due two working days before the conference."""
    played = play(*to_sitting("Ava", "Ben"))
    assert (played.open["write_the_report"], played.open["collect_the_reports"]) == (2, 1)
    due = {played.task("write_the_report", child).due_on.isoformat() for child in ("Ava", "Ben")}
    assert due == {DUE} == {played.task("collect_the_reports").due_on.isoformat()}


def test_reports_are_approved_before_they_are_shared(play) -> None:
    """The team manager waits for the last report, the parents for the team manager."""
    one = [*to_sitting("Ava", "Ben"), report("Ava", "2026-03-12")]
    assert play(*one).open["approve_the_reports"] == 0
    both = [*one, report("Ben", "2026-03-13")]
    assert play(*both).task("approve_the_reports").role == "team_manager"
    assert play(*both, approve("2026-03-16", 2)).task("share_the_reports").due_on.isoformat() == DUE


def test_the_stage_ends_when_all_is_shared_and_collected(play) -> None:
    """Whichever comes last."""
    done = [report("Ava", "2026-03-12"), approve("2026-03-13", 1), collect("2026-03-16"), share("2026-03-17", 1)]
    assert play(*to_sitting("Ava"), *done).endings[-1] == "Reports for the conference: Reports shared"


@pytest.mark.parametrize(("day", "at", "late"), AROUND_THE_DATE)
def test_a_report_that_is_not_written_is_shown_as_late(play, day: str, at: str, late: int) -> None:
    """And can still be written."""
    played = play(*to_sitting("Ava"), advance(day, at))
    assert (played.fired.count("writing_limit"), played.open["write_the_report"]) == (late, 1)


@pytest.mark.parametrize(("day", "at", "late"), AROUND_THE_DATE)
def test_an_approval_that_waits_is_shown_as_late(play, day: str, at: str, late: int) -> None:
    """And can still be given."""
    played = play(*to_sitting("Ava"), report("Ava", "2026-03-12"), advance(day, at))
    assert (played.fired.count("approval_limit"), played.open["approve_the_reports"]) == (late, 1)


@pytest.mark.parametrize(("day", "at", "late"), AROUND_THE_DATE)
def test_reports_that_are_not_shared_are_shown_as_late(play, day: str, at: str, late: int) -> None:
    """And can still be shared."""
    ready = [report("Ava", "2026-03-12"), approve("2026-03-13", 1)]
    played = play(*to_sitting("Ava"), *ready, advance(day, at))
    assert (played.fired.count("sharing_limit"), played.open["share_the_reports"]) == (late, 1)


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_DATE)
def test_the_chair_plans_for_reports_that_are_not_in(play, day: str, at: str, asked: int) -> None:
    """Once the unit's date has passed; the unit goes on collecting."""
    played = play(*to_sitting("Ava"), advance(day, at))
    assert played.fired.count("collecting_limit") == asked
    assert (played.open["plan_reading_time"], played.open["collect_the_reports"]) == (asked, 1)


def test_the_chair_is_not_troubled_when_the_reports_are_in(play) -> None:
    """The timer goes with the task."""
    played = play(*to_sitting("Ava"), collect("2026-03-17"), advance("2026-03-19"))
    assert played.open["plan_reading_time"] == 0


def test_reading_time_is_planned(play) -> None:
    """The path ends there."""
    planned = do("plan_reading_time", CHAIR, "2026-03-19", missing=LONG, measures=["reading_time"])
    played = play(*to_sitting("Ava"), advance("2026-03-19", "00:00"), planned)
    assert played.open["plan_reading_time"] == 0


def test_a_late_report_never_stops_the_conference(play) -> None:
    """The conference decides while the reports are still open."""
    held = [sit("2026-03-20", 1), outline("2026-03-20"), decide("Ava", "2026-03-20", "early help")]
    played = play(*to_sitting("Ava"), *held)
    assert played.endings[-1] == "Initial child protection conference: No protection plan"
    assert played.open["write_the_report"] == 1
