"""Record the outline plan that a conference made."""

from marshmallow import Schema

from engine.operations._fields import Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    conference = Id(required=True)
    text = words(100_000, required=True)


def run(record: Record, conference: int, text: str) -> None:
    """Raises NotFound."""
    record.change(t.conferences, conference, outline_plan=text)
