"""Set, or change, when and where a conference is held and who chairs it."""

from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    conference = Id(required=True)
    planned_on = Day(required=True)
    place = words()
    chair = words()


def run(
    record: Record, conference: int, planned_on: date, place: str | None = None, chair: str | None = None
) -> dict[str, object]:
    """Gives `{"id"}`. A place or chair that is not given stays as it was. Raises NotFound."""
    record.change(t.conferences, conference, planned_on=planned_on, place=place, chair=chair)
    return {"id": conference}
