"""conference_sitting.bpmn: quorum, plan first, a decision for each child, and what follows from it."""

from datetime import date

import pytest

from engine import BadRehearsal
from tests.processes.called_steps import CORE_GROUP, MET, dated, new_plan, to_review
from tests.processes.plan_steps import off_the_plan
from tests.processes.steps import (
    AFTER_LIMIT,
    LIMIT,
    LONG,
    SOCIAL_WORKER,
    UNIT_MANAGER,
    Step,
    advance,
    book,
    decide,
    depart,
    do,
    invite,
    outline,
    sit,
    to_booking,
    to_decision,
    to_sitting,
)

AROUND_THE_LIMIT = [("2026-03-20", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]


# ---- it meets


@pytest.mark.parametrize(("day", "at", "asked"), AROUND_THE_LIMIT)
def test_when_the_limit_passes_without_a_conference_the_unit_manager_is_asked(
    play, day: str, at: str, asked: int
) -> None:
    """The conference can still be held."""
    played = play(*to_sitting("Ava"), advance(day, at))
    assert played.fired.count("conference_limit") == asked
    assert (played.open["agree_the_delay"], played.open["open_the_sitting"]) == (asked, 1)


@pytest.mark.clause("ROT-018")
def test_the_decision_on_the_delay_stands_on_the_file_of_each_child(play) -> None:
    """And ends only its own path. It was wanted on the day the limit had passed."""
    passed = [*to_sitting("Ava", "Ben"), advance(AFTER_LIMIT)]
    assert play(*passed).task("agree_the_delay").due_on.isoformat() == AFTER_LIMIT
    played = play(*passed, depart("agree_the_delay", AFTER_LIMIT, agreed=True, until="2026-03-27"))
    assert played.departures() == [("Ava", True), ("Ben", True)]
    assert played.open["open_the_sitting"] == 1


def test_an_agreed_departure_is_not_asked_for_again_when_the_limit_passes(play) -> None:
    """The timer fires and finds it on file."""
    late = [book("2026-03-10", "2026-03-27"), depart("agree_the_late_date", "2026-03-10", agreed=True)]
    played = play(*to_booking("Ava"), *late, invite("2026-03-10"), advance(AFTER_LIMIT, "00:00"))
    assert "conference_limit" in played.fired
    assert "agree_the_delay" not in played.open


def test_three_agencies_that_know_the_child_are_enough(play) -> None:
    """Nobody has to say why they go on."""
    played = play(*to_sitting("Ava"), sit(MET, 1))
    assert played.open["draw_up_the_outline"] == 1


def test_with_fewer_agencies_the_chair_goes_on_for_a_reason(play) -> None:
    """For each child; it is written down with the sitting."""
    with pytest.raises(BadRehearsal, match="who is missing"):
        play(*to_sitting("Ava"), sit(MET, 1, contact=["Social care", "Police"]))
    played = play(*to_sitting("Ava"), sit(MET, 1, contact=["Social care", "Police"], missing=LONG), outline(MET))
    assert played.open["reach_the_decision"] == 1


def test_an_absent_agency_that_knows_the_child_is_asked_about_even_in_a_quorum(play) -> None:
    """Three are there, and a fourth knows the child."""
    with pytest.raises(BadRehearsal, match="who is missing"):
        play(*to_sitting("Ava"), sit(MET, 1, all_here="no"))


@pytest.mark.clause("ROT-032")
def test_a_conference_that_is_put_off_is_prepared_again(play) -> None:
    """It is not held by that, and the children are kept safe meanwhile."""
    played = play(*to_sitting("Ava"), sit(MET, 1, ahead=False))
    assert played.open["book_the_date"] == 1
    assert played.task("book_the_date").due_on.isoformat() == LIMIT
    assert played.endings[-1] == "Conference: Put off"
    assert played.case.conferences[0].held_on is None


@pytest.mark.clause("ROT-172")
def test_an_adjourned_conference_meets_again_under_the_old_limit(play) -> None:
    """Beyond the limit, a departure is needed."""
    adjourned = [sit(MET, 1), outline(MET, can_decide=False)]
    played = play(*to_sitting("Ava"), *adjourned)
    assert played.case.conferences[0].held_on is None
    assert "Conference: Adjourned" in played.endings
    played = play(*to_sitting("Ava"), *adjourned, book(MET, "2026-03-25"))
    assert (played.open["agree_the_late_date"], played.open["reach_the_decision"]) == (1, 0)


def test_no_review_is_held_of_a_plan_that_has_ended(play_plan) -> None:
    """The conference is not opened for anyone."""
    prepared = to_review("Ava")[:-2]
    played = play_plan(*prepared, off_the_plan("2026-05-27"))
    assert played.open["open_the_sitting"] == 0
    assert "Conference: Plan ended" in played.endings


# ---- it decides


@pytest.mark.clause("ROT-146", "ROT-089", "WAR-023", "NYO-030", "YOR-022")
def test_the_plan_comes_before_the_decision(play) -> None:
    """No child's decision is open until the outline plan is agreed."""
    held = [*to_sitting("Ava", "Ben"), sit(MET, 2)]
    assert play(*held).open["reach_the_decision"] == 0
    assert play(*held, outline(MET)).open["reach_the_decision"] == 2


@pytest.mark.clause("ROT-147", "NYO-005", "YOR-022")
def test_each_child_gets_a_decision_of_their_own(play) -> None:
    """A plan with its category for one, none for the other."""
    played = play(*to_decision("Ava", "Ben"), new_plan("Ava"), decide("Ben", MET, "child in need plan"))
    decided = {one.child: (one.outcome, one.category) for one in played.case.conferences[0].decisions}
    assert decided == {"Ava": ("protection plan", "NEG"), "Ben": ("child in need plan", "")}
    assert {child.given_name: child.category for child in played.case.children} == {"Ava": "NEG", "Ben": ""}


def test_the_reports_are_not_waited_for_once_it_has_decided(play) -> None:
    """The message goes to every stage that waits for the decision."""
    played = play(*to_decision("Ava"), decide("Ava", MET, "early help"))
    assert played.sent.count("conference decided") == 1


def test_a_conference_may_end_without_any_plan(play) -> None:
    """Nothing follows, and no date is set."""
    played = play(*to_decision("Ava"), decide("Ava", MET, "no further support"))
    assert "Conference: Nothing follows" in played.endings
    assert not {"plan started", "support to offer", "review due"} & set(played.sent)
    assert played.case.children[0].plan_since is None


@pytest.mark.parametrize("outcome", ["child in need plan", "early help"])
def test_support_is_offered_where_there_is_no_plan(play, outcome: str) -> None:
    """With the family's consent: that is the next stage."""
    played = play(*to_decision("Ava"), decide("Ava", MET, outcome))
    assert "support to offer" in played.sent


@pytest.mark.clause("ROT-148", "FRG-011")
def test_a_protection_plan_has_one_category(play) -> None:
    """Without it the decision is refused."""
    with pytest.raises(BadRehearsal, match="Select the category"):
        play(*to_decision("Ava"), decide("Ava", MET, "protection plan"))


def test_a_protection_plan_says_how_often_the_child_is_visited(play) -> None:
    """There is no national figure: the plan sets it."""
    with pytest.raises(BadRehearsal, match="how often the child is visited"):
        play(*to_decision("Ava"), new_plan("Ava", visit_every=None))


def test_the_chair_says_why(play) -> None:
    """A decision without a reason is refused."""
    step = decide("Ava", MET, "early help")
    del step["answers"]["reason"]
    with pytest.raises(BadRehearsal, match="reason for the decision"):
        play(*to_decision("Ava"), step)


def test_a_decision_on_another_day_than_the_conference_needs_a_reason(play) -> None:
    """The plan's first day is that of its conference."""
    with pytest.raises(BadRehearsal, match="why it is so"):
        play(*to_decision("Ava"), new_plan("Ava", decided_on="2026-03-19"))
    played = play(*to_decision("Ava"), new_plan("Ava", decided_on="2026-03-19", unusual_reason=LONG))
    assert len(played.recorded("record_exception")) == 1


# ---- dates and people


@pytest.mark.clause("ROT-153", "ROT-156", "WAR-024")
def test_dates_and_lead_worker_are_set_before_a_plan_goes_on_its_way(play) -> None:
    """On the day of the conference."""
    decided = [*to_decision("Ava"), new_plan("Ava")]
    asked = play(*decided).task("set_the_dates")
    assert (asked.role, asked.due_on) == ("conference_chair", date(2026, 3, 20))
    played = play(*decided, dated())
    assert played.sent.count("plan started") == 1
    assert len(played.recorded("name_lead_worker")) == 1
    assert not played.recorded("record_exception")


@pytest.mark.clause("ROT-156")
def test_the_dates_set_are_those_of_the_core_group_and_the_review(play) -> None:
    """Earlier than the limits, they count."""
    played = play(*to_decision("Ava"), new_plan("Ava"), dated())
    assert played.task("hold_core_group").due_on.isoformat() == CORE_GROUP


@pytest.mark.clause("ROT-215")
def test_where_no_lead_worker_can_be_named_the_reason_is_kept(play) -> None:
    """Nobody is stopped from closing the conference."""
    played = play(*to_decision("Ava"), new_plan("Ava"), dated(lead_named="no", no_lead_reason=LONG))
    assert not played.recorded("name_lead_worker")
    assert len(played.recorded("record_exception")) == 1
    assert "plan started" in played.sent


@pytest.mark.clause("ROT-156", "FRG-016", "FRG-017")
@pytest.mark.parametrize("late", [{"core_group_on": "2026-04-10"}, {"review_on": "2026-06-22"}], ids=["core", "review"])
def test_a_date_after_its_limit_needs_a_reason(play, late: dict[str, str]) -> None:
    """Ten working days for the core group, three months for the review."""
    with pytest.raises(BadRehearsal, match="why it is later"):
        play(*to_decision("Ava"), new_plan("Ava"), dated(**late))
    played = play(*to_decision("Ava"), new_plan("Ava"), dated(**late, late_reason=LONG))
    assert len(played.recorded("record_exception")) == 1


# ---- without consensus


def overridden(*children: str) -> list[Step]:
    return [*to_decision(*children), *(new_plan(child, consensus="no") for child in children)]


def look(child: str, on: str, at: str = "12:00") -> Step:
    told = {"agreed": "yes", "comment": LONG, "partnership_told_on": on}
    return do("look_at_the_override", UNIT_MANAGER, on, child, at=at, **told)


@pytest.mark.clause("ROT-166")
def test_a_decision_without_consensus_is_looked_at_within_a_day(play) -> None:
    """By the safeguarding unit manager, whether or not the next day is a working day; the plan starts meanwhile."""
    played = play(*overridden("Ava"), dated())
    asked = played.task("look_at_the_override")
    assert (asked.role, asked.due_on) == ("safeguarding_unit_manager", date(2026, 3, 21))
    assert "plan started" in played.sent


def test_with_consensus_nobody_has_to_look(play) -> None:
    """The default branch."""
    played = play(*to_decision("Ava"), new_plan("Ava"))
    assert played.open["look_at_the_override"] == 0


def test_only_the_decisions_without_consensus_are_looked_at(play) -> None:
    """One of two."""
    played = play(*to_decision("Ava", "Ben"), new_plan("Ava"), new_plan("Ben", consensus="no"))
    assert played.task("look_at_the_override").item_name == "Ben Hill"


def test_a_dissent_is_written_down(play) -> None:
    """Who does not agree, and why."""
    with pytest.raises(BadRehearsal, match="who does not agree"):
        play(*to_decision("Ava"), new_plan("Ava", consensus="no", dissent=None))


@pytest.mark.parametrize(
    ("day", "at", "taken_up"), [(MET, "23:00", 0), ("2026-03-21", "09:59", 0), ("2026-03-21", "10:00", 1)]
)
def test_after_24_hours_by_the_clock_the_senior_manager_takes_it_up(play, day: str, at: str, taken_up: int) -> None:
    """On a Saturday, too; it can still be looked at."""
    played = play(*overridden("Ava"), advance(day, at))
    assert played.fired.count("oversight_limit") == taken_up
    assert (played.open["take_up_the_oversight"], played.open["look_at_the_override"]) == (taken_up, 1)


@pytest.mark.clause("ROT-166")
def test_an_oversight_is_recorded(play) -> None:
    """And in time it troubles nobody else."""
    played = play(*overridden("Ava"), look("Ava", MET), advance("2026-03-23"))
    assert len(played.recorded("record_oversight")) == 1
    assert played.open["take_up_the_oversight"] == 0


def test_only_the_chair_opens_the_conference(play) -> None:
    """The social worker of the case cannot."""
    with pytest.raises(BadRehearsal):
        play(*to_sitting("Ava"), sit(MET, 1) | {"by": SOCIAL_WORKER})
