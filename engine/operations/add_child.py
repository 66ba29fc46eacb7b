"""Add a child to the family: one born into it, or one whom nobody had named. The instance concerns the child too."""

from marshmallow import Schema
from sqlalchemy import insert, select

from engine.operations._fields import Child
from engine.operations._joining import join
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Child):
    class Meta(Schema.Meta):
        unknown = "raise"


def run(record: Record, **child: object) -> dict[str, object]:
    """Gives `{"id"}`. The child is referred today, from where and for what the family was."""
    case, referred = t.cases.c, t.referrals.c
    family = select(case.family_name, referred.source, referred.primary_need).where(case.id == record.case_id)
    known = family.join_from(t.cases, t.referrals, isouter=True).order_by(referred.id.desc()).limit(1)
    row = record.session.execute(known).one()
    referral = {"referred_on": record.today, "source": row.source or "", "primary_need": row.primary_need or ""}
    named = {**child, "family_name": child.get("family_name") or row.family_name}
    (child_id,) = join(record, record.case_id, [named], referral)
    record.session.execute(insert(t.instance_children).values(instance_id=record.instance_id, child_id=child_id))
    record.joined.add(child_id)
    return {"id": child_id}
