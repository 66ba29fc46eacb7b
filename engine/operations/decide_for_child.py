"""Record what a conference decided for one child; deciding again corrects it."""

from datetime import date

from marshmallow import Schema
from sqlalchemy import delete

from engine.operations._fields import Day, Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    conference = Id(required=True)
    child = Id(required=True)
    outcome = words(40, required=True)
    category = words(3, load_default="")
    reason = words(10_000, load_default="")
    decided_on = Day(required=True)


def run(record: Record, conference: int, child: int, **decided: date | str) -> dict[str, object]:
    """Gives `{"id"}`. The decision that it corrects stays in the case's events. Raises NotFound."""
    record.own(t.conferences, conference)
    (child,) = record.concerned([child])
    former = t.decisions.c
    record.session.execute(delete(t.decisions).where(former.conference_id == conference, former.child_id == child))
    return {"id": record.add(t.decisions, conference_id=conference, child_id=child, **decided)}
