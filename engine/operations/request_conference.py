"""Request a conference about some children: its limit is set from the start, its date comes later."""

from collections.abc import Sequence
from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, ids, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    kind = words(40, required=True)
    requested_on = Day(required=True)
    limit_date = Day()
    children = ids()


def run(
    record: Record, kind: str, requested_on: date, limit_date: date | None = None, children: Sequence[int] = ()
) -> dict[str, object]:
    """Gives `{"id"}`."""
    concerned = record.concerned(children)
    conference = record.add(
        t.conferences,
        instance_id=record.instance_id,
        kind=kind,
        requested_on=requested_on,
        limit_date=limit_date,
    )
    rows = [{"conference_id": conference, "child_id": child} for child in concerned]
    record.add_all(t.conference_children, rows)
    return {"id": conference}
