"""The children of a case, and where each stands in the record."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ScalarSelect, and_, exists, func, select

from engine.domain.codes import CATEGORIES
from engine.domain.views import ChildLine
from engine.domain.words import short_day
from engine.queries.reading import Reading
from engine.storage import tables as t


def children_of(reading: Reading, case_id: int, only: Collection[int] | None = None) -> tuple[ChildLine, ...]:
    """The children of a case, or those of them in `only`, the eldest record first."""
    child, plan, enquiry = t.children.c, t.plans.c, t.enquiries.c
    sitting = t.conferences.c
    running = and_(plan.child_id == child.id, plan.ended_on.is_(None))
    asked = and_(enquiry.child_id == child.id, enquiry.ended_on.is_(None))
    rows = (
        select(
            t.children,
            plan.started_on.label("plan_since"),
            plan.category,
            enquiry.started_on.label("enquiry_since"),
            sitting.requested_on.label("conference_since"),
            sitting.planned_on,
        )
        .join_from(t.children, t.plans, running, isouter=True)
        .join(t.enquiries, asked, isouter=True)
        .join(t.conferences, sitting.id == _undecided(), isouter=True)
        .where(child.case_id == case_id)
        .order_by(child.id, plan.id, enquiry.id)
    )
    if only is not None:
        rows = rows.where(child.id.in_(only))
    latest = {row.id: row for row in reading.session.execute(rows)}  # one line a child, whatever the record holds
    return tuple(map(_line, latest.values()))


def _undecided() -> ScalarSelect[int]:
    """The latest conference about the child that has not decided for them; not one that an ended plan has overtaken."""
    about, decision = t.conference_children.c, t.decisions.c
    decided = exists().where(decision.conference_id == about.conference_id, decision.child_id == about.child_id)
    plan, asked = t.plans.alias("former").c, t.conferences.c
    overtaken = exists().where(plan.child_id == about.child_id, plan.ended_on >= asked.requested_on)
    joined = select(func.max(about.conference_id)).join_from(t.conference_children, t.conferences)
    latest = joined.where(about.child_id == t.children.c.id, ~decided, ~overtaken)
    return latest.correlate(t.children).scalar_subquery()


def instance_children(reading: Reading, instance_id: int) -> list[int]:
    """The ids of the children that an instance concerns now."""
    concerns = t.instance_children.c
    now = (concerns.instance_id == instance_id, concerns.left_at.is_(None))
    return list(reading.session.scalars(select(concerns.child_id).where(*now).order_by(concerns.child_id)))


def _line(row: Any) -> ChildLine:
    return ChildLine(
        id=row.id,
        name=f"{row.given_name} {row.family_name}",
        given_name=row.given_name,
        family_name=row.family_name,
        birth_date=row.birth_date,
        expected_birth_date=row.expected_birth_date,
        sex=row.sex,
        standing=_standing(row),
        plan_since=row.plan_since,
        category=row.category or "",
    )


def _standing(row: Any) -> str:
    """In words, the most telling first: a plan, a conference to come, an enquiry."""
    if row.plan_since:
        category = CATEGORIES.get(row.category or "", row.category)
        return f"On a child protection plan since {short_day(row.plan_since)} ({category})"
    if row.conference_since:
        when = f"planned for {short_day(row.planned_on)}" if row.planned_on else "no date yet"
        return f"Waiting for a conference: {when}"
    return f"Enquiry since {short_day(row.enquiry_since)}" if row.enquiry_since else ""
