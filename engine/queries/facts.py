"""What FEEL sees of a case: the newest facts of the record that concern an instance's children, and its answers.

At most four statements whatever the case's age, each sent only when a diagram asks for something it tells:
the case with its children; the strategy discussion that started an enquiry; the latest conference; the answers.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from engine.queries.lazy import Lazy
from engine.storage import tables as t


def for_instance(
    session: Session, case_id: int, instance_id: int | None, children: Collection[int]
) -> Mapping[str, object]:
    """`{"case": ..., "answers": ...}` for an instance that concerns `children`, read when first asked for.

    `case` holds dates as dates. `answers` maps an element to its items ("" outside a multi-instance) to the latest
    values, with dates as ISO text. Ask again after an operation: what was read is kept.
    """
    return Lazy(
        case=lambda: case_facts(session, case_id, children),
        answers=lambda: answers_of(session, instance_id),
    )


def case_facts(session: Session, case_id: int, children: Collection[int]) -> Mapping[str, object]:
    """The facts of a case that concern `children`; each group is fetched when first asked for."""
    concerned = sorted(children)
    family = cache(lambda: _family(session, case_id))
    discussion = cache(lambda: _discussion(session, case_id, concerned))
    conference = cache(lambda: _conference(session, case_id, concerned))
    return Lazy(
        reference=lambda: family()[0].reference,
        authority=lambda: family()[0].authority,
        family_name=lambda: family()[0].case_family_name,
        children=lambda: [_child(row) for row in family() if row.child_id in concerned],
        household=lambda: [_child(row) for row in family() if row.child_id is not None],
        strategy_discussion=lambda: _first(discussion(), _flagged),
        enquiries=lambda: _each(discussion(), "enquiry_id", _enquiry),
        conference=lambda: _first(conference(), _sitting),
        departures=lambda: _each(conference(), "departure_id", _departure),
        decisions=lambda: _each(conference(), "decision_id", _decision),
    )


def answers_of(session: Session, instance_id: int | None) -> dict[str, dict[str, Mapping[str, object]]]:
    """The latest answers of an instance, by element and item ("" outside a multi-instance)."""
    latest: dict[str, dict[str, Mapping[str, object]]] = {}
    columns = (t.answers.c.element, t.answers.c.item, t.answers.c["values"])
    given = select(*columns).where(t.answers.c.instance_id == instance_id).order_by(t.answers.c.id)
    for element, item, values in session.execute(given):
        latest.setdefault(element, {})[item] = values
    return latest


def _family(session: Session, case_id: int) -> Sequence[Row[Any]]:
    case, child = t.cases.c, t.children.c
    rows = (
        select(
            case.reference,
            case.authority,
            case.family_name.label("case_family_name"),
            child.id.label("child_id"),
            child.given_name,
            child.family_name,
            child.birth_date,
            child.expected_birth_date,
            child.sex,
        )
        .join_from(t.cases, t.children, isouter=True)
        .where(case.id == case_id)
        .order_by(child.id)
    )
    return session.execute(rows).all()


def _child(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.child_id,
        "name": f"{row.given_name} {row.family_name}",
        "given_name": row.given_name,
        "family_name": row.family_name,
        "born": row.birth_date,
        "expected": row.expected_birth_date,
        "unborn": row.birth_date is None,
        "sex": row.sex,
    }


def _discussion(session: Session, case_id: int, children: Sequence[int]) -> Sequence[Row[Any]]:
    """The latest discussion that started an enquiry into any of `children`, beside each enquiry it started."""
    held, into, enquiry = t.strategy_discussions.c, t.strategy_discussion_children.c, t.enquiries.c
    latest = (
        select(held.id)
        .join_from(t.strategy_discussions, t.strategy_discussion_children)
        .where(held.case_id == case_id, held.started_enquiry, into.child_id.in_(children))
        .order_by(held.held_on.desc(), held.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    theirs = and_(enquiry.strategy_discussion_id == held.id, enquiry.child_id.in_(children))
    rows = (
        select(
            held.id,
            held.held_on,
            held.started_enquiry,
            held.reason,
            enquiry.id.label("enquiry_id"),
            enquiry.child_id,
            enquiry.started_on,
            enquiry.ended_on,
            enquiry.conference_needed,
        )
        .join_from(t.strategy_discussions, t.enquiries, theirs, isouter=True)
        .where(held.id == latest)
        .order_by(enquiry.id)
    )
    return session.execute(rows).all()


def _flagged(row: Row[Any]) -> dict[str, object]:
    return {"id": row.id, "held_on": row.held_on, "started_enquiry": row.started_enquiry, "reason": row.reason}


def _enquiry(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.enquiry_id,
        "child": row.child_id,
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "conference_needed": row.conference_needed,
    }


def _conference(session: Session, case_id: int, children: Sequence[int]) -> Sequence[Row[Any]]:
    """The latest conference about any of `children`, beside each departure and decision it brought for them."""
    held, about, departure, decision = t.conferences.c, t.conference_children.c, t.departures.c, t.decisions.c
    latest = (
        select(held.id)
        .join_from(t.conferences, t.conference_children)
        .where(held.case_id == case_id, about.child_id.in_(children))
        .order_by(held.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    departed = and_(departure.conference_id == held.id, departure.child_id == about.child_id)
    decided = and_(decision.conference_id == held.id, decision.child_id == about.child_id)
    rows = (
        select(
            held.id,
            held.kind,
            held.requested_on,
            held.limit_date,
            held.planned_on,
            held.held_on,
            held.place,
            held.chair,
            about.child_id,
            departure.id.label("departure_id"),
            departure.agreed,
            departure.reason,
            departure.planned_on.label("departed_to"),
            decision.id.label("decision_id"),
            decision.outcome,
            decision.category,
            decision.decided_on,
        )
        .join_from(t.conferences, t.conference_children)
        .join(t.departures, departed, isouter=True)
        .join(t.decisions, decided, isouter=True)
        .where(held.id == latest, about.child_id.in_(children))
        .order_by(about.child_id, departure.id)
    )
    return session.execute(rows).all()


def _sitting(row: Row[Any]) -> dict[str, object]:
    names = ("id", "kind", "requested_on", "limit_date", "planned_on", "held_on", "place", "chair")
    return {name: row._mapping[name] for name in names}


def _departure(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.departure_id,
        "child": row.child_id,
        "agreed": row.agreed,
        "planned_on": row.departed_to,
        "reason": row.reason,
    }


def _decision(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.decision_id,
        "child": row.child_id,
        "outcome": row.outcome,
        "category": row.category,
        "decided_on": row.decided_on,
    }


def _first(rows: Sequence[Row[Any]], told: Callable[[Row[Any]], object]) -> object:
    return told(rows[0]) if rows else None


def _each(rows: Sequence[Row[Any]], key: str, told: Callable[[Row[Any]], object]) -> list[object]:
    """What each row tells, once for each `key`: a join repeats a decision beside every departure."""
    by_key = {row._mapping[key]: row for row in rows if row._mapping[key] is not None}
    return [told(by_key[number]) for number in sorted(by_key)]
