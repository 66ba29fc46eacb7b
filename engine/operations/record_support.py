"""Record that a child in need plan or early help begins, and who agreed. One that runs is not begun twice."""

from marshmallow import Schema

from engine.operations._fields import Day, Id, YesNo, code, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    child = Id(required=True)
    kind = code(("child in need plan", "early help"), required=True)
    started_on = Day(required=True)
    consent = YesNo(required=True)
    agreed_by = words(load_default="")


def run(record: Record, child: int, **support: object) -> dict[str, object]:
    """Gives `{"id"}`, of the support that runs. Raises NotFound."""
    (child,) = record.concerned([child])
    plan = t.support_plans.c
    same = (plan.child_id == child, plan.kind == support["kind"], plan.ended_on.is_(None))
    if running := record.find(t.support_plans, *same):
        return {"id": running[-1].id}
    return {"id": record.add(t.support_plans, child_id=child, **support)}
