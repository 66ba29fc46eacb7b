"""Prove the record: each row of a case is as the last event left it that wrote it, and none is there besides."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, func, literal, select, union_all
from sqlalchemy.orm import Session

from engine.storage import plan_tables, record_tables
from engine.storage.chain import Broken, row_digest
from engine.storage.record import row_key

RECORD = {
    one.name: one for room in (record_tables, plan_tables) for one in vars(room).values() if isinstance(one, Table)
}


def broken_rows(session: Session, case_id: int, reference: str, said: Iterable[Mapping[str, Any]]) -> Iterator[Broken]:
    """What is wrong with the record of a case whose events `said` so: a statement for each table that has rows."""
    wanted: dict[str, dict[str, str]] = {}
    for rows in (rows for one in said for rows in _written(one)):
        for name, digests in rows.items():
            wanted.setdefault(name, {}).update(digests)
    for name in sorted({*wanted, *_filled(session, case_id)}):
        left = wanted.get(name, {})
        for key, wrong in _wrong(session, case_id, RECORD[name], left):
            yield Broken(f"{reference}, {_word(name)} {key}", wrong, case_id)


def _written(one: Mapping[str, Any]) -> Iterator[Mapping[str, Mapping[str, str]]]:
    """What an event says of rows: its own, when the case was opened, and those of each operation, in their order."""
    yield one.get("rows", {})
    yield from (operation.get("rows", {}) for operation in one.get("operations", ()))


def _wrong(session: Session, case_id: int, table: Table, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    found = {row_key(table, row): row for row in session.execute(select(table).where(_of_case(table, case_id)))}
    for key in sorted({*found, *wanted}):
        if key not in found:
            yield key, "it is missing."
        elif key not in wanted:
            yield key, "no event wrote it."
        elif row_digest(found[key]._mapping) != wanted[key]:
            yield key, "it was changed."


def _filled(session: Session, case_id: int) -> list[str]:
    """The tables that hold anything of the case, in one statement."""
    counts = (
        select(literal(name).label("name"), func.count().label("rows"))
        .select_from(table)
        .where(_of_case(table, case_id))
        for name, table in RECORD.items()
    )
    return [row.name for row in session.execute(union_all(*counts)) if row.rows]


def _of_case(table: Table, case_id: int) -> ColumnElement[bool]:
    """A table that only joins two things belongs to the case by the first of them."""
    if "case_id" in table.c:
        return table.c.case_id == case_id
    first = next(iter(table.primary_key))
    (key,) = first.foreign_keys
    parent = key.column.table
    return first.in_(select(parent.c.id).where(parent.c.case_id == case_id))


def _word(name: str) -> str:
    return name.removesuffix("s").replace("_", " ")
