"""strategy_discussion.bpmn: whether an enquiry starts, and for whom."""

import pytest
from sqlalchemy import text

from engine import BadRehearsal
from tests.processes.conftest import Stage
from tests.processes.steps import born, call, call_again, hold, plan, unborn


def test_an_enquiry_starts_for_those_children_only_that_it_was_decided_for(play) -> None:
    """One yes is enough; the other child is not drawn in."""
    played = play(call("2026-03-02", born("Ava"), born("Ben")), plan("2026-03-02"), hold("2026-03-02", True, False))
    assert played.sent == ["enquiry started"]
    assert played.endings == ["Strategy discussion: Enquiry started"]
    assert played.task("see_the_child").item_name == "Ava Hill"
    assert played.task("gather_the_information").children == ("Ava",)


def test_without_a_reason_for_an_enquiry_nothing_follows(play) -> None:
    """The default branch: the discussion stays on record, and no other stage starts."""
    played = play(call("2026-03-02", born("Ava")), plan("2026-03-02"), hold("2026-03-02", False))
    assert (played.sent, played.endings) == ([], ["Strategy discussion: No enquiry"])
    assert not played.open


@pytest.mark.clause("ROT-014")
def test_the_limit_runs_from_the_discussion_that_started_the_enquiry(play) -> None:
    """Not from the first one, which started none."""
    first = [call("2026-02-16", born("Ava")), plan("2026-02-16"), hold("2026-02-16", False)]
    played = play(*first, call_again("2026-03-02", "Ava"), plan("2026-03-02"), hold("2026-03-02", True))
    assert played.task("see_the_child").due_on.isoformat() == "2026-03-23"


@pytest.mark.clause("ROT-014")
def test_a_later_discussion_neither_restarts_nor_stops_the_clock(play) -> None:
    """A child whose enquiry is running is not asked for again: there is no row to answer."""
    first = [call("2026-03-02", born("Ava")), plan("2026-03-02"), hold("2026-03-02", True)]
    played = play(*first, call_again("2026-03-09", "Ava"), plan("2026-03-09"), hold("2026-03-09"))
    assert played.sent == ["enquiry started"]
    assert played.task("see_the_child").due_on.isoformat() == "2026-03-23"


def test_a_later_discussion_can_start_the_enquiry_of_another_child(play) -> None:
    """Each child's limit runs from their own discussion."""
    first = [call("2026-03-02", born("Ava"), born("Ben")), plan("2026-03-02"), hold("2026-03-02", True, False)]
    played = play(*first, call_again("2026-03-09"), plan("2026-03-09"), hold("2026-03-09", True))
    due = {child: played.task("see_the_child", child).due_on.isoformat() for child in ("Ava", "Ben")}
    assert due == {"Ava": "2026-03-23", "Ben": "2026-03-30"}


def test_a_family_is_opened_with_children_born_or_not(play) -> None:
    """The birth date is asked of one, the expected date of the other."""
    played = play(call("2026-03-02", born("Ava"), unborn("Baby")))
    dates = [(child.birth_date is None, child.expected_birth_date is None) for child in played.case.children]
    assert dates == [(False, True), (True, False)]


def test_a_family_needs_a_child(play) -> None:
    """The form refuses a case about nobody."""
    with pytest.raises(BadRehearsal, match="Enter the first name of the child"):
        play(call("2026-03-02"))


def test_what_is_known_of_the_referral_is_recorded(stage: Stage) -> None:
    """For the returns: when it came, from whom, and what the family needs most."""
    asked = call("2026-03-02", born("Ava"))
    asked["answers"] |= {"referred_on": "2026-02-27", "referral_source": "3B", "primary_need": "N1"}
    stage.play(asked)
    with stage.engine.session() as session:
        told = text("select referred_on, source, primary_need from referrals order by id desc limit 1")
        assert session.execute(told).one() == ("2026-02-27", "3B", "N1")
