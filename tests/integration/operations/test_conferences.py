"""Enquiries and conferences: the limit, the enquiry that led there, sittings, decisions and a manager's look."""

from datetime import date

import pytest

from engine.domain.errors import DiagramFailed, NotFound
from tests.integration.recording import Recording

MONDAY = "2026-03-02"


def enquire(family: Recording, *children: int, needed: str = "yes", on: str = MONDAY) -> list[int]:
    held = family.do("record_strategy_discussion", held_on=on, started_enquiry="yes", children=list(children))
    begun = family.do("start_enquiries", strategy_discussion=held["id"], started_on=on, children=list(children))
    for child in children:
        family.do("end_enquiry", child=child, conference_needed=needed, outcome="conference", ended_on=on)
    return begun


def request(family: Recording, *children: int, **told: object) -> int:
    asked = {"kind": "initial", "requested_on": MONDAY, "limit": "fifteen", "counted_from": MONDAY}
    return family.do("request_conference", **{**asked, **told}, children=list(children))["id"]


def led_by(family: Recording, conference: int) -> dict[int, int | None]:
    rows = family.rows("select * from conference_children where conference_id = :one", one=conference)
    return {row.child_id: row.enquiry_id for row in rows}


def test_the_limit_of_a_conference_is_counted_when_it_is_asked_for(family: Recording):
    request(family)
    conference = family.facts()["conference"]
    assert (conference["limit"], conference["counted_from"]) == ("fifteen", date(2026, 3, 2))
    assert (conference["limit_date"], conference["sittings"]) == (date(2026, 3, 23), 0)


def test_a_conference_without_a_limit_has_no_date_to_meet(family: Recording):
    request(family, limit="of another place")
    assert family.facts()["conference"]["limit_date"] is None


def test_an_enquiry_leads_to_one_conference(family: Recording):
    """A later review is not its conference, nor is one that a move or a birth brought."""
    ava, ben = family.children
    (enquiry,) = enquire(family, ava)
    enquire(family, ben, needed="no")
    assert led_by(family, request(family, no_enquiry="yes")) == {ava: None, ben: None}
    assert led_by(family, request(family)) == {ava: enquiry, ben: None}
    assert led_by(family, request(family, kind="review")) == {ava: None, ben: None}


def test_the_end_of_an_enquiry_says_what_follows(family: Recording):
    ava = family.children[0]
    enquire(family, ava)
    (enquiry,) = family.facts(ava)["enquiries"]
    assert (enquiry["outcome"], enquiry["conference_needed"], enquiry["ended_on"]) == (
        "conference",
        True,
        date(2026, 3, 2),
    )


def test_an_enquiry_does_not_end_before_it_began(family: Recording):
    ava = family.children[0]
    held = family.do("record_strategy_discussion", held_on=MONDAY, started_enquiry="yes", children=[ava])
    family.do("start_enquiries", strategy_discussion=held["id"], started_on=MONDAY, children=[ava])
    with pytest.raises(DiagramFailed, match="The input ended_on is wrong: 1 March 2026 is before 2 March 2026"):
        family.do("end_enquiry", child=ava, conference_needed="no", ended_on="2026-03-01")


def test_only_a_sitting_that_was_held_makes_the_conference_held(family: Recording):
    conference = request(family)
    for state, day in (("put off", "2026-03-20"), ("adjourned", "2026-03-23")):
        family.do("record_sitting", conference=conference, held_on=day, state=state)
        facts = family.facts()
        assert (facts["conference"]["held_on"], facts["sitting"]["state"]) == (None, state)
    family.do("record_sitting", conference=conference, held_on="2026-03-24", state="held")
    facts = family.facts()
    assert (facts["conference"]["held_on"], facts["conference"]["sittings"]) == (date(2026, 3, 24), 3)
    assert facts["sitting"]["held_on"] == date(2026, 3, 24)


def test_a_sitting_says_who_came_and_for_whom_it_was_quorate(family: Recording):
    ava, ben = family.children
    conference = request(family)
    invited = [{"name": "PC Lewis", "agency": "Police"}, {"name": "J. Moore"}]
    family.do("record_invitations", conference=conference, invited=invited, invited_on=MONDAY)
    children = [{"child": ava, "quorate": "no", "quorum_reason": "No health.", "participation": "PN1"}, {"child": ben}]
    sitting = {"conference": conference, "held_on": "2026-03-20", "state": "held", "children": children}
    held = family.do("record_sitting", **sitting, attended=["PC Lewis"])["id"]
    assert [(one["name"], one["attended"]) for one in family.facts()["invitations"]] == [
        ("PC Lewis", True),
        ("J. Moore", False),
    ]
    rows = family.rows("select * from sitting_children where sitting_id = :one order by child_id", one=held)
    told = [(row.quorate if row.quorate is None else bool(row.quorate), row.participation) for row in rows]
    assert told == [(False, "PN1"), (None, "")]


def test_nobody_is_said_to_have_stayed_away_where_nobody_was_counted(family: Recording):
    conference = request(family)
    family.do("record_invitations", conference=conference, invited=[{"name": "PC Lewis"}], invited_on=MONDAY)
    family.do("record_sitting", conference=conference, held_on="2026-03-20", state="put off")
    assert [one["attended"] for one in family.facts()["invitations"]] == [None]


def test_deciding_again_corrects_the_decision(family: Recording):
    ava = family.children[0]
    about = {"conference": request(family), "child": ava, "decided_on": "2026-03-20"}
    first = family.do("decide_for_child", **about, outcome="protection plan", category="NEG", consensus="no")
    again = family.do("decide_for_child", **about, outcome="early help", family_view="Thank you.")
    assert first == again
    (decision,) = family.facts(ava)["decisions"]
    assert (decision["outcome"], decision["category"], decision["consensus"]) == ("early help", "", None)


def test_a_manager_looks_at_a_moment_or_on_a_day(family: Recording):
    ava, ben = family.children
    about = {"conference": request(family), "agreed": "yes"}
    family.do("record_oversight", **about, child=ava, overseen_on="2026-07-01T09:30:00")
    family.do("record_oversight", **about, child=ben, overseen_on="2026-07-02")
    rows = family.rows("select * from oversights order by id")
    assert [str(row.overseen_at)[:16] for row in rows] == ["2026-07-01 08:30", "2026-07-01 23:00"]  # in UTC
    assert {row.overseen_by for row in rows} == {family.actor.name}


def test_a_departure_names_its_limit_and_the_day_up_to_which_it_covers(family: Recording):
    conference = request(family)
    named = {"limit": "fifteen", "limit_date": "2026-03-23", "planned_on": "2026-03-25", "agreed": "yes"}
    why = {"reason": "No police.", "protection": "At grandmother's.", "decided_on": "2026-03-20"}
    family.do("record_departure", conference=conference, **named, **why)
    departures = family.facts()["departures"]
    assert [one["child"] for one in departures] == list(family.children)
    assert {(one["limit"], one["limit_date"], one["planned_on"]) for one in departures} == {
        ("fifteen", date(2026, 3, 23), date(2026, 3, 25))
    }


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("record_sitting", {"held_on": MONDAY, "state": "held"}),
        ("record_outline_plan", {"text": "Keep safe."}),
        ("set_conference_date", {"planned_on": MONDAY}),
        ("record_document", {"kind": "record", "made_on": MONDAY}),
        ("record_dispatch", {"kind": "record", "sent_on": MONDAY, "recipients": []}),
        ("record_amendment", {"recipient": "X", "asked_on": MONDAY, "text": "X", "accepted": "no"}),
        ("record_invitations", {"invited": [], "invited_on": MONDAY}),
    ],
)
def test_nothing_is_written_on_the_conference_of_another_case(
    family: Recording, stranger: Recording, operation: str, told: dict
):
    conference = request(stranger)
    with pytest.raises(NotFound):
        family.do(operation, conference=conference, **told)


@pytest.mark.parametrize("outcome", ["plan", "removed", ""])
def test_a_conference_decides_what_it_can_decide(family: Recording, outcome: str):
    about = {"conference": request(family), "child": family.children[0], "decided_on": MONDAY}
    with pytest.raises(DiagramFailed, match="It must be one of: protection plan, plan continues, plan ends"):
        family.do("decide_for_child", **about, outcome=outcome)
