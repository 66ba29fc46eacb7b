"""End a child's plan, saying why."""

from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, Id, code, in_order
from engine.storage import tables as t
from engine.storage.record import Record

TRANSFERRED = "transferred"
REASONS = ("review", TRANSFERRED, "eighteen", "died", "moved abroad", "looked after", "other")


class Inputs(Schema):
    child = Id(required=True)
    ended_on = Day(required=True)
    reason = code(REASONS, required=True)


def run(record: Record, child: int, ended_on: date, reason: str) -> None:
    """Ends every plan of the child that runs; there is none where it was ended before. Raises NotFound."""
    (child,) = record.concerned([child])
    running = (t.plans.c.child_id == child, t.plans.c.ended_on.is_(None))
    for plan in record.find(t.plans, *running):
        in_order("ended_on", plan.started_on, ended_on)
    record.change_where(t.plans, *running, ended_on=ended_on, ending=reason)
