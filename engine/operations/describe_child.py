"""Record what the national returns ask of a child: ethnicity, disabilities, pupil number, and a death."""

from marshmallow import Schema, fields

from engine.domain.codes import DISABILITIES, ETHNICITIES
from engine.operations._fields import Day, Id, code, in_order, pupil_number
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    ethnicity = code(ETHNICITIES)
    disabilities = fields.List(code(DISABILITIES, required=True))
    upn = pupil_number()
    died_on = Day()


def run(record: Record, child: int, **told: object) -> None:
    """What is not given stays as it was. Raises NotFound."""
    row = record.own(t.children, child)
    in_order("died_on", row.birth_date, told.get("died_on"))
    record.change(t.children, child, **told)
