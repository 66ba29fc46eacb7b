"""Start a child protection plan for one child, under a category."""

from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    conference = Id()
    started_on = Day(required=True)
    category = words(3, required=True)


def run(
    record: Record, child: int, started_on: date, category: str, conference: int | None = None
) -> dict[str, object]:
    """Gives `{"id"}`. Raises NotFound."""
    (child,) = record.concerned([child])
    if conference is not None:
        record.own(t.conferences, conference)
    plan = record.add(t.plans, child_id=child, conference_id=conference, started_on=started_on, category=category)
    return {"id": plan}
