"""Record that an expected child is born."""

from marshmallow import Schema

from engine.domain.codes import SEXES
from engine.operations._fields import Day, Id, code, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    birth_date = Day(required=True)
    given_name = words()
    sex = code(SEXES)


def run(record: Record, child: int, **born: object) -> None:
    """A name or sex that is not given stays as it was. Raises NotFound."""
    record.change(t.children, child, **{name: value for name, value in born.items() if value != ""})
