"""Record that a conference was held, and who of the invited came."""

from collections.abc import Sequence
from datetime import date

from marshmallow import Schema, fields
from sqlalchemy import update

from engine.operations._fields import Day, Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    conference = Id(required=True)
    held_on = Day(required=True)
    attended = fields.List(words())


def run(record: Record, conference: int, held_on: date, attended: Sequence[str] | None = None) -> None:
    """Without a list of those who came, nothing is said about anyone's coming. Raises NotFound."""
    record.change(t.conferences, conference, held_on=held_on)
    if attended is None:
        return
    invitation = t.invitations.c
    record.session.execute(
        update(t.invitations)
        .where(invitation.conference_id == conference)
        .values(attended=invitation.name.in_(list(attended)))
    )
