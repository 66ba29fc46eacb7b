"""Start an enquiry (section 47) into each child, from the strategy discussion that decided it."""

from collections.abc import Sequence
from datetime import date

from marshmallow import Schema
from sqlalchemy import select

from engine.operations._fields import Day, Id, ids
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    strategy_discussion = Id(required=True)
    started_on = Day(required=True)
    children = ids()


def run(record: Record, strategy_discussion: int, started_on: date, children: Sequence[int] = ()) -> list[int]:
    """Gives the ids of the enquiries. Raises NotFound for a discussion or a child of another case."""
    record.own(t.strategy_discussions, strategy_discussion)
    enquiry = {"strategy_discussion_id": strategy_discussion, "started_on": started_on}
    record.add_all(t.enquiries, [{**enquiry, "child_id": child} for child in record.concerned(children)])
    started = t.enquiries.c
    mine = select(started.id).where(started.strategy_discussion_id == strategy_discussion).order_by(started.id)
    return list(record.session.scalars(mine))
