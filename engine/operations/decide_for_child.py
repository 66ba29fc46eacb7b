"""Record what a conference decided for one child; deciding again corrects it."""

from marshmallow import Schema

from engine.domain.codes import CATEGORIES
from engine.operations._fields import Day, Id, YesNo, code, prose
from engine.storage import tables as t
from engine.storage.record import Record

OUTCOMES = (
    "protection plan",
    "plan continues",
    "plan ends",
    "child in need plan",
    "early help",
    "no further support",
)


class Inputs(Schema):
    conference = Id(required=True)
    child = Id(required=True)
    outcome = code(OUTCOMES, required=True)
    category = code(CATEGORIES, load_default="")
    reason = prose(load_default="")
    decided_on = Day(required=True)
    consensus = YesNo(load_default=None)
    family_view = prose(load_default="")


def run(record: Record, conference: int, child: int, **decided: object) -> dict[str, object]:
    """Gives `{"id"}`. The decision that it corrects stays in the case's events. Raises NotFound."""
    record.own(t.conferences, conference)
    (child,) = record.concerned([child])
    former = (t.decisions.c.conference_id == conference, t.decisions.c.child_id == child)
    if corrected := record.change_where(t.decisions, *former, **decided):
        return {"id": corrected[0]}
    return {"id": record.add(t.decisions, conference_id=conference, child_id=child, **decided)}
