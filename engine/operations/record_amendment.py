"""Record that somebody asked to change the record of a conference, and whether the chair accepted it."""

from marshmallow import Schema

from engine.operations._fields import Day, Id, YesNo, prose, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    conference = Id(required=True)
    recipient = words(required=True)
    asked_on = Day(required=True)
    text = prose(required=True)
    accepted = YesNo(required=True)
    reason = prose(load_default="")


def run(record: Record, conference: int, **asked: object) -> dict[str, object]:
    """Gives `{"id"}`. Raises NotFound."""
    record.own(t.conferences, conference)
    return {"id": record.add(t.amendments, conference_id=conference, **asked)}
