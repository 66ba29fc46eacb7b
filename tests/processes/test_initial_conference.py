"""initial_conference.bpmn: called, booked, held and decided, with departures on each child's file."""

import pytest

from engine import BadRehearsal
from tests.processes.steps import (
    AFTER_LIMIT,
    LIMIT,
    advance,
    book,
    decide,
    depart,
    invite,
    outline,
    request,
    sit,
    to_booking,
    to_decision,
    to_request,
    to_sitting,
)

AROUND_THE_LIMIT = [("2026-03-20", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]


def test_a_conference_on_the_last_day_of_the_limit_needs_no_departure(play) -> None:
    """The 15th working day itself is in time."""
    played = play(*to_booking("Ava"), book("2026-03-10", LIMIT))
    assert played.open == {"invite_everyone": 1}


def test_a_conference_a_day_later_waits_for_the_unit_manager(play) -> None:
    """The date stays provisional: nobody is invited yet."""
    played = play(*to_booking("Ava"), book("2026-03-10", AFTER_LIMIT))
    assert played.open == {"agree_the_late_date": 1}
    assert played.task("agree_the_late_date").role == "safeguarding_unit_manager"


def test_an_agreed_departure_stands_on_the_file_of_each_child(play) -> None:
    """And the invitations go out."""
    late = [book("2026-03-10", AFTER_LIMIT), depart("agree_the_late_date", "2026-03-10", agreed=True)]
    played = play(*to_booking("Ava", "Ben"), *late)
    assert played.departures() == [("Ava", True), ("Ben", True)]
    assert played.open == {"invite_everyone": 1}


def test_a_refused_departure_stands_there_too_and_the_date_is_set_anew(play) -> None:
    """Back to the safeguarding unit, with the same limit."""
    late = [book("2026-03-10", AFTER_LIMIT), depart("agree_the_late_date", "2026-03-10", agreed=False)]
    played = play(*to_booking("Ava"), *late)
    assert played.departures() == [("Ava", False)]
    assert played.task("book_the_date").due_on.isoformat() == LIMIT


def test_a_departure_says_how_each_child_is_kept_safe(play) -> None:
    """A reason alone is not enough."""
    step = depart("agree_the_late_date", "2026-03-10", agreed=True)
    del step["answers"]["protection"]
    with pytest.raises(BadRehearsal, match="kept safe"):
        play(*to_booking("Ava"), book("2026-03-10", AFTER_LIMIT), step)


@pytest.mark.parametrize(("day", "at", "late"), AROUND_THE_LIMIT)
def test_a_request_that_waits_is_shown_as_late(play, day: str, at: str, late: int) -> None:
    """It can still be made."""
    played = play(*to_request("Ava"), advance(day, at))
    assert (played.fired.count("request_limit"), played.open) == (late, {"describe_the_request": 1})


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_LIMIT)
def test_when_the_limit_passes_without_a_date_the_unit_manager_is_asked(play, day: str, at: str, asked: int) -> None:
    """The unit goes on looking for a date."""
    played = play(*to_booking("Ava"), advance(day, at))
    assert played.fired.count("booking_limit") == asked
    assert (played.open["agree_the_lateness"], played.open["book_the_date"]) == (asked, 1)


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_LIMIT)
def test_when_the_limit_passes_without_a_conference_the_unit_manager_is_asked(
    play, day: str, at: str, asked: int
) -> None:
    """The conference can still be held."""
    played = play(*to_sitting("Ava"), advance(day, at))
    assert played.fired.count("conference_limit") == asked
    assert (played.open["agree_the_lateness"], played.open["open_the_sitting"]) == (asked, 1)


def test_the_decision_on_the_delay_stands_on_the_file_of_each_child(play) -> None:
    """And ends only its own path."""
    decided = depart("agree_the_lateness", AFTER_LIMIT, agreed=True)
    played = play(*to_sitting("Ava", "Ben"), advance(AFTER_LIMIT), decided)
    assert played.departures() == [("Ava", True), ("Ben", True)]
    assert played.open["open_the_sitting"] == 1


def test_an_agreed_departure_is_not_asked_for_again_when_the_limit_passes(play) -> None:
    """The timer fires and finds it on file."""
    late = [book("2026-03-10", "2026-03-27"), depart("agree_the_late_date", "2026-03-10", agreed=True)]
    played = play(*to_booking("Ava"), *late, invite("2026-03-10"), advance(AFTER_LIMIT, "00:00"))
    assert "conference_limit" in played.fired
    assert "agree_the_lateness" not in played.open


@pytest.mark.parametrize(
    ("day", "at", "late"), [("2026-03-17", "10:00", 0), ("2026-03-18", "23:59", 0), ("2026-03-19", "00:00", 1)]
)
def test_invitations_are_late_once_the_reports_are_due(play, day: str, at: str, late: int) -> None:
    """Two working days before the conference of Friday 20 March."""
    played = play(*to_booking("Ava"), book("2026-03-10", "2026-03-20"), advance(day, at))
    assert (played.fired.count("invitations_limit"), played.open) == (late, {"invite_everyone": 1})


def test_a_conference_that_is_put_off_gets_a_new_date_under_the_old_limit(play) -> None:
    """The reports are not asked for a second time."""
    again = [sit("2026-03-20", 1, ahead=False), book("2026-03-20", LIMIT), invite("2026-03-20")]
    played = play(*to_sitting("Ava"), *again)
    assert played.task("open_the_sitting").due_on.isoformat() == LIMIT
    assert played.sent.count("reports wanted") == 1
    assert played.case.conferences[0].held_on is None


def test_an_adjourned_conference_meets_again_under_the_old_limit(play) -> None:
    """Beyond the limit, a departure is needed."""
    adjourned = [sit("2026-03-20", 1), outline("2026-03-20", can_decide=False), book("2026-03-20", "2026-03-25")]
    played = play(*to_sitting("Ava"), *adjourned)
    assert played.open["agree_the_late_date"] == 1
    assert played.open["reach_the_decision"] == 0


def test_the_plan_comes_before_the_decision(play) -> None:
    """No child's decision is open until the outline plan is agreed."""
    held = [*to_sitting("Ava", "Ben"), sit("2026-03-20", 2)]
    assert play(*held).open["reach_the_decision"] == 0
    assert play(*held, outline("2026-03-20")).open["reach_the_decision"] == 2


def test_each_child_gets_a_decision_of_their_own(play) -> None:
    """A plan with its category for one, none for the other."""
    ava = decide("Ava", "2026-03-20", "protection plan", category="NEG")
    ben = decide("Ben", "2026-03-20", "child in need plan")
    played = play(*to_decision("Ava", "Ben"), ava, ben)
    decided = {one.child: (one.outcome, one.category) for one in played.case.conferences[0].decisions}
    assert decided == {"Ava": ("protection plan", "NEG"), "Ben": ("child in need plan", "")}
    assert {child.given_name: child.category for child in played.case.children} == {"Ava": "NEG", "Ben": ""}
    assert played.endings[-1] == "Initial child protection conference: Protection plan started"


def test_a_conference_may_end_without_any_plan(play) -> None:
    """The default branch."""
    played = play(*to_decision("Ava"), decide("Ava", "2026-03-20", "early help"))
    assert played.endings[-1] == "Initial child protection conference: No protection plan"
    assert played.case.children[0].plan_since is None


def test_a_protection_plan_has_one_category(play) -> None:
    """Without it the decision is refused."""
    with pytest.raises(BadRehearsal, match="Select the category"):
        play(*to_decision("Ava"), decide("Ava", "2026-03-20", "protection plan"))


def test_the_chair_says_why(play) -> None:
    """A decision without a reason is refused."""
    step = decide("Ava", "2026-03-20", "early help")
    del step["answers"]["reason"]
    with pytest.raises(BadRehearsal, match="reason for the decision"):
        play(*to_decision("Ava"), step)


def test_brothers_and_sisters_have_one_conference(play) -> None:
    """One request, whatever the number of children."""
    played = play(*to_request("Ava", "Ben"), request("2026-03-09"))
    assert len(played.case.conferences) == 1
    assert played.open == {"book_the_date": 1}
