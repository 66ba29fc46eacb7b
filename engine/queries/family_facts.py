"""The facts of a family, for FEEL: the case and its children."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from engine.domain.childhood import eighteenth
from engine.storage import tables as t


class Family(NamedTuple):
    """What one statement tells of a case and its household."""

    reference: str
    authority: str
    family_name: str
    taken_on: date | None
    children: list[dict[str, object]]
    household: list[dict[str, object]]


def family(session: Session, case_id: int, children: Collection[int]) -> Family:
    """The case, all children of its household, and those whom the instance concerns."""
    rows = _rows(session, case_id)
    case, born = rows[0], [row for row in rows if row.child_id is not None]
    concerned = [_child(row) for row in born if row.child_id in children]
    household = [_child(row) for row in born]
    return Family(case.reference, case.authority, case.case_family_name, case.taken_on, concerned, household)


def _rows(session: Session, case_id: int) -> Sequence[Row[Any]]:
    case, child = t.cases.c, t.children.c
    rows = (
        select(
            case.reference,
            case.authority,
            case.family_name.label("case_family_name"),
            case.taken_on,
            child.id.label("child_id"),
            child.given_name,
            child.family_name,
            child.birth_date,
            child.expected_birth_date,
            child.died_on,
            child.sex,
            child.ethnicity,
        )
        .join_from(t.cases, t.children, isouter=True)
        .where(case.id == case_id)
        .order_by(child.id)
    )
    return session.execute(rows).all()


def _child(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.child_id,
        "name": f"{row.given_name} {row.family_name}",
        "given_name": row.given_name,
        "family_name": row.family_name,
        "born": row.birth_date,
        "expected": row.expected_birth_date,
        "unborn": row.birth_date is None,
        "sex": row.sex,
        "ethnicity": row.ethnicity,
        "died_on": row.died_on,
        "eighteen_on": eighteenth(row.birth_date),
    }
