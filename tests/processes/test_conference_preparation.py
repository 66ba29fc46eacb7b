"""conference_preparation.bpmn: every kind of conference is called, booked and its members invited, under its limit."""

from collections.abc import Iterator
from datetime import date

import pytest

from engine import BadRehearsal
from engine.domain.values import CLOCK
from tests.processes.called_steps import CALLED, SENIOR, called, moving_in
from tests.processes.conftest import Played, Stage
from tests.processes.plan_steps import off_the_plan, on_a_plan
from tests.processes.steps import (
    AFTER_LIMIT,
    AGENCIES,
    LIMIT,
    LONG,
    Step,
    advance,
    book,
    depart,
    invite,
    request,
    sit,
    to_booking,
    to_request,
    to_sitting,
    unborn,
)

AROUND_THE_LIMIT = [("2026-03-20", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]
REVIEW_LIMIT, REVIEW_CALLED = (
    "2026-06-19",
    "2026-05-22",
)  # three months after Friday 20 March, a Saturday: the day before


def to_review(*children: str) -> list[Step]:
    """The first review is called four weeks before its last day."""
    return [on_a_plan(*children), advance(REVIEW_CALLED)]


def late(planned: str, agreed: bool = True) -> list[Step]:
    return [book("2026-03-10", planned), depart("agree_the_late_date", "2026-03-10", agreed)]


# ---- the limit


def test_a_conference_on_the_last_day_of_the_limit_needs_no_departure(play) -> None:
    """The 15th working day itself is in time."""
    played = play(*to_booking("Ava"), book("2026-03-10", LIMIT))
    assert played.open == {"invite_everyone": 1}


@pytest.mark.clause("ROT-016")
def test_a_conference_a_day_later_waits_for_the_unit_manager(play) -> None:
    """The date stays provisional: nobody is invited yet, and a decision is wanted today."""
    played = play(*to_booking("Ava"), book("2026-03-10", AFTER_LIMIT))
    assert played.open == {"agree_the_late_date": 1}
    asked = played.task("agree_the_late_date")
    assert (asked.role, asked.due_on) == ("safeguarding_unit_manager", date(2026, 3, 10))


@pytest.mark.clause("ROT-018")
def test_an_agreed_departure_stands_on_the_file_of_each_child(play) -> None:
    """And the invitations go out."""
    played = play(*to_booking("Ava", "Ben"), *late(AFTER_LIMIT))
    assert played.departures() == [("Ava", True), ("Ben", True)]
    assert played.open == {"invite_everyone": 1}


def test_a_refused_departure_stands_there_too_and_the_date_is_set_anew(play) -> None:
    """Back to the safeguarding unit, with the same limit."""
    played = play(*to_booking("Ava"), *late(AFTER_LIMIT, agreed=False))
    assert played.departures() == [("Ava", False)]
    assert played.task("book_the_date").due_on.isoformat() == LIMIT


def test_a_departure_says_how_each_child_is_kept_safe(play) -> None:
    """A reason alone is not enough."""
    step = depart("agree_the_late_date", "2026-03-10", agreed=True)
    del step["answers"]["protection"]
    with pytest.raises(BadRehearsal, match="kept safe"):
        play(*to_booking("Ava"), book("2026-03-10", AFTER_LIMIT), step)


def test_a_departure_covers_a_delay_up_to_the_date_it_was_agreed_for(play) -> None:
    """Put off to that day it need not be asked for again; put off to a later day it must."""
    put_off = [*to_booking("Ava"), *late("2026-03-27"), invite("2026-03-10"), sit("2026-03-25", 1, ahead=False)]
    assert play(*put_off, book("2026-03-25", "2026-03-27")).open["agree_the_late_date"] == 0
    assert play(*put_off, book("2026-03-25", "2026-03-30")).open["agree_the_late_date"] == 1


# ---- the limit passes


@pytest.mark.parametrize(("day", "at", "shown"), AROUND_THE_LIMIT)
def test_a_request_that_waits_is_shown_as_late(play, day: str, at: str, shown: int) -> None:
    """It can still be made."""
    played = play(*to_request("Ava"), advance(day, at))
    assert (played.fired.count("request_limit"), played.open) == (shown, {"describe_the_request": 1})


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_LIMIT)
def test_when_the_limit_passes_without_a_date_the_unit_manager_is_asked(play, day: str, at: str, asked: int) -> None:
    """The unit goes on looking for a date."""
    played = play(*to_booking("Ava"), advance(day, at))
    assert played.fired.count("booking_limit") == asked
    assert (played.open["agree_the_lateness"], played.open["book_the_date"]) == (asked, 1)


@pytest.mark.clause("ROT-018")
def test_the_decision_on_the_passed_limit_covers_a_date_up_to_the_day_it_names(play) -> None:
    """A day later, the unit manager is asked about the date."""
    asked = [*to_booking("Ava"), advance(AFTER_LIMIT, "00:00")]
    decided = [*asked, depart("agree_the_lateness", AFTER_LIMIT, agreed=True, until="2026-03-27")]
    assert play(*decided).departures() == [("Ava", True)]
    assert play(*decided, book(AFTER_LIMIT, "2026-03-27")).open == {"invite_everyone": 1}
    assert play(*decided, book(AFTER_LIMIT, "2026-03-30")).open == {"agree_the_late_date": 1}


def test_a_limit_that_passes_under_an_agreed_delay_asks_nobody(play) -> None:
    """Put off before the limit, and the departure agreed for the first late date still stands."""
    again = [*to_booking("Ava"), *late("2026-03-27"), invite("2026-03-10"), sit("2026-03-20", 1, ahead=False)]
    played = play(*again, advance(AFTER_LIMIT, "00:00"))
    assert "booking_limit" in played.fired
    assert (played.open["agree_the_lateness"], played.open["book_the_date"]) == (0, 1)


@pytest.mark.parametrize(
    ("day", "at", "shown"), [("2026-03-17", "10:00", 0), ("2026-03-18", "23:59", 0), ("2026-03-19", "00:00", 1)]
)
def test_invitations_are_late_once_the_reports_are_due(play, day: str, at: str, shown: int) -> None:
    """Two working days before the conference of Friday 20 March."""
    played = play(*to_booking("Ava"), book("2026-03-10", "2026-03-20"), advance(day, at))
    assert (played.fired.count("invitations_limit"), played.open) == (shown, {"invite_everyone": 1})


# ---- the day, the chair and those invited


@pytest.mark.parametrize("planned", ["2026-03-14", "2026-04-03", "2026-03-06"], ids=["Saturday", "Good Friday", "past"])
def test_an_unusual_day_is_recorded_with_a_reason(play, planned: str) -> None:
    """Nobody is stopped: the reason is asked for and kept."""
    booked = [*to_booking("Ava"), book("2026-03-10", planned)]
    with pytest.raises(BadRehearsal, match="reason for this day"):
        play(*booked)
    booked[-1]["answers"]["unusual_reason"] = LONG
    played = play(*booked)
    assert len(played.recorded("record_exception")) == 1
    assert played.case.conferences[0].planned_on.isoformat() == planned


def test_a_usual_day_needs_no_reason(play) -> None:
    """Nothing is recorded beside the date."""
    assert not play(*to_booking("Ava"), book("2026-03-10", "2026-03-20", unusual_reason=LONG)).recorded(
        "record_exception"
    )


def test_brothers_and_sisters_have_one_conference(play) -> None:
    """One request, whatever the number of children."""
    played = play(*to_request("Ava", "Ben"), request("2026-03-09"))
    assert len(played.case.conferences) == 1
    assert played.open == {"book_the_date": 1}


def test_the_conference_can_meet_when_everybody_is_invited(play) -> None:
    """And the reports are asked for, once."""
    played = play(*to_sitting("Ava"))
    assert played.sent.count("reports wanted") == played.sent.count("conference ready") == 1
    assert played.task("open_the_sitting").due_on.isoformat() == LIMIT


# ---- put off, and other kinds


def test_a_conference_that_is_put_off_is_the_same_one_under_the_old_limit(play) -> None:
    """It is not requested again, and the reports are not asked for a second time."""
    again = [sit("2026-03-20", 1, ahead=False), book("2026-03-20", LIMIT), invite("2026-03-20")]
    played = play(*to_sitting("Ava"), *again)
    assert played.task("open_the_sitting").due_on.isoformat() == LIMIT
    assert played.sent.count("reports wanted") == 1
    (conference,) = played.case.conferences
    assert conference.held_on is None


def test_a_review_is_prepared_under_its_own_limit(play_plan) -> None:
    """Three months after the conference that decided the plan."""
    played = play_plan(*to_review("Ava"))
    asked = played.task("describe_the_request")
    assert (played.case.conferences[0].kind, asked.due_on.isoformat()) == ("review", REVIEW_LIMIT)


@pytest.mark.parametrize(("day", "at", "asked"), [(REVIEW_LIMIT, "23:59", 0), ("2026-06-20", "00:00", 1)])
def test_a_late_review_is_decided_on_by_the_unit_manager(play_plan, day: str, at: str, asked: int) -> None:
    """As an initial conference is."""
    played = play_plan(*to_review("Ava"), request("2026-05-26"), advance(day, at))
    assert played.open["agree_the_lateness"] == asked


@pytest.mark.parametrize("steps", [0, 1, 2], ids=["requested", "booked", "invited"])
def test_no_review_is_prepared_for_a_plan_that_has_ended(play_plan, steps: int) -> None:
    """Wherever it stands."""
    on = "2026-05-26"
    prepared = [request(on), book(on, "2026-06-16", unusual_reason=LONG)][:steps]
    played = play_plan(*to_review("Ava"), *prepared, off_the_plan("2026-05-27"))
    assert not {"describe_the_request", "book_the_date", "invite_everyone"} & set(played.open)
    assert "Conference preparation: Plan ended" in played.endings


def test_a_child_whose_plan_has_ended_leaves_the_preparation(play_plan) -> None:
    """It goes on for the brother."""
    played: Played = play_plan(*to_review("Ava", "Ben"), request("2026-05-26"), off_the_plan("2026-05-27", "Ava"))
    assert played.task("book_the_date").children == ("Ben",)


# ---- children who move in, and other families


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Stage]:
    made = Stage("national", CALLED)
    yield made
    made.engine.close()


def moved_in(planned: str) -> list[Step]:
    return [moving_in(), request("2026-03-09"), book("2026-03-10", planned)]


@pytest.mark.clause("ROT-216")
def test_a_late_conference_for_children_who_move_in_is_for_the_senior_manager(elsewhere: Stage) -> None:
    """Agreed, the invitations go out; refused, the date is set anew."""
    asked = elsewhere.play(*moved_in(AFTER_LIMIT)).task("agree_the_late_transfer")
    assert (asked.role, asked.due_on) == ("senior_manager", date(2026, 3, 10))
    for agreed, follows in ((True, "invite_everyone"), (False, "book_the_date")):
        decided = depart("agree_the_late_transfer", "2026-03-10", agreed, by=SENIOR)
        played = elsewhere.play(*moved_in(AFTER_LIMIT), decided)
        assert (played.departures(), played.open) == ([("Ava", agreed)], {follows: 1})


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_LIMIT)
def test_a_passed_limit_of_children_who_move_in_is_for_the_senior_manager(
    elsewhere: Stage, day: str, at: str, asked: int
) -> None:
    """Fifteen working days after the notice of the move."""
    played = elsewhere.play(moving_in(), request("2026-03-09"), advance(day, at))
    assert (played.open["agree_the_transfer_lateness"], played.open["agree_the_lateness"]) == (asked, 0)


@pytest.mark.clause("ROT-216")
def test_their_decision_on_the_passed_limit_stands_on_file(elsewhere: Stage) -> None:
    """For the day it names."""
    decided = depart("agree_the_transfer_lateness", AFTER_LIMIT, agreed=True, until="2026-03-27", by=SENIOR)
    played = elsewhere.play(moving_in(), request("2026-03-09"), advance(AFTER_LIMIT, "00:00"), decided)
    assert played.departures() == [("Ava", True)]
    played = elsewhere.play(
        moving_in(), request("2026-03-09"), advance(AFTER_LIMIT, "00:00"), decided, book(AFTER_LIMIT, "2026-03-27")
    )
    assert played.open == {"invite_everyone": 1}


def test_a_limit_that_had_passed_when_the_case_was_taken_on_asks_nobody(elsewhere: Stage) -> None:
    """It is late, and was known to be."""
    known = called("initial", "initial_conference", "2026-03-02", on="2026-04-13", taken_on="2026-04-13")
    played = elsewhere.play(known, request("2026-04-13"), advance("2026-04-14"))
    assert played.open == {"book_the_date": 1}
    assert "booking_limit" in played.fired


def test_a_limit_that_passes_after_the_case_was_taken_on_is_decided_on(elsewhere: Stage) -> None:
    """As any other."""
    known = called("initial", "initial_conference", "2026-03-02", on="2026-03-19", taken_on="2026-03-19")
    played = elsewhere.play(known, request("2026-03-19"), advance(AFTER_LIMIT, "00:00"))
    assert played.open["agree_the_lateness"] == 1


def test_an_unborn_childs_conference_is_held_before_the_birth(elsewhere: Stage) -> None:
    """On the expected day or later, the reason is asked for and kept."""
    baby = called("initial", "initial_conference", "2026-06-15", unborn("Baby"), on="2026-06-15")
    booked = [baby, request("2026-06-16"), book("2026-06-16", "2026-07-01")]
    assert "write_down_date" not in elsewhere.play(*booked[:2], book("2026-06-16", "2026-06-30")).open
    with pytest.raises(BadRehearsal, match="reason for this day"):
        elsewhere.play(*booked)
    booked[-1]["answers"]["unusual_reason"] = LONG
    assert len(elsewhere.play(*booked).recorded("record_exception")) == 1


# ---- who is invited, and who chairs


def invitees(stage: Stage, played: Played) -> list[str]:
    """The agencies with which the list of invitations begins."""
    with stage.engine.session() as session:
        view = stage.engine.reading(session).task(CLOCK, played.task("invite_everyone").id)
    return [row["agency"] for row in view.prefill["invited"]]


@pytest.mark.clause("ROT-217", "WAR-016", "FRG-003", "ROT-208")
@pytest.mark.parametrize(
    ("authority", "always"),
    [
        ("national", ["Social care", "Health", "Police", "Family"]),
        ("warwickshire", ["Children and families service", "Health", "Police", "Family"]),
    ],
)
def test_the_list_of_invitations_begins_with_those_always_invited(authority: str, always: list[str]) -> None:
    """By authority and kind: the other authority's people where children move in."""
    own = Stage(authority, CALLED)
    initial = called("initial", "initial_conference", "2026-03-02")
    played = own.play(initial, request("2026-03-09"), book("2026-03-10", "2026-03-20"))
    assert invitees(own, played) == always
    played = own.play(*moved_in("2026-03-20"))
    assert invitees(own, played) == [*always, "Their authority", "Their authority"]
    own.engine.close()


def test_a_conference_that_was_put_off_begins_with_those_who_were_invited(stage: Stage) -> None:
    """By name."""
    again = [sit("2026-03-20", 1, ahead=False), book("2026-03-20", LIMIT)]
    assert invitees(stage, stage.play(*to_sitting("Ava"), *again)) == list(AGENCIES)
