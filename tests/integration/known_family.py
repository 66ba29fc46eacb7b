"""A family of which the record knows everything that a national return asks.

Ava: an enquiry, a conference put off and then held, a plan, a review, another category, the end, a child in need plan,
and a closure. Ben: an enquiry that needs no conference. Cal: unborn, moved in with a plan of another authority.
"""

from dataclasses import dataclass

from tests.integration.family import House
from tests.integration.recording import Recording, open_family

AVA = {
    "given_name": "Ava",
    "birth_date": "2012-05-04",
    "sex": "F",
    "ethnicity": "WBRI",
    "disabilities": ["HEAR", "LD"],
    "upn": "H123456789012",
}
BEN = {"given_name": "Ben", "birth_date": "2019-01-31", "sex": "M", "upn": "UN4"}
CAL = {"given_name": "Cal", "expected_birth_date": "2026-09-01"}


@dataclass(frozen=True)
class Known:
    """The family, with the ids of what was recorded."""

    recording: Recording
    ava: int
    ben: int
    cal: int
    conference: int
    review: int
    moved: int
    plan: int


def know_everything(house: House) -> Known:
    """Plays the three childhoods; all days are of 2026."""
    referral = {"referred_on": "2026-02-27", "referral_source": "2A", "primary_need": "N1"}
    family = open_family(house, children=[AVA, BEN, CAL], **referral)
    ava, ben, cal = family.children
    _enquire(family, ava, ben)
    conference = _confer(family, ava)
    plan = _protect(family, ava, conference)
    review = _review(family, ava)
    moved = _move_in(family, cal)
    _go_to_law(family, ava)
    family.do("record_exception", what="Conference on a Saturday", reason="The hall was free.")
    return Known(family, ava, ben, cal, conference, review, moved, plan)


def _enquire(family: Recording, ava: int, ben: int) -> None:
    both = [ava, ben]
    held = family.do("record_strategy_discussion", held_on="2026-03-02", started_enquiry=True, children=both)
    family.do("start_enquiries", strategy_discussion=held, started_on="2026-03-02", children=both)
    found = {"ended_on": "2026-03-09", "reason": "Seen."}
    family.do("end_enquiry", child=ava, conference_needed="yes", outcome="conference", **found)
    family.do("end_enquiry", child=ben, conference_needed="no", outcome="no further action", **found)
    begun = {"child": ava, "started_on": "2026-03-01"}
    family.do("record_assessment", **begun)
    done = {"reviewed_on": "2026-03-11", "authorised_on": "2026-03-12", "factors": ["3A", "16A"]}
    family.do("record_assessment", **begun, **done)


def _confer(family: Recording, ava: int) -> int:
    asked = {"kind": "initial", "requested_on": "2026-03-09", "limit": "fifteen", "counted_from": "2026-03-02"}
    conference = family.do("request_conference", **asked, children=[ava])["id"]
    of_it = {"conference": conference}
    family.do("set_conference_date", **of_it, planned_on="2026-03-20", place="Town hall", chair="Ada Chair")
    invited = [{"name": "PC Lewis", "agency": "Police"}, {"name": "J. Moore", "agency": "Health"}]
    family.do("record_invitations", **of_it, invited=invited, invited_on="2026-03-10", report_due_on="2026-03-18")
    wait = {"state": "put off", "reason": "No police.", "interim_plan": "Grandmother stays."}
    family.do("record_sitting", **of_it, held_on="2026-03-20", **wait)
    departed = {"limit": "fifteen", "limit_date": "2026-03-23", "planned_on": "2026-03-24", "agreed": "yes"}
    why = {"reason": "Police.", "protection": "Grandmother.", "decided_on": "2026-03-20", "children": [ava]}
    family.do("record_departure", **of_it, **departed, **why)
    child = {"child": ava, "quorate": "yes", "participation": "PN2"}
    family.do("record_sitting", **of_it, held_on="2026-03-24", state="held", attended=["PC Lewis"], children=[child])
    family.do("record_outline_plan", **of_it, text="Keep safe.")
    decided = {"outcome": "protection plan", "category": "NEG", "decided_on": "2026-03-24", "consensus": "no"}
    family.do("decide_for_child", **of_it, child=ava, **decided, family_view="We agree.")
    looked = {"overseen_on": "2026-03-25T09:30:00", "agreed": "yes", "comment": "Right."}
    family.do("record_oversight", **of_it, child=ava, **looked)
    return conference


def _protect(family: Recording, ava: int, conference: int) -> int:
    family.today = family.today.replace(month=3, day=24)
    started = {"child": ava, "conference": conference, "started_on": "2026-03-24", "category": "NEG"}
    plan = family.do("start_plan", **started, previous_elsewhere=2, visit_every=10)["id"]
    family.do("name_lead_worker", name="Priya Shah", since="2026-03-24", team="North", children=[ava])
    family.do("name_lead_worker", name="Tom Reed", since="2026-05-01", team="North", children=[ava])
    family.do("record_core_group", held_on="2026-04-02", attended=["PC Lewis"], notes="Met.", children=[ava])
    seen = {"child": ava, "seen": "yes", "alone": "yes", "bedroom": "yes"}
    family.do("record_visit", held_on="2026-04-01", children=[seen])
    family.do("record_visit", held_on="2026-04-10", children=[{"child": ava, "seen": "no", "reason": "Out."}])
    family.do("change_category", child=ava, category="EMO", changed_on="2026-05-20")
    paper = {"kind": "record", "conference": conference}
    family.do("record_document", **paper, made_on="2026-04-05", signed_on="2026-04-08")
    to = [{"name": "Both parents", "channel": "by hand", "received_on": "2026-04-10"}, {"name": "PC Lewis"}]
    family.do("record_dispatch", **paper, sent_on="2026-04-09", recipients=to)
    asked = {"recipient": "Both parents", "asked_on": "2026-04-12", "text": "It was a Friday.", "accepted": "yes"}
    family.do("record_amendment", conference=conference, **asked)
    return plan


def _review(family: Recording, ava: int) -> int:
    asked = {"kind": "review", "requested_on": "2026-06-01", "limit": "fifteen", "counted_from": "2026-06-02"}
    review = family.do("request_conference", **asked, children=[ava])["id"]
    child = {"child": ava, "quorate": "no", "quorum_reason": "Health was ill.", "participation": "PN6"}
    family.do("record_sitting", conference=review, held_on="2026-06-22", state="held", children=[child])
    decided = {"outcome": "plan ends", "decided_on": "2026-06-22", "consensus": "yes", "reason": "Safe."}
    family.do("decide_for_child", conference=review, child=ava, **decided)
    family.do("end_plan", child=ava, ended_on="2026-06-22", reason="review")
    agreed = {"consent": "yes", "agreed_by": "Both parents", "started_on": "2026-06-23"}
    family.do("record_support", child=ava, kind="child in need plan", **agreed)
    family.do("end_support", child=ava, ended_on="2026-08-03", reason="All is well.")
    return review


def _move_in(family: Recording, cal: int) -> int:
    moves = {"direction": "in", "other_authority": "Leeds", "planned": "no", "permanent": "yes", "children": [cal]}
    moved = family.do("open_transfer", **moves, told_on="2026-04-07", told_by="Leeds")["id"]
    theirs = {"child": cal, "started_on": "2026-02-10", "category": "PHY", "other_authority": "Leeds"}
    family.do("start_plan", **theirs)
    family.do("change_transfer", transfer=moved, documents_asked_on="2026-04-07", flag_placed_on="2026-04-07")
    asked = {"kind": "transfer in", "requested_on": "2026-04-07", "limit": "fifteen", "counted_from": "2026-04-07"}
    conference = family.do("request_conference", **asked, no_enquiry="yes", children=[cal])["id"]
    child = {"child": cal, "quorate": "yes", "participation": "PN0"}
    family.do("record_sitting", conference=conference, held_on="2026-04-20", state="held", children=[child])
    decided = {"outcome": "protection plan", "category": "PHY", "decided_on": "2026-04-20"}
    family.do("decide_for_child", conference=conference, child=cal, **decided)
    family.do("start_plan", child=cal, conference=conference, started_on="2026-04-20", category="PHY")
    ended = {"conference_on": "2026-04-20", "accepted_on": "2026-04-21", "ended_on": "2026-04-21", "outcome": "Ours."}
    family.do("change_transfer", transfer=moved, **ended)
    return conference


def _go_to_law(family: Recording, ava: int) -> None:
    for kind, on, detail in (
        ("police protection", "2026-03-02", ""),
        ("emergency protection order", "2026-03-03", ""),
        ("legal planning meeting", "2026-04-13", ""),
        ("letter before proceedings", "2026-04-14", ""),
        ("family group decision making offered", "2026-04-15", ""),
        ("family group decision making held", "2026-04-16", ""),
        ("pre-proceedings meeting", "2026-04-17", ""),
        ("pre-proceedings meeting", "2026-05-17", ""),
        ("pre-proceedings meeting", "2026-06-17", ""),
        ("pre-proceedings outcome", "2026-06-18", "B"),
        ("court application", "2026-06-19", ""),
        ("initial care plan letter", "2026-06-20", ""),
    ):
        family.do("record_legal_step", child=ava, kind=kind, on=on, detail=detail)
