"""Steps of the stages during a plan, with answers that their forms accept.

The plan begins on Friday 20 March 2026, so the first core group is due by Tuesday 7 April, after Easter.
"""

from collections.abc import Sequence
from typing import Any

from tests.processes.steps import LONG, SOCIAL_WORKER, TEAM_MANAGER, Step, do

LEAD = SOCIAL_WORKER  # who leads on plans in the demo council is a social worker
DECIDED = "2026-03-20"


def on_a_plan(*children: str, since: str = DECIDED, born: str | None = "2017-05-01", **more: Any) -> Step:
    """A family whose children are on a plan; `more` are dates set by the conference and days between visits."""
    rows = [{"given_name": name, "birth_date": born, "sex": "F"} for name in children]
    return _family(rows, since, **more)


def unborn_on_a_plan(child: str, expected: str = "2026-07-01") -> Step:
    return _family([{"given_name": child, "expected_birth_date": expected, "sex": "U"}], DECIDED)


def _family(rows: Sequence[Step], since: str, **more: Any) -> Step:
    answers = {"family_name": "Hill", "children": rows, "since": since, **more}
    return {"open": "straight_to_a_plan", "by": TEAM_MANAGER, "on": more.get("taken_on", since), "answers": answers}


def begin(process: str, by: str, on: str, *children: str) -> Step:
    """Start a process by hand in the case, for these children, or for all."""
    return {"start": process, "by": by, "on": on} | ({"children": list(children)} if children else {})


def off_the_plan(on: str, *children: str) -> Step:
    return begin("straight_off_the_plan", TEAM_MANAGER, on, *children)


def taken_on(on: str, counted_from: str) -> Step:
    return begin("straight_taken_on", TEAM_MANAGER, on) | {"answers": {"counted_from": counted_from}}


def confirm(on: str, **more: Any) -> Step:
    given = {"named": "yes", "name": "Priya Shah", "since": on, "employed": "here"}
    return do("confirm_lead_worker", TEAM_MANAGER, on, **given | more)


def explain(child: str, on: str, **more: Any) -> Step:
    talked = {"explained": "talked", "explained_on": on, "understood": ["decided"], "agreed": "partly"}
    return do(
        "explain_the_plan", LEAD, on, child, **talked, child_view=LONG, advocate="declined", in_writing="yes", **more
    )


def meet(on: str, held: str = "", by: str = LEAD, **more: Any) -> Step:
    """A core group, recorded on the day it was held unless that is another."""
    people = [
        {"name": "Jo Hill", "part": "Mother", "came": "yes"},
        {"name": "Dr Ray", "part": "GP", "came": "sent", "sent": LONG},
    ]
    actions = [{"action": LONG, "who": "Jo Hill", "progress": "going"}]
    given = {"held_on": held or on, "people": people, "family": "yes", "actions": actions, "notes": LONG}
    return do("hold_core_group", by, on, **given | more)


def visit(on: str, *seen: bool, held: str = "", child: str = "", try_on: str = "", **more: Any) -> Step:
    """A visit, with for each child whether it was seen."""
    rows = [_seen() if one else {"seen": "no", "not_seen": LONG, "try_on": try_on or on} for one in seen]
    given = {"held_on": held or on, "visitor": "Priya Shah", "children": rows, "family_met": "yes", "notes": LONG}
    step = do("make_the_visit", LEAD, on, **given | more)
    return step | {"child": child} if child else step


def _seen() -> Step:
    return {"seen": "yes", "alone": "no", "not_alone": LONG, "bedroom": "yes", "wishes": LONG}


def look_into(task: str, on: str) -> Step:
    return do(task, TEAM_MANAGER, on, reason=LONG, protection=LONG, agreed_for=on)


def call_on_contingency(on: str, *follows: str) -> list[Step]:
    """The contingency plan is called on, and this follows."""
    happened = {"signs": ["not_safe"], "happened": LONG, "happened_on": on, "safe_now": LONG}
    decision = {"follows": list(follows), "reason": LONG, "decided_on": on}
    told = do("say_what_happened", LEAD, on, **happened)
    return [begin("contingency", LEAD, on), told, do("decide_what_follows", TEAM_MANAGER, on, **decision)]
