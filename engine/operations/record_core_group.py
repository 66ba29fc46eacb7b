"""Record a meeting of the core group of some children."""

from collections.abc import Sequence

from marshmallow import Schema

from engine.operations._fields import Day, ids, names, prose
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    held_on = Day(required=True)
    attended = names()
    notes = prose(load_default="")
    late_reason = prose(load_default="")
    children = ids()


def run(record: Record, children: Sequence[int] = (), **held: object) -> dict[str, object]:
    """Gives `{"id"}`. Raises NotFound."""
    concerned = record.concerned(children)
    met = record.add(t.core_groups, instance_id=record.instance_id, **held)
    record.add_all(t.core_group_children, [{"core_group_id": met, "child_id": child} for child in concerned])
    return {"id": met}
