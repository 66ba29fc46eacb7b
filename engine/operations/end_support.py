"""End a child's support, saying why."""

from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, Id, in_order, prose
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    ended_on = Day(required=True)
    reason = prose(required=True)


def run(record: Record, child: int, ended_on: date, reason: str) -> None:
    """Ends all support of the child that runs; there is none where it was ended before. Raises NotFound."""
    (child,) = record.concerned([child])
    running = (t.support_plans.c.child_id == child, t.support_plans.c.ended_on.is_(None))
    for support in record.find(t.support_plans, *running):
        in_order("ended_on", support.started_on, ended_on)
    record.change_where(t.support_plans, *running, ended_on=ended_on, ending=reason)
