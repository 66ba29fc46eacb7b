"""Record that a paper was made, such as a plan, a record of a conference or a letter; and signed."""

from marshmallow import Schema

from engine.operations._fields import Day, Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    kind = words(60, required=True)
    conference = Id()
    made_on = Day(required=True)
    signed_on = Day()
    by = words()  # the person who acts, where nobody is named


def run(record: Record, conference: int | None = None, by: str | None = None, **made: object) -> dict[str, object]:
    """Gives `{"id"}`. Raises NotFound."""
    if conference is not None:
        record.own(t.conferences, conference)
    about = {"instance_id": record.instance_id, "conference_id": conference, "made_by": by or record.actor.name}
    return {"id": record.add(t.documents, **about, **made)}
