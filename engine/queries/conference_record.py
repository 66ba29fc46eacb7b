"""The conferences of a child or a family, each with its sittings and all that belongs to it."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, Table

from engine.domain import record_views as views
from engine.domain.views import DecisionLine, DepartureLine
from engine.queries.record_rows import RecordRows
from engine.storage import tables as t


def conferences(rows: RecordRows) -> tuple[views.ConferenceRecord, ...]:
    """The newest conferences: a statement for each kind of thing beside them, however many there are."""
    found = rows.of(t.conferences, "requested_on")
    names = rows.children(t.conferences, found)
    return rows.lines(
        views.ConferenceRecord,
        found,
        children=lambda row: names[row.id],
        sittings=_sittings(rows, found),
        invitations=_beside(rows, views.InvitationLine, t.invitations, found),
        departures=_beside(rows, DepartureLine, t.departures, found, limit=lambda row: row.limit_name),
        decisions=_beside(rows, DecisionLine, t.decisions, found),
        oversights=_beside(rows, views.OversightLine, t.oversights, found),
        amendments=_beside(rows, views.AmendmentLine, t.amendments, found),
    )


def _beside(
    rows: RecordRows, kind: Any, table: Table, found: Sequence[Row[Any]], **more: Callable[[Row[Any]], object]
) -> Callable[[Row[Any]], object]:
    """The lines of a table that belong to each conference."""
    beside = rows.beside(table, "conference_id", found)
    return lambda row: rows.lines(kind, beside[row.id], **more)


def _sittings(rows: RecordRows, found: Sequence[Row[Any]]) -> Callable[[Row[Any]], object]:
    sittings = rows.beside(t.sittings, "conference_id", found)
    each = [sitting for theirs in sittings.values() for sitting in theirs]
    children = rows.beside(t.sitting_children, "sitting_id", each)

    def told(sitting: Row[Any]) -> object:
        return rows.lines(views.SittingChildLine, children[sitting.id])

    return lambda row: rows.lines(views.SittingLine, sittings[row.id], children=told)
