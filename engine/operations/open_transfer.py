"""Record that a family moves, in from another authority or out to one."""

from collections.abc import Sequence

from marshmallow import Schema

from engine.operations._fields import Day, YesNo, code, ids, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    direction = code(("in", "out"), required=True)
    other_authority = words(required=True)
    planned = YesNo(required=True)
    permanent = YesNo(required=True)
    told_on = Day(required=True)
    told_by = words(load_default="")
    children = ids()


def run(record: Record, direction: str, children: Sequence[int] = (), **moves: object) -> dict[str, object]:
    """Gives `{"id"}`. The authority that the family leaves answers for the children until that is changed.

    Raises NotFound.
    """
    concerned = record.concerned(children)
    leaves = moves["other_authority"] if direction == "in" else ""  # "" for ours
    about = {"instance_id": record.instance_id, "direction": direction, "accountable_authority": leaves}
    transfer = record.add(t.transfers, **about, **moves)
    record.add_all(t.transfer_children, [{"transfer_id": transfer, "child_id": child} for child in concerned])
    return {"id": transfer}
