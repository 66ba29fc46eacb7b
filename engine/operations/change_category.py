"""Change the category of a child's running plan; the first category stays beside it."""

from datetime import date

from marshmallow import Schema

from engine.domain.codes import CATEGORIES
from engine.operations._fields import Day, Id, code
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    category = code(CATEGORIES, required=True)
    changed_on = Day(required=True)


def run(record: Record, child: int, category: str, changed_on: date) -> None:
    """Does nothing where no plan runs, or under this category already. Raises NotFound."""
    (child,) = record.concerned([child])
    plan = t.plans.c
    other = (plan.child_id == child, plan.ended_on.is_(None), plan.category != category)
    record.change_where(t.plans, *other, category=category, category_since=changed_on)
