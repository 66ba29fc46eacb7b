"""Proving the record's rows: each is as the last operation left it, none is missing and none is there besides."""

import pytest
from sqlalchemy import Boolean, Column, String, Table, delete, select, update
from sqlalchemy.orm import Session

from engine.commands.verify_rows import RECORD, broken_rows
from tests.integration.family import House
from tests.integration.known_family import know_everything
from tests.integration.queries.seeding import NOW, Seeds
from tests.integration.recording import Recording

LONG = 40  # a shorter text may be a code, which the database checks


@pytest.fixture
def family(house: House) -> Recording:
    """With at least one row in each table of the record."""
    known = know_everything(house)
    known.recording.do("correct_date", of="conference", id=known.conference, to="2026-03-25", reason="Mistyped.")
    return known.recording


def broken(family: Recording) -> list[str]:
    with family.house.engine.session() as session:
        return [str(one) for one in broken_rows(session, family.case, "CP-1", family.said)]


def changeable(table: Table) -> Column | None:
    """A column of its own whose value can be another; none in a table that only joins two things."""
    own = [column for column in table.c if not column.primary_key and not column.foreign_keys]
    texts = [one for one in own if isinstance(one.type, String) and (one.type.length or LONG) >= LONG]
    return next(iter([*texts, *(one for one in own if isinstance(one.type, Boolean))]), None)


def test_what_operations_wrote_is_proved_in_every_table(family: Recording):
    assert broken(family) == []
    written = {name for one in family.said for operation in one["operations"] for name in operation["rows"]}
    assert written == set(RECORD)


def test_a_row_changed_by_hand_is_found_in_every_table(family: Recording):
    """One after the other: each adds one finding to those before."""
    found: list[str] = []
    for name, table in RECORD.items():
        wrong = spoil(family, table)
        new = [told for told in broken(family) if told not in found]
        assert len(new) == 1 and new[0].endswith(wrong), name
        found += new


def spoil(family: Recording, table: Table) -> str:
    """Change a row, or take it away where nothing can be changed; gives what is wrong then."""
    column = changeable(table)
    with Session(family.house.engine.database.execution_options(write=True)) as session, session.begin():
        first = session.execute(select(table).limit(1)).one()
        this = [one == first._mapping[one.name] for one in table.primary_key]
        if column is None:
            session.execute(delete(table).where(*this))
            return "it is missing."
        former = first._mapping[column.name]
        other = not former if isinstance(column.type, Boolean) else "changed"
        session.execute(update(table).where(*this).values({column: other}))
    return "it was changed."


def test_a_row_that_no_operation_wrote_is_found(family: Recording):
    Seeds(family.house).add(
        "exceptions", case_id=family.case, instance_id=family.instance, what="X", reason="X", person="p", at=NOW
    )
    (told,) = broken(family)
    assert told.endswith("no event wrote it.")


def test_another_family_is_another_matter(family: Recording):
    seeds = Seeds(family.house)
    seeds.child(seeds.case())
    assert broken(family) == []
