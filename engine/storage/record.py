"""The hand with which an operation writes the record: every row belongs to the case, every child is one of its."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, insert, select, update
from sqlalchemy.orm import Session

from engine.domain.errors import NotFound
from engine.domain.limits import Due
from engine.domain.values import Actor
from engine.storage import tables as t
from engine.storage.statements import rows_changed


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

    def add(self, table: Table, **values: object) -> int:
        """Insert a row of this case; gives its id."""
        row = {"case_id": self.case_id, **_given(values)}
        return self.session.execute(insert(table).values(row).returning(table.c.id)).scalar_one()

    def add_all(self, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
        """Insert many rows in one statement; `case_id` is filled in where the table has one."""
        mine = {"case_id": self.case_id} if "case_id" in table.c else {}
        if filled := [{**mine, **row} for row in rows]:
            self.session.execute(insert(table), filled)

    def change(self, table: Table, row_id: int, **values: object) -> None:
        """Change a row of this case; what is None stays as it was. Raises NotFound."""
        where = (table.c.id == row_id, table.c.case_id == self.case_id)
        if not (given := _given(values)):
            self.own(table, row_id)
        elif rows_changed(self.session, update(table).where(*where).values(given)) == 0:
            raise NotFound(what=_word(table))

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

    def _check(self, children: Sequence[int]) -> None:
        of_case = select(t.children.c.id).where(t.children.c.case_id == self.case_id)
        if not set(children) <= set(self.session.scalars(of_case)):
            raise NotFound(what="child")


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _word(table: Table) -> str:
    return table.name.removesuffix("s").replace("_", " ")
