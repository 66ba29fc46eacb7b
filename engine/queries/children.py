"""The children of a case, and where each stands in the record."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from engine.domain.views import ChildLine
from engine.domain.words import short_day
from engine.queries.reading import Reading
from engine.storage import tables as t

CATEGORIES = {
    "NEG": "neglect",
    "PHY": "physical abuse",
    "SAB": "sexual abuse",
    "EMO": "emotional abuse",
    "MUL": "multiple",
}  # the codes of the national return


def children_of(reading: Reading, case_id: int, only: Collection[int] | None = None) -> tuple[ChildLine, ...]:
    """The children of a case, or those of them in `only`, the eldest record first."""
    child, plan, enquiry = t.children.c, t.plans.c, t.enquiries.c
    running = and_(plan.child_id == child.id, plan.ended_on.is_(None))
    asked = and_(enquiry.child_id == child.id, enquiry.ended_on.is_(None))
    rows = (
        select(
            t.children, plan.started_on.label("plan_since"), plan.category, enquiry.started_on.label("enquiry_since")
        )
        .join_from(t.children, t.plans, running, isouter=True)
        .join(t.enquiries, asked, isouter=True)
        .where(child.case_id == case_id)
        .order_by(child.id, plan.id, enquiry.id)
    )
    if only is not None:
        rows = rows.where(child.id.in_(only))
    latest = {row.id: row for row in reading.session.execute(rows)}  # one line a child, whatever the record holds
    return tuple(map(_line, latest.values()))


def instance_children(reading: Reading, instance_id: int) -> list[int]:
    """The ids of the children that an instance concerns."""
    concerns = t.instance_children.c
    ids = select(concerns.child_id).where(concerns.instance_id == instance_id).order_by(concerns.child_id)
    return list(reading.session.scalars(ids))


def _line(row: Any) -> ChildLine:
    return ChildLine(
        id=row.id,
        name=f"{row.given_name} {row.family_name}",
        given_name=row.given_name,
        family_name=row.family_name,
        birth_date=row.birth_date,
        expected_birth_date=row.expected_birth_date,
        sex=row.sex,
        standing=_standing(row.plan_since, row.category, row.enquiry_since),
        plan_since=row.plan_since,
        category=row.category or "",
    )


def _standing(plan: date | None, category: str | None, enquiry: date | None) -> str:
    if plan:
        return f"On a child protection plan since {short_day(plan)} ({CATEGORIES.get(category or '', category)})"
    return f"Enquiry since {short_day(enquiry)}" if enquiry else ""
