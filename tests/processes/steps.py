"""The steps of a rehearsal in few words: who does which task on which day, with answers that a form accepts."""

from collections.abc import Sequence
from typing import Any

Step = dict[str, Any]
TEAM_MANAGER, SOCIAL_WORKER, UNIT = "tom.reilly", "priya.shah", "grace.okafor"
UNIT_MANAGER, CHAIR = "daniel.price", "helen.marsh"
LONG = "A sentence that says enough."
AGENCIES = ("Social care", "Police", "Health")


def do(task: str, by: str, on: str, child: str = "", at: str = "10:00", **answers: Any) -> Step:
    return {"do": task, "by": by, "on": on, "at": at, "answers": answers} | ({"child": child} if child else {})


def advance(day: str, at: str = "10:00") -> Step:
    return {"advance to": day, "at": at}


def born(name: str) -> Step:
    return {"given_name": name, "is_born": "yes", "birth_date": "2017-05-01", "sex": "F"}


def unborn(name: str) -> Step:
    return {"given_name": name, "is_born": "no", "expected_birth_date": "2026-07-01", "sex": "U"}


def call(on: str, *children: Step) -> Step:
    answers = {"family_name": "Hill", "children": list(children), "concern": LONG}
    return {"open": "strategy_discussion", "by": TEAM_MANAGER, "on": on, "answers": answers}


def call_again(on: str, *children: str) -> Step:
    return {"start": "strategy_discussion", "by": TEAM_MANAGER, "on": on, "children": list(children)}


def plan(on: str) -> Step:
    answers = {"planned_on": on, "agencies": ["police", "health"], "in_danger": "no"}
    return do("plan_the_discussion", TEAM_MANAGER, on, **answers)


def hold(on: str, *enquiry: bool) -> Step:
    """The discussion, with an answer for each child that is asked for."""
    rows = [{"enquiry": _yes(one), "reason": LONG, "safe_now": LONG} for one in enquiry]
    given = {"held_on": on, "took_part": ["police"], "summary": LONG, "children": rows}
    return do("hold_the_discussion", TEAM_MANAGER, on, **given)


def see(child: str, on: str) -> Step:
    visit = {"seen_on": on, "alone": "yes"}
    return do("see_the_child", SOCIAL_WORKER, on, child, visits=[visit], wishes=LONG)


def assess(child: str, on: str) -> Step:
    given = {"met_on": on, "pregnancy": LONG, "after_birth": LONG, "plan_by_birth": "yes"}
    return do("assess_unborn_child", SOCIAL_WORKER, on, child, **given)


def gather(on: str) -> Step:
    agency = {"agency": "Police", "person": "PC Lewis", "facts": LONG}
    return do("gather_the_information", SOCIAL_WORKER, on, parents=LONG, agencies=[agency], risky_person="no")


def weigh(on: str, *conference: bool) -> Step:
    rows = [{"harm": "likely", "conference": _yes(one), "reason": LONG} for one in conference]
    return do("weigh_the_harm", SOCIAL_WORKER, on, children=rows)


def agree(child: str, on: str, conference: bool = True, **more: Any) -> Step:
    given = {"conference": _yes(conference), "reason": LONG, "instead": "early help", "agreed_on": on}
    return do("agree_the_outcome", TEAM_MANAGER, on, child, **given | more)


def request(on: str) -> Step:
    given = {"urgency": "usual", "why_now": LONG, "parents_days": LONG, "interpreter": "no"}
    return do("describe_the_request", SOCIAL_WORKER, on, **given, family=LONG, practitioners=LONG)


def book(on: str, planned: str, at: str = "10:00", **more: Any) -> Step:
    given = {"planned_on": planned, "planned_at": "10:00", "place": "Town hall", "chair": "Helen Marsh"}
    return do("book_the_date", UNIT, on, at=at, **given | more)


def depart(task: str, on: str, agreed: bool, until: str = "", at: str = "10:00", by: str = UNIT_MANAGER) -> Step:
    """A decision on a late date; `until` is asked where the limit has passed already."""
    given = {"agreed": _yes(agreed), "reason": LONG, "protection": LONG, "decided_on": on, "until": until}
    return do(task, by, on, at=at, **given)


def invite(on: str, at: str = "10:00") -> Step:
    people = [{"name": f"Someone of {agency}", "agency": agency} for agency in AGENCIES]
    return do("invite_everyone", UNIT, on, at=at, invited=people, invited_on=on, template_sent=True, family_told=True)


def report(child: str, on: str) -> Step:
    asked = ("history", "needs", "carers", "child_view", "parents_view", "analysis", "proposed_plan")
    return do("write_the_report", SOCIAL_WORKER, on, child, threshold="yes", **dict.fromkeys(asked, LONG))


def approve(on: str, count: int) -> Step:
    return do("approve_the_reports", TEAM_MANAGER, on, children=[{"approved": True}] * count, parents_prepared="yes")


def share(on: str, count: int) -> Step:
    days = dict.fromkeys(("given_on", "explained_on"), on)
    return do("share_the_reports", SOCIAL_WORKER, on, children=[{"shared": "yes"}] * count, **days)


def lodge(on: str) -> Step:
    return do("lodge_the_reports", SOCIAL_WORKER, on, lodged_on=on)


def show(on: str) -> Step:
    """The unit writes down what an agency told it."""
    row = {"agency": "Police", "shown": "yes", "shown_on": on}
    told = {"name": "PC Lewis", "received_on": on, "channel": "email"}
    return do("show_agency_reports", UNIT, on, reports=[row]) | {"behalf": told}


def collect(on: str) -> Step:
    row = {"agency": "Police", "is_in": "yes", "received_on": on, "family_saw": "yes"}
    return do("collect_the_reports", UNIT, on, reports=[row])


def sit(on: str, count: int, ahead: bool = True, contact: Sequence[str] = AGENCIES, **more: Any) -> Step:
    """The conference meets; `contact` are the agencies there that know the children."""
    row = {"contact": list(contact), "all_here": "yes", "participation": "PN1", **more}
    given = {"held_on": on, "attendance": [{"came": "yes"}] * len(AGENCIES), "children": [row] * count}
    until = {"put_off_reason": LONG, "interim_actions": [{"action": LONG, "who": "Priya Shah", "by": on}]}
    return do("open_the_sitting", CHAIR, on, **given, reports_read="yes", goes_ahead=_yes(ahead), **until)


def outline(on: str, can_decide: bool = True) -> Step:
    asked = ("risks", "strengths", "family_views", "outline", "contingency", "interim_plan")
    actions = [{"action": LONG, "who": "Both parents", "by": on, "shown_by": LONG}]
    return do(
        "draw_up_the_outline", CHAIR, on, actions=actions, can_decide=_yes(can_decide), **dict.fromkeys(asked, LONG)
    )


def decide(child: str, on: str, outcome: str, **more: Any) -> Step:
    opinion = {"who": "PC Lewis", "past_harm": "yes", "likely_harm": "yes", "plan": "yes"}
    given = {"opinions": [opinion], "family_view": LONG, "consensus": "yes", "dissent": LONG, "outcome": outcome}
    return do(
        "reach_the_decision", CHAIR, on, child, **given | {"visit_every": 14, "reason": LONG, "decided_on": on} | more
    )


def set_dates(on: str, core_group: str, review: str, **more: Any) -> Step:
    """What the conference settles before it closes, where a child has a plan."""
    given = {"lead_named": "yes", "lead_worker": "Priya Shah", "core_group": LONG}
    return do("set_the_dates", CHAIR, on, **given | {"core_group_on": core_group, "review_on": review} | more)


def _yes(said: bool) -> str:
    return "yes" if said else "no"


# ---- ways that many tests go: discussed on Monday 2 March 2026, so that the 15 working days end on Monday 23 March

DISCUSSED, LIMIT, AFTER_LIMIT = "2026-03-02", "2026-03-23", "2026-03-24"


def to_enquiry(*children: str) -> list[Step]:
    """An enquiry for each of these children, who are born."""
    return [call(DISCUSSED, *map(born, children)), plan(DISCUSSED), hold(DISCUSSED, *(True for _ in children))]


def to_agreement(*children: str) -> list[Step]:
    """All is known of these children, and a conference is suggested for each."""
    seen = [see(child, "2026-03-04") for child in children]
    return [*to_enquiry(*children), *seen, gather("2026-03-05"), weigh("2026-03-06", *(True for _ in children))]


def to_request(*children: str) -> list[Step]:
    """A conference is needed for these children."""
    return [*to_agreement(*children), *(agree(child, "2026-03-06") for child in children)]


def to_booking(*children: str) -> list[Step]:
    return [*to_request(*children), request("2026-03-09")]


def to_sitting(*children: str, planned: str = "2026-03-20") -> list[Step]:
    """Everybody is invited on 10 March to a conference on 20 March, within the limit."""
    return [*to_booking(*children), book("2026-03-10", planned), invite("2026-03-10")]


def to_decision(*children: str) -> list[Step]:
    return [*to_sitting(*children), sit("2026-03-20", len(children)), outline("2026-03-20")]
