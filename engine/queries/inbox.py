"""A person's tasks: taken, open to their roles, or done; the most urgent first.

Over many tasks the answer must not grow with the table. An `or` over roles, or "nulls last", would make the database
sort all of them; so each role, with and without a date, is its own short walk along an index, and the walks are merged.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, select, tuple_, union_all

from engine.domain.values import Actor
from engine.domain.views import InboxCounts, Page, TaskLine
from engine.queries import keys
from engine.queries.lines import select_tasks, task_lines
from engine.queries.reading import Reading
from engine.queries.urgency import is_due_soon, is_late
from engine.queries.visible import visible_to
from engine.storage import tables as t

MINE, ROLES, DONE = "mine", "roles", "done"


def inbox(reading: Reading, actor: Actor, which: str, after: str | None, size: int) -> Page[TaskLine]:
    """A page of the tasks that `actor` has taken (MINE), may take (ROLES), or has completed (DONE, newest first)."""
    if which == DONE:
        return _done(reading, actor, after, size)
    walks = mine(actor) if which == MINE else open_to_roles(actor)
    picked = _merged(_walk(actor, walk, after, size) for walk in walks)
    rows = reading.session.execute(
        select_tasks().where(t.tasks.c.id.in_(picked)).order_by(t.tasks.c.due_on.is_(None), *_URGENT).limit(size + 1)
    ).all()
    last = keys.dated(rows[size - 1].due_on, rows[size - 1].id) if len(rows) > size else None
    return Page(task_lines(reading, rows[:size]), last)


def counts(reading: Reading, actor: Actor) -> InboxCounts:
    """How many tasks of each kind wait; counting stops at InboxCounts.MOST."""
    late, soon = is_late(reading.today), is_due_soon(reading.today, reading.calendar)
    both = (*mine(actor), *open_to_roles(actor))
    asked = {
        "mine": (mine(actor), None),
        "roles": (open_to_roles(actor), None),
        "late": (both, late),
        "soon": (both, soon),
    }
    row = reading.session.execute(select(*(_counted(actor, *what).label(name) for name, what in asked.items()))).one()
    return InboxCounts(row.mine, row.roles, row.late, row.soon)


def mine(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The walks over tasks that the actor has taken."""
    return (and_(t.tasks.c.claimed_by == actor.person, _OPEN),)


def open_to_roles(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The walks over tasks that nobody has taken and that one of the actor's roles may."""
    free = and_(_OPEN, t.tasks.c.claimed_by.is_(None))
    own = [and_(free, t.tasks.c.role == role) for role in sorted(actor.roles)]
    acted = [and_(free, t.tasks.c.acted_by == role) for role in sorted(actor.roles)]
    return (*own, *acted)


def _walk(actor: Actor, condition: ColumnElement[bool], after: str | None, size: int) -> Iterator[Select[Any]]:
    """The first tasks of one condition that follow the key: those with a date, then those without."""
    day, number = keys.read_dated(after) or (None, None)
    start, due, seen = number is None, t.tasks.c.due_on, t.tasks.c.id
    visible = select(t.tasks.c.id).join_from(t.tasks, t.cases).where(condition, visible_to(actor)).limit(size + 1)
    if start or day:
        follows = tuple_(due, seen) > (day, number) if day else due.is_not(None)
        yield visible.where(due.is_not(None), follows).order_by(*_URGENT)
    undated = visible.where(due.is_(None)).order_by(seen)
    yield undated if start or day else undated.where(seen > number)


def _merged(walks: Iterable[Iterable[Select[Any]]]) -> Select[Any]:
    """The ids that several limited walks found. A limited part of a union must be a query of its own on SQLite."""
    parts = [select(part.subquery().c.id) for walk in walks for part in walk]
    if not parts:
        return select(t.tasks.c.id).where(false())
    return select(union_all(*parts).subquery().c.id)


def _counted(actor: Actor, walks: Iterable[ColumnElement[bool]], kind: ColumnElement[bool] | None) -> Any:
    visible = select(t.tasks.c.id).join_from(t.tasks, t.cases).where(visible_to(actor)).limit(InboxCounts.MOST)
    visible = visible if kind is None else visible.where(kind)
    found = _merged([visible.where(walk)] for walk in walks).distinct().limit(InboxCounts.MOST).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


def _done(reading: Reading, actor: Actor, after: str | None, size: int) -> Page[TaskLine]:
    ended, number = t.tasks.c.ended_at, t.tasks.c.id
    rows = select_tasks().where(t.tasks.c.done_by == actor.person, visible_to(actor))
    if key := keys.read_timed(after):
        rows = rows.where(tuple_(ended, number) < key)
    found = reading.session.execute(rows.order_by(ended.desc(), number.desc()).limit(size + 1)).all()
    last = keys.timed(found[size - 1].ended_at, found[size - 1].id) if len(found) > size else None
    return Page(task_lines(reading, found[:size]), last)


_OPEN = t.tasks.c.state == "open"
_URGENT = (t.tasks.c.due_on, t.tasks.c.id)
