"""Record that a paper was sent, to whom and how, and when each received it."""

from collections.abc import Mapping, Sequence
from datetime import date

from marshmallow import Schema, fields

from engine.operations._fields import Day, Id, words
from engine.storage import tables as t
from engine.storage.record import Record


class Recipient(Schema):
    class Meta:
        unknown = "exclude"

    name = words(required=True)
    agency = words(load_default="", allow_none=True)
    channel = words(40, load_default="", allow_none=True)
    received_on = Day(load_default=None, allow_none=True)


class Inputs(Schema):
    kind = words(60, required=True)
    sent_on = Day(required=True)
    conference = Id()
    recipients = fields.List(fields.Nested(Recipient), required=True)


def run(
    record: Record,
    kind: str,
    sent_on: date,
    recipients: Sequence[Mapping[str, object]],
    conference: int | None = None,
) -> dict[str, object]:
    """Gives `{"id"}`. Raises NotFound."""
    if conference is not None:
        record.own(t.conferences, conference)
    about = {"instance_id": record.instance_id, "conference_id": conference}
    sent = record.add(t.dispatches, kind=kind, sent_on=sent_on, **about)
    blank = {"dispatch_id": sent, "agency": "", "channel": "", "received_on": None}
    rows = [{**blank, **{key: said for key, said in one.items() if said}} for one in recipients]
    record.add_all(t.dispatch_recipients, rows)
    return {"id": sent}
