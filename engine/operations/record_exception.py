"""Record the reason for something out of the usual order, which nobody was stopped from doing."""

from marshmallow import Schema

from engine.operations._fields import prose, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    what = words(required=True)
    reason = prose(required=True)


def run(record: Record, what: str, reason: str) -> dict[str, object]:
    """Gives `{"id"}`. The person who acts is the one who gave the reason."""
    who = {"person": record.actor.person, "person_name": record.actor.name, "at": record.now}
    return {"id": record.add(t.exceptions, instance_id=record.instance_id, what=what, reason=reason, **who)}
