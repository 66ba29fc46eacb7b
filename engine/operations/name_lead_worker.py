"""Name who is the lead worker of some children from a day on; the former one's time ends that day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from marshmallow import Schema
from sqlalchemy import Row

from engine.operations._fields import Day, ids, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    name = words(required=True)
    since = Day(required=True)
    authority = words(load_default="")  # "" for ours
    team = words(load_default="")
    children = ids()


def run(record: Record, since: date, children: Sequence[int] = (), **worker: str) -> None:
    """Whoever is the lead worker already stays so. Raises NotFound."""
    concerned, lead = record.concerned(children), t.lead_workers.c
    now = record.find(t.lead_workers, lead.child_id.in_(concerned), lead.until.is_(None))
    kept = {row.child_id for row in now if (row.name, row.authority) == (worker["name"], worker["authority"])}
    former = [row.id for row in now if row.child_id not in kept and row.since <= since]
    record.change_where(t.lead_workers, lead.id.in_(former), until=since)
    rows = [{**worker, "child_id": one, "since": since, "until": _until(now, one, since)} for one in concerned]
    record.add_all(t.lead_workers, [row for row in rows if row["child_id"] not in kept])


def _until(now: Sequence[Row[Any]], child: int, since: date) -> date | None:
    """Written down late, a lead worker's time ends where the next one's begins."""
    later: Iterator[date] = (row.since for row in now if row.child_id == child and row.since > since)
    return min(later, default=None)
