"""section_47_enquiry.bpmn: each child is seen or assessed, agencies are asked, and each child's outcome is agreed."""

import pytest

from engine import BadRehearsal
from tests.processes.steps import (
    AFTER_LIMIT,
    LIMIT,
    LONG,
    SOCIAL_WORKER,
    TEAM_MANAGER,
    advance,
    agree,
    assess,
    born,
    call,
    do,
    gather,
    hold,
    plan,
    see,
    to_agreement,
    to_enquiry,
    unborn,
    weigh,
)

WITH_UNBORN = [call("2026-03-02", born("Ava"), unborn("Baby")), plan("2026-03-02"), hold("2026-03-02", True, True)]


def test_a_born_child_is_seen_and_an_unborn_one_assessed(play) -> None:
    """Both branches, in one enquiry, with the date of the conference's limit."""
    played = play(*WITH_UNBORN)
    assert played.open == {"see_the_child": 1, "assess_unborn_child": 1, "gather_the_information": 1}
    assert {line.due_on.isoformat() for line in played.case.open_tasks} == {LIMIT}
    assert {line.role for line in played.case.open_tasks} == {"social_worker"}


@pytest.mark.clause("WAR-007")
def test_the_findings_wait_for_every_child_and_every_agency(play) -> None:
    """The join: whichever comes last."""
    almost = [*WITH_UNBORN, see("Ava", "2026-03-03"), gather("2026-03-04")]
    assert "weigh_the_harm" not in play(*almost).open
    assert play(*almost, assess("Baby", "2026-03-05")).open == {"weigh_the_harm": 1}


def test_it_is_amber_from_the_eighth_working_day(play) -> None:
    """Half of all conferences are held on the last three days: a warning on the last is useless."""
    assert play(*to_enquiry("Ava")).task("see_the_child").amber_on.isoformat() == "2026-03-12"


def test_the_team_manager_agrees_for_each_child(play) -> None:
    """Nothing follows before the last child's outcome is agreed."""
    played = play(*to_agreement("Ava", "Ben"), agree("Ava", "2026-03-06"))
    assert played.open == {"agree_the_outcome": 1}
    assert played.task("agree_the_outcome", "Ben").role == "team_manager"


@pytest.mark.clause("ROT-006", "YOR-001", "WAR-008")
def test_a_conference_is_called_for_those_children_only_who_need_one(play) -> None:
    """One yes, one no."""
    both = [agree("Ava", "2026-03-06"), agree("Ben", "2026-03-06", conference=False)]
    played = play(*to_agreement("Ava", "Ben"), *both)
    assert "Section 47 enquiry: Conference needed" in played.endings
    assert played.task("describe_the_request").children == ("Ava",)


@pytest.mark.clause("YOR-019")
def test_a_conference_is_counted_from_the_discussion_that_started_the_enquiry(play) -> None:
    """Whatever day it is called on."""
    played = play(*to_agreement("Ava"), agree("Ava", "2026-03-09"))
    assert played.task("describe_the_request").due_on.isoformat() == LIMIT


@pytest.mark.parametrize("instead", ["child in need plan", "early help"])
def test_without_a_child_who_needs_one_there_is_support_but_no_conference(play, instead: str) -> None:
    """If that was agreed; the next stage asks for consent."""
    played = play(*to_agreement("Ava"), agree("Ava", "2026-03-06", conference=False, instead=instead))
    assert "Section 47 enquiry: Support to offer" in played.endings
    assert played.sent == ["enquiry started", "support to offer"]


def test_where_nothing_is_needed_nothing_follows(play) -> None:
    """The default branch."""
    played = play(*to_agreement("Ava"), agree("Ava", "2026-03-06", conference=False, instead="no further action"))
    assert played.endings[-1] == "Section 47 enquiry: Nothing follows"
    assert played.sent == ["enquiry started"]
    assert not played.open


def test_a_conference_and_support_may_follow_for_different_children(play) -> None:
    """Each child's own."""
    both = [agree("Ava", "2026-03-06"), agree("Ben", "2026-03-06", conference=False)]
    assert {"conference needed", "support to offer"} <= set(play(*to_agreement("Ava", "Ben"), *both).sent)


@pytest.mark.parametrize(
    ("day", "at", "asked"), [("2026-03-20", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]
)
def test_once_the_limit_has_passed_the_team_manager_is_asked_why(play, day: str, at: str, asked: int) -> None:
    """The limit ends with its London day; the enquiry goes on."""
    played = play(*to_enquiry("Ava"), advance(day, at))
    assert played.fired.count("enquiry_runs_late") == asked
    assert [line.due_on.isoformat() for line in played.case.open_tasks if line.element == "explain_the_delay"] == [
        AFTER_LIMIT
    ] * asked
    assert played.open["see_the_child"] == 1


def test_a_late_enquiry_is_explained_and_finished(play) -> None:
    """The explanation ends its own path and no other."""
    reason = {"reason": LONG, "protection": LONG, "finished_by": "2026-03-27"}
    explained = do("explain_the_delay", TEAM_MANAGER, AFTER_LIMIT, **reason)
    rest = [see("Ava", "2026-03-25"), gather("2026-03-25"), weigh("2026-03-26", False)]
    late = agree("Ava", "2026-03-27", conference=False, late_reason=LONG)
    played = play(*to_enquiry("Ava"), advance(AFTER_LIMIT, "00:00"), explained, *rest, late)
    assert "Section 47 enquiry: Support to offer" in played.endings


@pytest.mark.parametrize(
    ("day", "at", "late"), [("2026-03-20", "10:00", 0), (LIMIT, "23:59", 0), (AFTER_LIMIT, "00:00", 1)]
)
def test_an_agreement_that_waits_is_shown_as_late(play, day: str, at: str, late: int) -> None:
    """Each child's own, and it can still be given."""
    played = play(*to_agreement("Ava", "Ben"), agree("Ben", "2026-03-09"), advance(day, at))
    assert played.fired.count("agreement_limit") == late
    assert played.open == {"agree_the_outcome": 1}


def test_a_late_agreement_says_why(play) -> None:
    """Asked once the limit has passed, and not before."""
    with pytest.raises(BadRehearsal, match="why this is late"):
        play(*to_agreement("Ava"), agree("Ava", AFTER_LIMIT))


def test_each_agreement_needs_a_reason(play) -> None:
    """Recorded with the end of the child's enquiry."""
    with pytest.raises(BadRehearsal, match="Enter the reason"):
        play(*to_agreement("Ava"), agree("Ava", "2026-03-06") | {"answers": {"conference": "yes"}})


def test_only_the_roles_of_a_lane_do_its_tasks(play) -> None:
    """The social worker cannot agree their own enquiry."""
    own = agree("Ava", "2026-03-06") | {"by": SOCIAL_WORKER}
    with pytest.raises(BadRehearsal):
        play(*to_agreement("Ava"), own)
