"""The rows of the record that a page shows, of a whole case or of one child: a statement a table, the newest first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Table, and_, exists, or_, select, true
from sqlalchemy.orm import Session

from engine.storage import tables as t

MOST = 200  # of one kind on a page
Line = TypeVar("Line")
LINKS = {  # the tables of those that concern several children
    t.strategy_discussions: t.strategy_discussion_children,
    t.conferences: t.conference_children,
    t.sittings: t.sitting_children,
    t.core_groups: t.core_group_children,
    t.visits: t.visit_children,
    t.transfers: t.transfer_children,
}


class RecordRows:
    """Reads the rows of a case; with a `child`, those that concern it."""

    def __init__(self, session: Session, case_id: int, child: int | None = None) -> None:
        self._session, self._case_id, self._child = session, case_id, child

    @cached_property
    def names(self) -> dict[int, str]:
        """The given names of the children."""
        child = t.children.c
        rows = select(child.id, child.given_name).where(child.case_id == self._case_id)
        return {row.id: row.given_name for row in self._session.execute(rows)}

    def of(self, table: Table, by: str) -> Sequence[Row[Any]]:
        """The newest rows of a table by its column `by`."""
        wanted = select(table).where(table.c.case_id == self._case_id, self._concerns(table))
        return self._session.execute(wanted.order_by(table.c[by].desc(), table.c.id.desc()).limit(MOST)).all()

    def beside(self, table: Table, column: str, rows: Sequence[Row[Any]]) -> dict[int, list[Row[Any]]]:
        """The rows of a table whose `column` names one of `rows`, by that, the oldest first."""
        mine = true() if self._child is None or "child_id" not in table.c else table.c.child_id == self._child
        wanted = select(table).where(table.c[column].in_([row.id for row in rows]), mine)
        found: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in self._session.execute(wanted.order_by(*table.primary_key)) if rows else ():
            found[row._mapping[column]].append(row)
        return found

    def children(self, table: Table, rows: Sequence[Row[Any]]) -> dict[int, tuple[str, ...]]:
        """The names of all children that each of `rows` concerns, also on one child's page."""
        link = LINKS[table]
        of = link.c[f"{table.name.removesuffix('s')}_id"]
        wanted = select(of, link.c.child_id).where(of.in_([row.id for row in rows])).order_by(link.c.child_id)
        found: dict[int, tuple[str, ...]] = defaultdict(tuple)
        for row_id, child in self._session.execute(wanted) if rows else ():
            found[row_id] += (self.names[child],)
        return found

    def _concerns(self, table: Table) -> ColumnElement[bool]:
        """What is kept of no child by name concerns those of its conference, else those of its instance."""
        if self._child is None:
            return true()
        if "child_id" in table.c:
            return table.c.child_id == self._child
        if table in LINKS:
            link = LINKS[table]
            its = link.c[f"{table.name.removesuffix('s')}_id"] == table.c.id
            return exists().where(its, link.c.child_id == self._child)
        return self._conference_or_instance(table)

    def _conference_or_instance(self, table: Table) -> ColumnElement[bool]:
        run, about = t.instance_children.c, t.conference_children.c
        instance = exists().where(run.instance_id == table.c.instance_id, run.child_id == self._child)
        if "conference_id" not in table.c:
            return instance
        its = table.c.conference_id
        conference = exists().where(about.conference_id == its, about.child_id == self._child)
        return or_(conference, and_(its.is_(None), instance))

    def lines(self, kind: Callable[..., Line], rows: Iterable[Row[Any]], **more: Callable[[Row[Any]], object]) -> Any:
        """A line of `kind` for each row: its fields are the row's columns, its child's name, or what `more` makes."""
        return tuple(self._line(kind, row, more) for row in rows)

    def _line(self, kind: Any, row: Row[Any], more: dict[str, Callable[[Row[Any]], object]]) -> Any:
        told = {name: make(row) for name, make in more.items()}
        if "child_id" in row._mapping:
            told["child"] = self.names[row.child_id]
        left = (field.name for field in fields(kind) if field.name not in told)
        told |= {name: _frozen(row._mapping[name]) for name in left}
        return kind(**{field.name: told[field.name] for field in fields(kind)})


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
