"""Record a child's assessment: when it began, what it found, and when a manager authorised it."""

from datetime import date

from marshmallow import Schema, fields, validate

from engine.domain.codes import FACTOR
from engine.operations._fields import Day, Id, Words, in_order
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    started_on = Day(required=True)
    reviewed_on = Day()
    authorised_on = Day()
    factors = fields.List(Words(validate=validate.Regexp(rf"({FACTOR})\Z", error="It is no code of a factor.")))


def run(record: Record, child: int, started_on: date, **found: object) -> dict[str, object]:
    """Gives `{"id"}`. Told of again, the assessment that began on that day is completed. Raises NotFound."""
    (child,) = record.concerned([child])
    in_order("authorised_on", started_on, found.get("authorised_on"))
    assessment = t.assessments.c
    begun = record.find(t.assessments, assessment.child_id == child, assessment.started_on == started_on)
    if begun:
        record.change(t.assessments, begun[-1].id, **found)
        return {"id": begun[-1].id}
    return {"id": record.add(t.assessments, child_id=child, started_on=started_on, **found)}
