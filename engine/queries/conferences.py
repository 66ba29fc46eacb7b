"""The conferences of a case, the newest first, with the departures from their limit and the decisions they made."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Table, select

from engine.domain.views import ConferenceLine, DecisionLine, DepartureLine
from engine.queries.lines import grouped
from engine.queries.reading import Reading
from engine.storage import tables as t

MOST = 20  # a page shows the latest; the chronology tells of all


def conferences(reading: Reading, case_id: int) -> tuple[ConferenceLine, ...]:
    """The latest conferences of a case: four statements, however many there were."""
    latest = select(t.conferences).where(t.conferences.c.case_id == case_id).order_by(t.conferences.c.id.desc())
    rows = reading.session.execute(latest.limit(MOST)).all()
    if not rows:
        return ()
    ids = [row.id for row in rows]
    names = _children(reading, ids)
    departures = _beside(reading, t.departures, ids, _departure)
    decisions = _beside(reading, t.decisions, ids, _decision)
    return tuple(_line(row, names.get(row.id, ()), departures[row.id], decisions[row.id]) for row in rows)


def _children(reading: Reading, ids: list[int]) -> dict[int, tuple[str, ...]]:
    about, child = t.conference_children.c, t.children.c
    rows = (
        select(about.conference_id, child.given_name)
        .join_from(t.conference_children, t.children)
        .where(about.conference_id.in_(ids))
        .order_by(about.conference_id, child.id)
    )
    return grouped(reading.session.execute(rows))


def _beside(reading: Reading, table: Table, ids: list[int], told: Any) -> dict[int, tuple[Any, ...]]:
    """The rows of a table of facts about children, by conference."""
    rows = (
        select(table, t.children.c.given_name)
        .join_from(table, t.children)
        .where(table.c.conference_id.in_(ids))
        .order_by(table.c.id)
    )
    lines: dict[int, tuple[Any, ...]] = defaultdict(tuple)
    for row in reading.session.execute(rows):
        lines[row.conference_id] = (*lines[row.conference_id], told(row))
    return lines


def _departure(row: Any) -> DepartureLine:
    return DepartureLine(
        child=row.given_name,
        limit=row.limit_name,
        limit_date=row.limit_date,
        planned_on=row.planned_on,
        agreed=row.agreed,
        reason=row.reason,
        protection=row.protection,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
    )


def _decision(row: Any) -> DecisionLine:
    return DecisionLine(row.given_name, row.outcome, row.category, row.reason, row.decided_on)


def _line(row: Any, children: tuple[str, ...], departures: Any, decisions: Any) -> ConferenceLine:
    return ConferenceLine(
        id=row.id,
        kind=row.kind,
        requested_on=row.requested_on,
        limit_date=row.limit_date,
        planned_on=row.planned_on,
        held_on=row.held_on,
        place=row.place,
        chair=row.chair,
        outline=row.outline_plan,
        children=children,
        departures=departures,
        decisions=decisions,
    )
