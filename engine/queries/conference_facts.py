"""The facts up to a conference's decision, for FEEL: the discussion, the enquiries, the conference and the reviews."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from engine.storage import tables as t

REVIEW = "review"  # the kind of conference


class Discussed(NamedTuple):
    """What one statement tells of a discussion."""

    strategy_discussion: object
    enquiries: list[object]


class Conferred(NamedTuple):
    """What one statement tells of a conference."""

    conference: object
    sitting: object
    departures: list[object]
    decisions: list[object]


class Told(NamedTuple):
    """A conference, as FEEL sees it."""

    id: int
    kind: str
    requested_on: date
    limit: str
    counted_from: date | None
    limit_date: date | None
    no_enquiry: bool
    planned_on: date | None
    held_on: date | None
    place: str
    chair: str
    outline_plan: str
    sittings: int


def discussion(session: Session, case_id: int, children: Sequence[int]) -> Discussed:
    """The latest discussion that started an enquiry into any of `children`, and each enquiry it started."""
    rows = _discussion(session, case_id, children)
    return Discussed(_first(rows, _flagged), _each(rows, "enquiry_id", _enquiry))


def _discussion(session: Session, case_id: int, children: Sequence[int]) -> Sequence[Row[Any]]:
    held, into, enquiry = t.strategy_discussions.c, t.strategy_discussion_children.c, t.enquiries.c
    latest = (
        select(held.id)
        .join_from(t.strategy_discussions, t.strategy_discussion_children)
        .where(held.case_id == case_id, held.started_enquiry, into.child_id.in_(children), _theirs(case_id, children))
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
            enquiry.outcome,
        )
        .join_from(t.strategy_discussions, t.enquiries, theirs, isouter=True)
        .where(held.id == latest)
        .order_by(enquiry.id)
    )
    return session.execute(rows).all()


def _theirs(case_id: int, children: Sequence[int]) -> ColumnElement[bool]:
    """Whether a discussion started an enquiry into one of these, or its enquiries are still to be opened.

    One that was about them too but started the enquiry of a brother or sister does not touch their clock (ROT-014).
    """
    begun = t.enquiries.alias()
    opened = select(begun.c.id).where(
        begun.c.case_id == case_id, begun.c.strategy_discussion_id == t.strategy_discussions.c.id
    )
    return or_(exists(opened.where(begun.c.child_id.in_(children))), not_(exists(opened)))


def _flagged(row: Row[Any]) -> dict[str, object]:
    return {"id": row.id, "held_on": row.held_on, "started_enquiry": row.started_enquiry, "reason": row.reason}


def _enquiry(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.enquiry_id,
        "child": row.child_id,
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "conference_needed": row.conference_needed,
        "outcome": row.outcome,
    }


def conference(session: Session, children: Sequence[int]) -> Conferred:
    """The latest conference about any of `children`, its latest sitting, its departures and decisions for them."""
    rows = _conference(session, children)
    return Conferred(
        conference=_first(rows, _told),
        sitting=_first([row for row in rows if row.sitting_id is not None], _sitting),
        departures=_each(rows, "departure_id", _departure),
        decisions=_each(rows, "decision_id", _decision),
    )


def _latest(children: Sequence[int]) -> ScalarSelect[int]:
    """The conference last asked for about any of `children`."""
    about = t.conference_children.c
    return select(func.max(about.conference_id)).where(about.child_id.in_(children)).scalar_subquery()


def _conference(session: Session, children: Sequence[int]) -> Sequence[Row[Any]]:
    held, about, departure, decision = t.conferences.c, t.conference_children.c, t.departures.c, t.decisions.c
    sitting = t.sittings.c
    latest = _latest(children)
    departed = and_(departure.conference_id == held.id, departure.child_id == about.child_id)
    decided = and_(decision.conference_id == held.id, decision.child_id == about.child_id)
    of_it = select(func.max(sitting.id), func.count()).where(sitting.conference_id == latest).subquery()
    last, sittings = of_it.c
    rows = (
        select(
            held.id,
            held.kind,
            held.requested_on,
            held.limit_name,
            held.counted_from,
            held.limit_date,
            held.no_enquiry,
            held.planned_on,
            held.held_on,
            held.place,
            held.chair,
            held.outline_plan,
            about.child_id,
            sittings.label("sittings"),
            sitting.id.label("sitting_id"),
            sitting.held_on.label("sat_on"),
            sitting.state,
            departure.id.label("departure_id"),
            departure.agreed,
            departure.reason,
            departure.limit_name.label("departed_from"),
            departure.limit_date.label("departed_date"),
            departure.planned_on.label("departed_to"),
            decision.id.label("decision_id"),
            decision.outcome,
            decision.category,
            decision.decided_on,
            decision.consensus,
        )
        .join_from(t.conferences, t.conference_children)
        .join(of_it, held.id == latest)
        .join(t.sittings, sitting.id == last, isouter=True)
        .join(t.departures, departed, isouter=True)
        .join(t.decisions, decided, isouter=True)
        .where(held.id == latest, about.child_id.in_(children))
        .order_by(about.child_id, departure.id)
    )
    return session.execute(rows).all()


def _told(row: Row[Any]) -> dict[str, object]:
    told = Told(
        id=row.id,
        kind=row.kind,
        requested_on=row.requested_on,
        limit=row.limit_name,
        counted_from=row.counted_from,
        limit_date=row.limit_date,
        no_enquiry=row.no_enquiry,
        planned_on=row.planned_on,
        held_on=row.held_on,
        place=row.place,
        chair=row.chair,
        outline_plan=row.outline_plan,
        sittings=row.sittings,
    )
    return told._asdict()


def _sitting(row: Row[Any]) -> dict[str, object]:
    return {"id": row.sitting_id, "held_on": row.sat_on, "state": row.state}


def _departure(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.departure_id,
        "child": row.child_id,
        "limit": row.departed_from,
        "limit_date": row.departed_date,
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
        "consensus": row.consensus,
    }


def invitations(session: Session, children: Sequence[int]) -> list[object]:
    """Who was invited to the latest conference about any of `children`."""
    invited = t.invitations.c
    rows = select(invited.id, invited.name, invited.agency, invited.attended)
    wanted = rows.where(invited.conference_id == _latest(children)).order_by(invited.id)
    told = session.execute(wanted).all()
    return [{"id": row.id, "name": row.name, "agency": row.agency, "attended": row.attended} for row in told]


def review(session: Session, case_id: int, children: Sequence[int]) -> object:
    """The last review that was held about any of `children`."""
    rows = _last_held(session, case_id, children, t.conferences.c.kind == REVIEW)
    return _first(rows, lambda row: {"id": row.id, "held_on": row.held_on})


def former_conference(session: Session, case_id: int, children: Sequence[int]) -> object:
    """The last conference of any kind that was held about any of `children`, with its chair."""
    rows = _last_held(session, case_id, children)
    return _first(rows, lambda row: {"id": row.id, "kind": row.kind, "held_on": row.held_on, "chair": row.chair})


def _last_held(
    session: Session, case_id: int, children: Sequence[int], *also: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    held, about = t.conferences.c, t.conference_children.c
    theirs = exists().where(about.conference_id == held.id, about.child_id.in_(children))
    last = (
        select(held.id, held.kind, held.held_on, held.chair)
        .where(held.case_id == case_id, held.held_on.is_not(None), theirs, *also)
        .order_by(held.held_on.desc(), held.id.desc())
        .limit(1)
    )
    return session.execute(last).all()


def _first(rows: Sequence[Row[Any]], told: Callable[[Row[Any]], object]) -> object:
    return told(rows[0]) if rows else None


def _each(rows: Sequence[Row[Any]], key: str, told: Callable[[Row[Any]], object]) -> list[object]:
    """What each row tells, once for each `key`: a join repeats a decision beside every departure."""
    by_key = {row._mapping[key]: row for row in rows if row._mapping[key] is not None}
    return [told(by_key[number]) for number in sorted(by_key)]
