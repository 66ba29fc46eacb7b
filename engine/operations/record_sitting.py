"""Record a sitting of a conference: held, put off or adjourned, who came, and for which children it was quorate."""

from collections.abc import Mapping, Sequence
from datetime import date

from marshmallow import Schema, fields

from engine.domain.codes import PARTICIPATION
from engine.operations._fields import Day, Id, YesNo, code, names, prose
from engine.storage import tables as t
from engine.storage.record import Record

HELD = "held"


class ForChild(Schema):
    class Meta:
        unknown = "exclude"

    child = Id(required=True)
    quorate = YesNo(load_default=None, allow_none=True)
    quorum_reason = prose(load_default="", allow_none=True)
    participation = code(PARTICIPATION, load_default="", allow_none=True)


class Inputs(Schema):
    conference = Id(required=True)
    held_on = Day(required=True)
    state = code((HELD, "put off", "adjourned"), required=True)
    reason = prose(load_default="")
    interim_plan = prose(load_default="")
    attended = names()
    children = fields.List(fields.Nested(ForChild))


def run(
    record: Record,
    conference: int,
    held_on: date,
    state: str,
    children: Sequence[Mapping[str, object]] = (),
    **told: object,
) -> dict[str, object]:
    """Gives `{"id"}`. Only a sitting that was held makes the conference held.

    Without a list of those who came, nothing is said about anyone's coming. Raises NotFound.
    """
    record.own(t.conferences, conference)
    sitting = record.add(t.sittings, conference_id=conference, held_on=held_on, state=state, **told)
    record.add_all(t.sitting_children, _rows(record, sitting, children))
    if state == HELD:
        record.change(t.conferences, conference, held_on=held_on)
    if "attended" in told:
        invitation = t.invitations.c
        came = invitation.name.in_(told["attended"])
        record.change_where(t.invitations, invitation.conference_id == conference, attended=came)
    return {"id": sitting}


def _rows(record: Record, sitting: int, told: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """What was said of each child; without anything said, that it was about these children."""
    said = {one["child"]: one for one in told}
    rows = []
    for child in record.concerned(list(said)):
        one = said.get(child, {})
        rows.append(
            {
                "sitting_id": sitting,
                "child_id": child,
                "quorate": one.get("quorate"),
                "quorum_reason": one.get("quorum_reason") or "",
                "participation": one.get("participation") or "",
            }
        )
    return rows
