"""Start a child protection plan for one child, under a category. A plan that runs is not started twice."""

from datetime import date

from marshmallow import Schema

from engine.domain.codes import CATEGORIES
from engine.operations._fields import Day, Id, code, count, words
from engine.operations._joining import reopen
from engine.operations.end_plan import TRANSFERRED
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    conference = Id()
    started_on = Day(required=True)
    category = code(CATEGORIES, required=True)
    previous_elsewhere = count(99, load_default=0)
    visit_every = count(366)
    other_authority = words(load_default="")  # whose plan it is, where it is not ours


def run(
    record: Record, child: int, started_on: date, category: str, other_authority: str, **told: object
) -> dict[str, object]:
    """Gives `{"id", "already"}`, the id of the plan that runs. Raises NotFound.

    Our plan takes the place of one that another authority had.
    """
    (child,) = record.concerned([child])
    if (conference := told.pop("conference", None)) is not None:
        record.own(t.conferences, conference)
    plan = t.plans.c
    running = (plan.child_id == child, plan.ended_on.is_(None))
    if same := record.find(t.plans, *running, plan.other_authority == other_authority):
        return {"id": same[-1].id, "already": True}
    if not other_authority:
        theirs = (*running, plan.started_on <= started_on)
        record.change_where(t.plans, *theirs, ended_on=started_on, ending=TRANSFERRED)
    reopen(record, [child], started_on)
    category_of = {"initial_category": category, "category": category}
    started = {"started_on": started_on, "conference_id": conference, "other_authority": other_authority, **told}
    return {"id": record.add(t.plans, child_id=child, **started, **category_of), "already": False}
