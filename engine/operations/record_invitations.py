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
    """A row for each person; one who was invited before, by that name, is invited anew. Raises NotFound."""
    record.own(t.conferences, conference)
    theirs = t.invitations.c.conference_id == conference
    shared = {"conference_id": conference, "invited_on": invited_on, "report_due_on": report_due_on}
    before = {row.name: row.id for row in record.find(t.invitations, theirs)}
    for person in invited:
        if person["name"] in before:
            record.change(t.invitations, before[person["name"]], **{**shared, **person})
    record.add_all(t.invitations, [{**shared, **person} for person in invited if person["name"] not in before])
