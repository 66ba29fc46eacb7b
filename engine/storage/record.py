"""The hand with which an operation writes the record: every row belongs to the case, every child is one of its."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Result, Row, Table, insert, select, update
from sqlalchemy.orm import Session

from engine.domain.errors import NotFound
from engine.domain.limits import Due
from engine.domain.values import Actor
from engine.storage import tables as t
from engine.storage.chain import row_digest


@dataclass(frozen=True)
class Record:
    """Handed to an operation, and kept no longer than its run."""

    session: Session
    case_id: int
    instance_id: int
    children: tuple[int, ...]  # those that the instance concerns
    now: datetime
    today: date
    actor: Actor
    due: Callable[[str, date | datetime], Due | None]
    joined: set[int] = field(default_factory=set)  # children that an operation brought into the instance
    written: dict[str, dict[str, str]] = field(default_factory=dict)  # by table and key, the digest of each row

    def add(self, table: Table, **values: object) -> int:
        """Insert a row of this case; gives its id."""
        row = {"case_id": self.case_id, **_given(values)}
        return self._note(table, self.session.execute(insert(table).values(row).returning(*table.c)))[0].id

    def add_all(self, table: Table, rows: Iterable[Mapping[str, object]], *, ordered: bool = False) -> list[Row[Any]]:
        """Insert many rows in one statement; `case_id` is filled in where the table has one and they do not.

        Gives what was inserted, in the order of `rows` if that is asked for.
        """
        mine = {"case_id": self.case_id} if "case_id" in table.c else {}
        if not (filled := [{**mine, **row} for row in rows]):
            return []
        inserted = insert(table).returning(*table.c, sort_by_parameter_order=ordered)
        return self._note(table, self.session.execute(inserted, filled))

    def change(self, table: Table, row_id: int, **values: object) -> None:
        """Change a row of this case; what is None stays as it was. Raises NotFound."""
        if not (given := _given(values)):
            self.own(table, row_id)
        elif not self.change_where(table, table.c.id == row_id, **given):
            raise NotFound(what=_word(table))

    def change_where(self, table: Table, *where: ColumnElement[bool], **values: object) -> list[int]:
        """Change those rows of this case that `where` picks, None included; gives their ids, in order."""
        changed = update(table).where(table.c.case_id == self.case_id, *where).values(values).returning(*table.c)
        return sorted(row.id for row in self._note(table, self.session.execute(changed)))

    def find(self, table: Table, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
        """The rows of this case that `where` picks, the oldest first."""
        wanted = select(table).where(table.c.case_id == self.case_id, *where).order_by(table.c.id)
        return self.session.execute(wanted).all()

    def own(self, table: Table, row_id: int) -> Row[Any]:
        """A row of this case. Raises NotFound."""
        wanted = select(table).where(table.c.id == row_id, table.c.case_id == self.case_id)
        row = self.session.execute(wanted).one_or_none()
        if row is None:
            raise NotFound(what=_word(table))
        return row

    def concerned(self, children: Sequence[int] | None) -> tuple[int, ...]:
        """These children, checked to be the case's; without any, those that the instance concerns. Raises NotFound."""
        if not children:
            return self.children
        if not set(children) <= set(self.children):
            self._check(children)
        return tuple(dict.fromkeys(children))

    def _note(self, table: Table, result: Result[Any]) -> list[Row[Any]]:
        """Keep the digest of each row as it is now: the case's event proves with it that the row was not changed."""
        rows = list(result)
        noted = self.written.setdefault(table.name, {}) if rows else {}
        noted |= {row_key(table, row): row_digest(row._mapping) for row in rows}
        return rows

    def _check(self, children: Sequence[int]) -> None:
        of_case = select(t.children.c.id).where(t.children.c.case_id == self.case_id)
        if not set(children) <= set(self.session.scalars(of_case)):
            raise NotFound(what="child")


def row_key(table: Table, row: Row[Any]) -> str:
    """What tells a row from the others of its table: "7", or "7-2" where it joins two things."""
    return "-".join(str(row._mapping[column.name]) for column in table.primary_key)


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _word(table: Table) -> str:
    return table.name.removesuffix("s").replace("_", " ")
