"""End a child's open enquiry, saying whether a conference is needed and why."""

from datetime import date

from marshmallow import Schema
from sqlalchemy import update

from engine.operations._fields import Day, Id, YesNo, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    conference_needed = YesNo(required=True)
    reason = words(10_000, load_default="")
    ended_on = Day(required=True)


def run(record: Record, child: int, conference_needed: bool, reason: str, ended_on: date) -> None:
    """Ends every enquiry into the child that is open; there is none where it was ended before. Raises NotFound."""
    enquiry = t.enquiries.c
    (child,) = record.concerned([child])
    record.session.execute(
        update(t.enquiries)
        .where(enquiry.case_id == record.case_id, enquiry.child_id == child, enquiry.ended_on.is_(None))
        .values(ended_on=ended_on, conference_needed=conference_needed, reason=reason)
    )
