"""Request a conference about some children: its limit is set from the start, its date comes later."""

from collections.abc import Sequence
from datetime import date

from marshmallow import Schema
from sqlalchemy import exists

from engine.operations._fields import Day, YesNo, ids, words
from engine.operations._limits import limit_date
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    kind = words(40, required=True)
    requested_on = Day(required=True)
    limit = words(60, required=True)
    counted_from = Day(required=True)
    no_enquiry = YesNo(load_default=False)
    children = ids()


def run(
    record: Record, limit: str, counted_from: date, no_enquiry: bool, children: Sequence[int] = (), **asked: object
) -> dict[str, object]:
    """Gives `{"id"}`. Where the authority has no such limit, the conference has no date to meet. Raises NotFound."""
    concerned = record.concerned(children)
    limited = {"limit_name": limit, "counted_from": counted_from, "limit_date": limit_date(record, limit, counted_from)}
    conference = record.add(t.conferences, instance_id=record.instance_id, no_enquiry=no_enquiry, **limited, **asked)
    led_here = {} if no_enquiry else _enquiries(record, concerned)
    rows = [{"conference_id": conference, "child_id": one, "enquiry_id": led_here.get(one)} for one in concerned]
    record.add_all(t.conference_children, rows)
    return {"id": conference}


def _enquiries(record: Record, children: Sequence[int]) -> dict[int, int]:
    """The enquiry into each child that asked for a conference and has not had one."""
    enquiry = t.enquiries.c
    had = exists().where(t.conference_children.c.enquiry_id == enquiry.id)
    asked = record.find(t.enquiries, enquiry.child_id.in_(children), enquiry.conference_needed, ~had)
    return {row.child_id: row.id for row in asked}
