"""A date put right: what was taken from it follows, and the old date, the reason and the person stay."""

from datetime import date

import pytest

from engine.domain.errors import DiagramFailed, NotFound
from tests.integration.operations.test_conferences import enquire, request
from tests.integration.recording import Recording

WHY = {"reason": "Mistyped."}


def corrections(family: Recording) -> list[tuple[str, str, str]]:
    rows = family.rows("select * from corrections order by id")
    assert all((row.reason, row.person_name) == ("Mistyped.", family.actor.name) for row in rows)
    return [(row.of, str(row.former), str(row.corrected)) for row in rows]


def test_the_enquiries_and_the_limit_follow_their_discussion(family: Recording):
    ava, ben = family.children
    enquire(family, ava)
    request(family, ava)
    request(family, ben)
    discussion = family.facts(ava)["strategy_discussion"]["id"]
    family.do("correct_date", of="strategy discussion", id=discussion, to="2026-02-27", **WHY)
    facts = family.facts(ava)
    assert facts["strategy_discussion"]["held_on"] == facts["enquiries"][0]["started_on"] == date(2026, 2, 27)
    assert facts["conference"]["counted_from"] == date(2026, 2, 27)
    assert facts["conference"]["limit_date"] == date(2026, 3, 20)
    assert family.facts(ben)["conference"]["limit_date"] == date(2026, 3, 23)  # about another child
    assert corrections(family) == [
        ("strategy discussion", "2026-03-02", "2026-02-27"),
        ("enquiry", "2026-03-02", "2026-02-27"),
        ("limit of a conference", "2026-03-02", "2026-02-27"),
    ]


def test_the_plan_and_the_next_limit_follow_the_conference(family: Recording):
    ava, _ = family.children
    held = request(family, ava)
    family.do("record_sitting", conference=held, held_on="2026-03-24", state="held")
    decided = {"conference": held, "child": ava, "decided_on": "2026-03-24"}
    family.do("decide_for_child", **decided, outcome="protection plan", category="NEG")
    family.do("start_plan", child=ava, conference=held, started_on="2026-03-24", category="NEG")
    request(family, ava, kind="review", counted_from="2026-03-24")
    family.do("correct_date", of="conference", id=held, to="2026-03-23", **WHY)
    facts = family.facts(ava)
    assert facts["plans"][0]["started_on"] == facts["conference"]["counted_from"] == date(2026, 3, 23)
    assert facts["conference"]["limit_date"] == date(2026, 4, 15)
    assert {of for of, _, _ in corrections(family)} == {
        "conference",
        "sitting",
        "decision",
        "plan start",
        "limit of a conference",
    }
    (decision,) = family.rows("select decided_on from decisions")
    assert str(decision.decided_on) == "2026-03-23"


def test_of_a_conference_that_was_not_held_the_planned_day_is_put_right(family: Recording):
    conference = request(family)
    family.do("set_conference_date", conference=conference, planned_on="2026-03-20")
    family.do("correct_date", of="conference", id=conference, to="2026-03-19", **WHY)
    facts = family.facts()["conference"]
    assert (facts["planned_on"], facts["held_on"]) == (date(2026, 3, 19), None)


@pytest.mark.parametrize(("of", "operation"), [("core group", "record_core_group"), ("visit", "record_visit")])
def test_a_meeting_and_a_visit_are_put_right_alone(family: Recording, of: str, operation: str):
    more = {"children": [{"child": family.children[0], "seen": "yes"}]} if of == "visit" else {}
    made = family.do(operation, held_on="2026-04-02", **more)
    family.do("correct_date", of=of, id=made, to="2026-04-01", **WHY)
    assert corrections(family) == [(of, "2026-04-02", "2026-04-01")]


def test_nothing_is_put_right_that_was_right(family: Recording):
    made = family.do("record_core_group", held_on="2026-04-02")
    family.do("correct_date", of="core group", id=made, to="2026-04-02", **WHY)
    assert corrections(family) == []


def test_a_plan_is_not_moved_behind_its_end(family: Recording):
    ava = family.children[0]
    plan = family.do("start_plan", child=ava, started_on="2026-03-24", category="NEG")
    family.do("end_plan", child=ava, ended_on="2026-06-01", reason="review")
    with pytest.raises(DiagramFailed, match="1 June 2026 is before 2 June 2026"):
        family.do("correct_date", of="plan start", id=plan, to="2026-06-02", **WHY)


def test_no_date_of_another_case_is_put_right(family: Recording, stranger: Recording):
    made = stranger.do("record_core_group", held_on="2026-04-02")
    with pytest.raises(NotFound):
        family.do("correct_date", of="core group", id=made, to="2026-04-01", **WHY)
