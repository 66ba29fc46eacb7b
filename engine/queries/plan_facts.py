"""The facts from a plan on, for FEEL: plans, the last core group and visit, lead workers, a transfer and support."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Table, exists, select
from sqlalchemy.orm import Session

from engine.domain.childhood import PlanSpan, previous_plans
from engine.storage import tables as t


def plans(session: Session, children: Sequence[int]) -> list[object]:
    """The latest plan of each of `children` who had one: that which runs, else that which started last."""
    plan = t.plans.c
    rows = session.execute(select(t.plans).where(plan.child_id.in_(children)).order_by(plan.child_id, plan.id)).all()
    by_child: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_child[row.child_id].append(row)
    return [_latest_plan(theirs) for theirs in by_child.values()]


def previous(plans: Sequence[Row[Any]]) -> dict[int, int]:
    """How many plans the one child had before each of these, its plans; by their ids."""
    return previous_plans(
        PlanSpan(row.id, row.started_on, bool(row.other_authority), row.previous_elsewhere) for row in plans
    )


def _latest_plan(plans: Sequence[Row[Any]]) -> dict[str, object]:
    row = max(plans, key=lambda one: (one.ended_on is None, one.started_on, one.id))
    return {
        "id": row.id,
        "child": row.child_id,
        "started_on": row.started_on,
        "initial_category": row.initial_category,
        "category": row.category,
        "ended_on": row.ended_on,
        "ending": row.ending,
        "visit_every": row.visit_every,
        "previous": previous(plans)[row.id],
        "other_authority": row.other_authority,
    }


def core_group(session: Session, case_id: int, children: Sequence[int]) -> object:
    """The core group of any of `children` that met last."""
    link = t.core_group_children.c
    return _last(session, t.core_groups, case_id, link.core_group_id, link.child_id.in_(children))


def visit(session: Session, case_id: int, children: Sequence[int]) -> object:
    """The last visit to any of `children`."""
    link = t.visit_children.c
    return _last(session, t.visits, case_id, link.visit_id, link.child_id.in_(children))


def _last(session: Session, table: Table, case_id: int, link: Any, theirs: Any) -> object:
    """Read backwards along the index of the case's days, up to the first that concerns them."""
    held = table.c
    last = (
        select(held.id, held.held_on)
        .where(held.case_id == case_id, exists().where(link == held.id, theirs))
        .order_by(held.held_on.desc(), held.id.desc())
        .limit(1)
    )
    return next(({"id": row.id, "held_on": row.held_on} for row in session.execute(last).all()), None)


def lead_workers(session: Session, children: Sequence[int]) -> list[object]:
    """The lead worker that each of `children` has now."""
    lead = t.lead_workers.c
    now = select(t.lead_workers).where(lead.child_id.in_(children), lead.until.is_(None))
    rows = session.execute(now.order_by(lead.child_id, lead.id)).all()
    return [{"child": row.child_id, "name": row.name, "authority": row.authority, "since": row.since} for row in rows]


def transfer(session: Session, children: Sequence[int]) -> object:
    """The latest transfer of any of `children` that has not ended."""
    moved, link = t.transfers.c, t.transfer_children.c
    theirs = select(link.transfer_id).where(link.child_id.in_(children))
    running = select(t.transfers).where(moved.id.in_(theirs), moved.ended_on.is_(None))
    rows = session.execute(running.order_by(moved.id.desc()).limit(1)).all()
    return next(map(_transfer, rows), None)


def _transfer(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.id,
        "direction": row.direction,
        "other_authority": row.other_authority,
        "planned": row.planned,
        "permanent": row.permanent,
        "told_on": row.told_on,
        "accountable_authority": row.accountable_authority,
        "conference_on": row.conference_on,
        "accepted_on": row.accepted_on,
    }


def support(session: Session, children: Sequence[int]) -> list[object]:
    """The support of each of `children` that runs."""
    plan = t.support_plans.c
    running = select(t.support_plans).where(plan.child_id.in_(children), plan.ended_on.is_(None))
    rows = session.execute(running.order_by(plan.child_id, plan.id)).all()
    return [{"child": row.child_id, "kind": row.kind, "started_on": row.started_on} for row in rows]
