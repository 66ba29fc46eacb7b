"""Conferences of every kind: families for whom one is called without the stages before it, plans and reviews."""

from pathlib import Path

from tests.processes.plan_steps import on_a_plan
from tests.processes.steps import (
    TEAM_MANAGER,
    Step,
    advance,
    book,
    born,
    decide,
    invite,
    outline,
    request,
    set_dates,
    sit,
)

CALLED = Path(__file__).parent / "called"
SENIOR = "olivia.grant"


def called(
    kind: str, limit: str, counted_from: str, *children: Step, on: str = "2026-03-02", taken_on: str = ""
) -> Step:
    """A new family, whose conference's limit counts from a day; Ava where no child is named."""
    told = {"kind": kind, "limit": limit, "counted_from": counted_from, "taken_on": taken_on or None}
    answers = {"family_name": "Hill", "children": list(children) or [born("Ava")], **told}
    return {"open": "straight_called", "by": TEAM_MANAGER, "on": on, "answers": answers}


def moving_in(*children: Step) -> Step:
    """Told of on Monday 2 March 2026, so that the 15 working days end on Monday 23 March."""
    return called("transfer in", "transfer_in_conference", "2026-03-02", *children)


# ---- decisions, and the first review of a plan that began on Friday 20 March 2026

MET, CORE_GROUP, REVIEW = "2026-03-20", "2026-04-01", "2026-06-18"
REVIEWED, NEXT = "2026-06-16", "2026-12-10"


def new_plan(child: str, **more: object) -> Step:
    return decide(child, MET, "protection plan", **{"category": "NEG", **more})


def dated(**more: object) -> Step:
    return set_dates(MET, CORE_GROUP, REVIEW, **more)


def to_review(*children: str) -> list[Step]:
    """The conference of a first review, which has its outline plan."""
    on = "2026-05-26"
    prepared = [advance("2026-05-22"), request(on), book(on, REVIEWED), invite(on)]
    return [on_a_plan(*children), *prepared, sit(REVIEWED, len(children)), outline(REVIEWED)]
