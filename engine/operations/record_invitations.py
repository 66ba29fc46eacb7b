"""Record who was invited to a conference, and by when the agencies' reports are wanted."""

from collections.abc import Mapping, Sequence
from datetime import date

from marshmallow import Schema, fields

from engine.operations._fields import Day, Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Invited(Schema):
    class Meta:
        unknown = "exclude"

    name = words(required=True)
    agency = words(load_default="")


class Inputs(Schema):
    conference = Id(required=True)
    invited = fields.List(fields.Nested(Invited), required=True)
    invited_on = Day(required=True)
    report_due_on = Day()


def run(
    record: Record,
    conference: int,
    invited: Sequence[Mapping[str, object]],
    invited_on: date,
    report_due_on: date | None = None,
) -> None:
    """A row for each person. Raises NotFound."""
    record.own(t.conferences, conference)
    shared = {"conference_id": conference, "invited_on": invited_on, "report_due_on": report_due_on}
    record.add_all(t.invitations, [{**shared, **person} for person in invited])
