"""Open a case for a family: only a start event may, since there is no case yet."""

import secrets
from collections.abc import Mapping, Sequence

from marshmallow import Schema, fields, validate
from sqlalchemy import insert, select, update

from engine.operations._fields import Child, YesNo, words
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    family_name = words(required=True)
    authority = words(40, load_default="")  # the command fills it in where the form does not ask
    children = fields.List(fields.Nested(Child), required=True, validate=validate.Length(min=1))
    restricted = YesNo(load_default=False)


def run(
    record: Record, family_name: str, children: Sequence[Mapping[str, object]], authority: str, restricted: bool
) -> dict[str, object]:
    """Insert the case and its children; gives `{"case", "reference", "children": [ids]}`."""
    case = t.cases.c
    values = {"family_name": family_name, "authority": authority, "restricted": restricted, "opened_at": record.now}
    unnumbered = insert(t.cases).values(reference=secrets.token_hex(10), **values).returning(case.id)
    case_id = record.session.execute(unnumbered).scalar_one()
    reference = f"CP-{case_id:05d}"
    record.session.execute(update(t.cases).where(case.id == case_id).values(reference=reference))
    rows = [{**child, "case_id": case_id, "family_name": child["family_name"] or family_name} for child in children]
    record.session.execute(insert(t.children), rows)
    born = t.children.c
    ids = record.session.scalars(select(born.id).where(born.case_id == case_id).order_by(born.id))
    return {"case": case_id, "reference": reference, "children": list(ids)}
