"""Papers, moves, steps of the law, assessments and exceptions."""

from datetime import date

import pytest

from engine.domain.errors import DiagramFailed
from tests.integration.recording import Recording

MOVE = {"other_authority": "Leeds", "planned": "no", "permanent": "yes", "told_on": "2026-04-07"}


def test_a_paper_is_made_signed_and_sent_to_each_recipient(family: Recording):
    family.do("record_document", kind="outline plan", made_on="2026-03-24", signed_on="2026-03-25")
    to = [{"name": "Both parents", "channel": "by hand", "received_on": "2026-03-26"}, {"name": "GP", "agency": None}]
    sent = family.do("record_dispatch", kind="outline plan", sent_on="2026-03-25", recipients=to)
    (paper,) = family.rows("select * from documents")
    assert (paper.made_by, str(paper.signed_on), paper.conference_id) == (family.actor.name, "2026-03-25", None)
    rows = family.rows("select * from dispatch_recipients order by id")
    assert {row.dispatch_id for row in rows} == {sent["id"]}
    assert [(row.name, row.channel, str(row.received_on)) for row in rows] == [
        ("Both parents", "by hand", "2026-03-26"),
        ("GP", "", "None"),
    ]


def test_the_authority_that_a_family_leaves_answers_until_that_is_changed(family: Recording):
    moved = family.do("open_transfer", direction="in", **MOVE)
    transfer = family.facts()["transfer"]
    assert (transfer["id"], transfer["accountable_authority"]) == (moved["id"], "Leeds")
    told = {"accountable_authority": "York", "conference_on": "2026-04-20", "accepted_on": "2026-04-21"}
    family.do("change_transfer", transfer=moved, **told)
    transfer = family.facts()["transfer"]
    assert (transfer["accountable_authority"], transfer["conference_on"]) == ("York", date(2026, 4, 20))
    family.do("change_transfer", transfer=moved, ended_on="2026-04-21", outcome="Ours.")
    assert family.facts()["transfer"] is None


def test_we_answer_for_a_family_that_moves_away(family: Recording):
    family.do("open_transfer", direction="out", **MOVE, children=[family.children[0]])
    assert family.facts()["transfer"]["accountable_authority"] == ""
    assert family.facts(family.children[1])["transfer"] is None


def test_an_assessment_told_of_again_is_completed(family: Recording):
    begun = {"child": family.children[0], "started_on": "2026-03-01"}
    first = family.do("record_assessment", **begun)
    assert family.do("record_assessment", **begun, authorised_on="2026-04-01", factors=["3A", "21"]) == first
    (row,) = family.rows("select * from assessments")
    assert str(row.authorised_on) == "2026-04-01"
    with pytest.raises(DiagramFailed, match="It is no code of a factor"):
        family.do("record_assessment", **begun, factors=["neglect"])


def test_a_step_of_the_law_is_one_that_a_return_knows(family: Recording):
    step = {"child": family.children[0], "on": "2026-03-03"}
    assert family.do("record_legal_step", **step, kind="police protection")["id"]
    with pytest.raises(DiagramFailed, match="It must be one of: emergency protection order"):
        family.do("record_legal_step", **step, kind="a talk")


def test_an_exception_keeps_who_gave_the_reason_and_when(family: Recording):
    family.do("record_exception", what="Second plan open", reason="Two authorities.")
    (row,) = family.rows("select * from exceptions")
    assert (row.person, row.person_name, row.instance_id) == (family.actor.person, family.actor.name, family.instance)
    assert str(row.at).startswith("2026-03-02 10:00")


def test_an_amendment_keeps_what_the_chair_said_of_it(family: Recording):
    asked = {"kind": "initial", "requested_on": "2026-03-02", "limit": "fifteen", "counted_from": "2026-03-02"}
    conference = family.do("request_conference", **asked)["id"]
    said = {"asked_on": "2026-04-12", "text": "A Friday.", "accepted": "no", "reason": "It was a Monday."}
    family.do("record_amendment", conference=conference, recipient="Both parents", **said)
    (row,) = family.rows("select * from amendments")
    assert (row.recipient, bool(row.accepted), row.reason) == ("Both parents", False, "It was a Monday.")
