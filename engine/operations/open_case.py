"""Open a case for a family: only a start event may, since there is no case yet."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from marshmallow import Schema, fields, validate
from sqlalchemy import insert, update

from engine.domain.codes import NEEDS, SOURCES
from engine.operations._fields import Child, Day, YesNo, code, words
from engine.operations._joining import join
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    family_name = words(required=True)
    authority = words(40, load_default="")  # the command fills it in where the form does not ask
    children = fields.List(fields.Nested(Child), required=True, validate=validate.Length(min=1))
    restricted = YesNo(load_default=False)
    referred_on = Day()
    referral_source = code(SOURCES, load_default="")
    primary_need = code(NEEDS, load_default="")
    taken_on = Day(load_default=None)  # for a family known before Childpath was


def run(
    record: Record,
    children: Sequence[Mapping[str, object]],
    referral_source: str,
    primary_need: str,
    referred_on: date | None = None,
    **family: object,
) -> dict[str, object]:
    """Insert the case, its children and their referrals; gives `{"case", "reference", "children": [ids]}`."""
    case = t.cases.c
    values = {**family, "opened_at": record.now, "reference": secrets.token_hex(10)}
    case_id = record.session.execute(insert(t.cases).values(values).returning(case.id)).scalar_one()
    reference = f"CP-{case_id:05d}"
    record.session.execute(update(t.cases).where(case.id == case_id).values(reference=reference))
    referral = {"referred_on": referred_on or record.today, "source": referral_source, "primary_need": primary_need}
    rows = [{**child, "family_name": child.get("family_name") or family["family_name"]} for child in children]
    return {"case": case_id, "reference": reference, "children": join(record, case_id, rows, referral)}
