"""Children who come into a case, and why the authority knows them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import update

from engine.storage import tables as t
from engine.storage.record import Record


def join(
    record: Record, case: int, children: Sequence[Mapping[str, object]], referral: Mapping[str, object]
) -> list[int]:
    """Insert children as forms tell of them, each with its referral; gives their ids, in the given order."""
    ids = [row.id for row in record.add_all(t.children, [_row(case, one) for one in children], ordered=True)]
    record.add_all(t.referrals, [{"case_id": case, "child_id": child, **referral} for child in ids])
    return ids


def reopen(record: Record, children: Sequence[int], on: date) -> None:
    """The authority works with these children from `on`: a case that was closed is open again, with new referrals."""
    case, open_one = t.cases.c, t.referrals.c
    closed = update(t.cases).where(case.id == record.case_id, case.closed_at.is_not(None))
    record.session.execute(closed.values(closed_at=None))
    known = {row.child_id for row in record.find(t.referrals, open_one.closed_on.is_(None))}
    new = [{"child_id": child, "referred_on": on} for child in children if child not in known]
    record.add_all(t.referrals, new)


def _row(case: int, child: Mapping[str, object]) -> dict[str, object]:
    """With a value for each column: rows of one statement have the same columns."""
    known = {
        "sex": "U",
        "birth_date": None,
        "expected_birth_date": None,
        "ethnicity": "",
        "disabilities": [],
        "upn": "",
    }
    return {"case_id": case, **known, **{name: value for name, value in child.items() if value is not None}}
