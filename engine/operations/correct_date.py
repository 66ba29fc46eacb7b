"""Correct a date of the record, and every date that was taken from it; the old date, the reason and the person stay."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from marshmallow import Schema
from sqlalchemy import Row, Table, select

from engine.operations._fields import Day, Id, code, in_order, prose
from engine.operations._limits import limit_date
from engine.storage import tables as t
from engine.storage.record import Record

Change = tuple[str, Table, int, dict[str, object]]  # what kind of thing, where, which, and its new dates


class Inputs(Schema):
    of = code(("strategy discussion", "conference", "core group", "visit", "plan start", "enquiry"), required=True)
    id = Id(required=True)
    to = Day(required=True)
    reason = prose(required=True)


def run(record: Record, of: str, id: int, to: date, reason: str) -> None:
    """Limits that were counted from the old date are counted again. Raises NotFound."""
    table, column = _DATES[of]
    row = record.own(table, id)
    if of == "conference" and row.held_on is None:
        column = "planned_on"  # it has no other date yet
    former = row._mapping[column]
    if former is None or former == to:
        return
    in_order("to", to, row._mapping.get("ended_on"))
    taken = _FOLLOWING.get(of, _nothing)(record, row, former, to)
    who = {"reason": reason, "person": record.actor.person, "person_name": record.actor.name, "at": record.now}
    for kind, where, which, dates in [(of, table, id, {column: to}), *taken]:
        record.change_where(where, where.c.id == which, **dates)
        about = {"instance_id": record.instance_id, "of": kind, "of_id": which, "former": former, "corrected": to}
        record.add(t.corrections, **about, **who)


def _nothing(*_: object) -> Iterator[Change]:
    return iter(())


def _of_discussion(record: Record, row: Row[Any], former: date, to: date) -> Iterator[Change]:
    """The enquiries that it started began with it."""
    enquiry, about = t.enquiries.c, t.strategy_discussion_children.c
    for one in record.find(t.enquiries, enquiry.strategy_discussion_id == row.id, enquiry.started_on == former):
        in_order("to", to, one.ended_on)
        yield "enquiry", t.enquiries, one.id, {"started_on": to}
    theirs = select(about.child_id).where(about.strategy_discussion_id == row.id)
    yield from _recounted(record, theirs, former, to)


def _of_conference(record: Record, row: Row[Any], former: date, to: date) -> Iterator[Change]:
    """Its sitting, its decisions and the plans that it started are of its day."""
    if row.held_on is None:
        return
    dated = (
        ("sitting", t.sittings, "held_on"),
        ("decision", t.decisions, "decided_on"),
        ("plan start", t.plans, "started_on"),
    )
    for kind, table, column in dated:
        for one in record.find(table, table.c.conference_id == row.id, table.c[column] == former):
            in_order("to", to, one._mapping.get("ended_on"))
            yield kind, table, one.id, {column: to}
    about = t.conference_children.c
    yield from _recounted(record, select(about.child_id).where(about.conference_id == row.id), former, to)


def _recounted(record: Record, children: Any, former: date, to: date) -> Iterator[Change]:
    """The conferences about these children whose limit was counted from the date."""
    asked, about = t.conferences.c, t.conference_children.c
    theirs = asked.id.in_(select(about.conference_id).where(about.child_id.in_(children)))
    for one in record.find(t.conferences, asked.counted_from == former, theirs):
        dates = {"counted_from": to, "limit_date": limit_date(record, one.limit_name, to)}
        yield "limit of a conference", t.conferences, one.id, dates


_DATES = {
    "strategy discussion": (t.strategy_discussions, "held_on"),
    "conference": (t.conferences, "held_on"),
    "core group": (t.core_groups, "held_on"),
    "visit": (t.visits, "held_on"),
    "plan start": (t.plans, "started_on"),
    "enquiry": (t.enquiries, "started_on"),
}
_FOLLOWING: Mapping[str, Callable[..., Iterator[Change]]] = {
    "strategy discussion": _of_discussion,
    "conference": _of_conference,
}
