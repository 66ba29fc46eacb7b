"""Record a strategy discussion, about which children it was, and whether it started an enquiry."""

from collections.abc import Sequence
from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, YesNo, ids, words
from engine.operations._joining import reopen
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    held_on = Day(required=True)
    started_enquiry = YesNo(required=True)
    reason = words(10_000, load_default="")
    children = ids()


def run(
    record: Record, held_on: date, started_enquiry: bool, reason: str, children: Sequence[int] = ()
) -> dict[str, object]:
    """Gives `{"id"}`: enquiries count their limits from it."""
    concerned = record.concerned(children)
    discussion = record.add(
        t.strategy_discussions,
        instance_id=record.instance_id,
        held_on=held_on,
        started_enquiry=started_enquiry,
        reason=reason,
    )
    rows = [{"strategy_discussion_id": discussion, "child_id": child} for child in concerned]
    record.add_all(t.strategy_discussion_children, rows)
    reopen(record, concerned, held_on)
    return {"id": discussion}
