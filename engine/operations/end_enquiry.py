"""End a child's open enquiry, saying whether a conference is needed, what follows instead, and why."""

from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, Id, YesNo, code, in_order, prose
from engine.storage import tables as t
from engine.storage.record import Record

OUTCOMES = ("conference", "child in need plan", "early help", "no further action")


class Inputs(Schema):
    child = Id(required=True)
    conference_needed = YesNo(required=True)
    outcome = code(OUTCOMES, load_default="")
    reason = prose(load_default="")
    ended_on = Day(required=True)


def run(record: Record, child: int, ended_on: date, **found: object) -> None:
    """Ends every enquiry into the child that is open; there is none where it was ended before. Raises NotFound."""
    (child,) = record.concerned([child])
    mine = (t.enquiries.c.child_id == child, t.enquiries.c.ended_on.is_(None))
    for enquiry in record.find(t.enquiries, *mine):
        in_order("ended_on", enquiry.started_on, ended_on)
    record.change_where(t.enquiries, *mine, ended_on=ended_on, **found)
