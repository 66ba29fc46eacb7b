"""conference_reports.bpmn: reports written, approved, shared, lodged, shown and collected in time, until it is held."""

import pytest

from tests.processes.conftest import Stage
from tests.processes.plan_steps import off_the_plan, on_a_plan
from tests.processes.steps import (
    CHAIR,
    LONG,
    advance,
    approve,
    book,
    collect,
    decide,
    do,
    invite,
    lodge,
    outline,
    report,
    request,
    share,
    show,
    sit,
    to_sitting,
)

DUE = "2026-03-18"  # two working days before the conference of Friday 20 March
AROUND_THE_DATE = [("2026-03-17", "10:00", 0), (DUE, "23:59", 0), ("2026-03-19", "00:00", 1)]
ASKED = {"write_the_report", "show_agency_reports", "collect_the_reports"}
READY = [report("Ava", "2026-03-12"), approve("2026-03-13", 1)]


@pytest.mark.clause("ROT-115", "FRG-005", "NYO-023")
def test_each_child_has_a_report_of_their_own(play) -> None:
    """Written while the agencies show theirs and the unit collects them; all are due two working days before."""
    played = play(*to_sitting("Ava", "Ben"))
    assert (played.open["write_the_report"], played.open["collect_the_reports"]) == (2, 1)
    due = {played.task("write_the_report", child).due_on.isoformat() for child in ("Ava", "Ben")}
    due |= {played.task(task).due_on.isoformat() for task in ("collect_the_reports", "show_agency_reports")}
    assert due == {DUE}


@pytest.mark.clause("YOR-017")
def test_york_asks_for_the_familys_reports_a_day_before(play) -> None:
    """And for the unit's two days before, as everywhere."""
    york = Stage("york")
    played = york.play(*to_sitting("Ava"))
    due = {played.task(task).due_on.isoformat() for task in ("write_the_report", "show_agency_reports")}
    assert due == {"2026-03-19"}
    assert played.task("collect_the_reports").due_on.isoformat() == DUE
    york.engine.close()


@pytest.mark.clause("ROT-114", "ROT-116", "FRG-005", "WAR-019")
def test_reports_are_approved_before_they_are_shared(play) -> None:
    """The team manager waits for the last report, the parents for the team manager, and the unit for the parents."""
    one = [*to_sitting("Ava", "Ben"), report("Ava", "2026-03-12")]
    assert play(*one).open["approve_the_reports"] == 0
    both = [*one, report("Ben", "2026-03-13")]
    assert play(*both).task("approve_the_reports").role == "team_manager"
    approved = [*both, approve("2026-03-16", 2)]
    assert play(*approved).task("share_the_reports").due_on.isoformat() == DUE
    assert play(*approved, share("2026-03-17", 2)).task("lodge_the_reports").due_on.isoformat() == DUE


def test_the_stage_ends_when_all_is_lodged_shown_and_collected(play) -> None:
    """Whichever comes last; until then it waits."""
    done = [*READY, collect("2026-03-16"), share("2026-03-17", 1), show("2026-03-17")]
    assert "Reports for the conference: Reports are in" not in play(*to_sitting("Ava"), *done).endings
    played = play(*to_sitting("Ava"), *done, lodge("2026-03-17"))
    assert played.endings[-1] == "Reports for the conference: Reports are in"
    assert played.open == {"open_the_sitting": 1}


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
    played = play(*to_sitting("Ava"), *READY, advance(day, at))
    assert (played.fired.count("sharing_limit"), played.open["share_the_reports"]) == (late, 1)


@pytest.mark.parametrize(("day", "at", "late"), AROUND_THE_DATE)
def test_reports_that_are_not_lodged_are_shown_as_late(play, day: str, at: str, late: int) -> None:
    """And can still be lodged."""
    played = play(*to_sitting("Ava"), *READY, share("2026-03-16", 1), advance(day, at))
    assert (played.fired.count("lodging_limit"), played.open["lodge_the_reports"]) == (late, 1)


@pytest.mark.parametrize(("day", "at", "late"), AROUND_THE_DATE)
def test_reports_that_no_family_has_seen_are_shown_as_late(play, day: str, at: str, late: int) -> None:
    """And can still be shown."""
    played = play(*to_sitting("Ava"), advance(day, at))
    assert (played.fired.count("showing_limit"), played.open["show_agency_reports"]) == (late, 1)


@pytest.mark.clause("WAR-017")
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
    """By the day of the conference; the path ends there."""
    late = [*to_sitting("Ava"), advance("2026-03-19", "00:00")]
    assert play(*late).task("plan_reading_time").due_on.isoformat() == "2026-03-20"
    planned = do("plan_reading_time", CHAIR, "2026-03-19", missing=LONG, measures=["reading_time"])
    assert play(*late, planned).open["plan_reading_time"] == 0


def test_a_late_report_never_stops_the_conference(play) -> None:
    """Once it has decided, what is not written is not wanted any more."""
    held = [sit("2026-03-20", 1), outline("2026-03-20"), decide("Ava", "2026-03-20", "no further support")]
    waiting = play(*to_sitting("Ava"), *held[:2])
    assert set(waiting.open) >= ASKED
    played = play(*to_sitting("Ava"), *held)
    assert not ASKED & set(played.open)
    assert "Reports for the conference: Conference held" in played.endings


def test_a_conference_that_is_put_off_still_wants_its_reports(play) -> None:
    """They are the same ones."""
    played = play(*to_sitting("Ava"), sit("2026-03-20", 1, ahead=False))
    assert set(played.open) >= ASKED


def test_no_report_is_wanted_for_a_review_of_a_plan_that_has_ended(play_plan) -> None:
    """Of one child; and of the last one, when all reports end."""
    on = "2026-05-26"
    called = [on_a_plan("Ava", "Ben"), advance("2026-05-22"), request(on), book(on, "2026-06-16"), invite(on)]
    left = [*called, off_the_plan("2026-05-27", "Ava")]
    assert play_plan(*left).task("write_the_report").item_name == "Ben Hill"
    played = play_plan(*left, off_the_plan("2026-05-28", "Ben"))
    assert not ASKED & set(played.open)
