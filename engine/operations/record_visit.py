"""Record a visit, and of each child whether it was seen, and alone."""

from collections.abc import Mapping, Sequence
from datetime import date

from marshmallow import Schema, fields, validate

from engine.operations._fields import Day, Id, YesNo, prose, words
from engine.storage import tables as t
from engine.storage.record import Record


class Visited(Schema):
    class Meta:
        unknown = "exclude"

    child = Id(required=True)
    seen = YesNo(required=True)
    alone = YesNo(load_default=False, allow_none=True)
    bedroom = YesNo(load_default=None, allow_none=True)
    reason = prose(load_default="", allow_none=True)  # why not seen, or not alone


class Inputs(Schema):
    held_on = Day(required=True)
    by = words()  # the person who acts, where nobody is named
    children = fields.List(fields.Nested(Visited), required=True, validate=validate.Length(min=1))


def run(
    record: Record, held_on: date, children: Sequence[Mapping[str, object]], by: str | None = None
) -> dict[str, object]:
    """Gives `{"id"}`. Raises NotFound."""
    record.concerned([one["child"] for one in children])
    who = by or record.actor.name
    visit = record.add(t.visits, instance_id=record.instance_id, held_on=held_on, visitor=who)
    record.add_all(t.visit_children, [_row(visit, one) for one in children])
    return {"id": visit}


def _row(visit: int, one: Mapping[str, object]) -> dict[str, object]:
    """A child who was not seen was not seen alone."""
    alone = bool(one["seen"] and one["alone"])
    known = {"visit_id": visit, "child_id": one["child"], "seen": one["seen"], "alone": alone}
    return {**known, "bedroom": one["bedroom"], "reason": one["reason"] or ""}
