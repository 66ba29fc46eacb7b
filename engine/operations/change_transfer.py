"""Record how a transfer goes: what was asked for and told, who answers for the children, and how it ended."""

from marshmallow import Schema

from engine.operations._fields import Day, Id, prose, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    transfer = Id(required=True)
    accountable_authority = words()
    conference_on = Day()
    accepted_on = Day()
    ended_on = Day()
    outcome = prose()
    documents_asked_on = Day()
    flag_placed_on = Day()
    nurse_told_on = Day()


def run(record: Record, transfer: int, **told: object) -> None:
    """What is not given stays as it was. Raises NotFound."""
    record.change(t.transfers, transfer, **told)
