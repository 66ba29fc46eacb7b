"""Record that a manager looked at a decision which the chair took without consensus."""

from datetime import datetime

from marshmallow import Schema

from engine.operations._fields import Id, Moment, YesNo, prose
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    conference = Id(required=True)
    child = Id(required=True)
    overseen_on = Moment(required=True)  # a moment, since the limit runs in clock hours; or a date
    agreed = YesNo(required=True)
    comment = prose(load_default="")


def run(record: Record, conference: int, child: int, overseen_on: datetime, **told: object) -> dict[str, object]:
    """Gives `{"id"}`. The person who acts is the one who looked. Raises NotFound."""
    record.own(t.conferences, conference)
    (child,) = record.concerned([child])
    seen = {"overseen_at": overseen_on, "overseen_by": record.actor.name, **told}
    return {"id": record.add(t.oversights, conference_id=conference, child_id=child, **seen)}
