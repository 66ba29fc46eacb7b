"""Record a step of the law about a child: an order, a meeting, a letter, an application."""

from datetime import date

from marshmallow import Schema

from engine.operations._fields import Day, Id, code, prose
from engine.storage import tables as t
from engine.storage.record import Record

KINDS = (
    "emergency protection order",
    "police protection",
    "legal planning meeting",
    "letter before proceedings",
    "family group decision making offered",
    "family group decision making held",
    "pre-proceedings meeting",
    "pre-proceedings outcome",
    "court application",
    "initial care plan letter",
)


class Inputs(Schema):
    child = Id(required=True)
    kind = code(KINDS, required=True)
    on = Day(required=True)
    detail = prose(load_default="")


def run(record: Record, child: int, kind: str, on: date, detail: str) -> dict[str, object]:
    """Gives `{"id"}`. Raises NotFound."""
    (child,) = record.concerned([child])
    return {"id": record.add(t.legal_steps, child_id=child, kind=kind, taken_on=on, detail=detail)}
