"""Close a case, saying why; a later strategy discussion or plan opens it again."""

from datetime import date

from marshmallow import Schema
from sqlalchemy import update

from engine.domain.codes import CLOSURES
from engine.operations._fields import Day, code, in_order
from engine.storage import tables as t
from engine.storage.record import Record


class Inputs(Schema):
    closed_on = Day(required=True)
    reason = code(CLOSURES, required=True)


def run(record: Record, closed_on: date, reason: str) -> None:
    """Ends the referral of every child whose referral is open."""
    running = t.referrals.c.closed_on.is_(None)
    for referral in record.find(t.referrals, running):
        in_order("closed_on", referral.referred_on, closed_on)
    record.change_where(t.referrals, running, closed_on=closed_on, closure=reason)
    record.session.execute(update(t.cases).where(t.cases.c.id == record.case_id).values(closed_at=record.now))
