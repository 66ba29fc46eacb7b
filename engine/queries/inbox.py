"""A person's tasks: taken, open to their roles, or done; the most urgent first.

Over many tasks the answer must not grow with the table. An `or` over roles, or "nulls last", would make the database
sort all of them; so each role, with and without a date, is its own short walk along an index, and the walks are merged.
Whether an actor may see a task's case is asked of each task by itself: a join could begin with all cases instead.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)

from engine.domain.values import Actor
from engine.domain.views import InboxCounts, Page, TaskLine
from engine.queries import keys
from engine.queries.lines import select_tasks, task_lines
from engine.queries.reading import Reading
from engine.queries.urgency import asked_on, is_due_soon, is_late, is_to_come
from engine.queries.visible import visible_to, visible_to_person
from engine.storage import tables as t

MINE, ROLES, DONE = "mine", "roles", "done"

Pile = Callable[
    [FromClause], ColumnElement[bool]
]  # tasks that stand together in an index, by date; of `tasks` or an alias


def inbox(reading: Reading, actor: Actor, which: str, after: str | None, size: int) -> Page[TaskLine]:
    """A page of the tasks that `actor` has taken (MINE), may take (ROLES), or has completed (DONE, newest first)."""
    if which == DONE:
        return _done(reading, actor, after, size)
    day, number = keys.read_dated(after) or (None, None)
    chosen = _page(which, tuple(sorted(actor.roles)), number is not None, day is not None, size + 1)
    rows = reading.session.execute(chosen, {"person": actor.person, "day": day, "number": number}).all()
    last = keys.dated(rows[size - 1].due_on, rows[size - 1].id) if len(rows) > size else None
    return Page(task_lines(reading, rows[:size]), last)


def counts(reading: Reading, actor: Actor) -> InboxCounts:
    """How many tasks of each kind wait; counting stops at InboxCounts.MOST."""
    values = {"person": actor.person, **asked_on(reading.today, reading.calendar)}
    row = reading.session.execute(_counts(tuple(sorted(actor.roles))), values).one()
    return InboxCounts(row.mine, row.roles, row.late, min(row.soon, InboxCounts.MOST))


# ---- piles


def _mine(tasks: FromClause) -> ColumnElement[bool]:
    return and_(tasks.c.state == t.OPEN, tasks.c.claimed_by == bindparam("person"))


def _open_to(roles: tuple[str, ...]) -> list[Pile]:
    """What nobody has taken and one of the roles may; no task is in two of the piles."""
    return [*(_own(role) for role in roles), *(_acted(role, roles) for role in roles)]


def _own(role: str) -> Pile:
    return lambda tasks: and_(_free(tasks), tasks.c.role == role)


def _acted(role: str, roles: tuple[str, ...]) -> Pile:
    return lambda tasks: and_(
        _free(tasks), tasks.c.acted_by == role, tasks.c.acted_by != t.NOBODY, tasks.c.role.not_in(roles)
    )


def _free(tasks: FromClause) -> ColumnElement[bool]:
    return and_(tasks.c.state == t.OPEN, tasks.c.claimed_by.is_(None))


# ---- the page. Its statement and that of the counts are built once for people of the same roles.


@lru_cache(maxsize=256)
def _page(which: str, roles: tuple[str, ...], follows: bool, dated: bool, most: int) -> Select[Any]:
    """The tasks of a page; it `follows` a task, which was `dated` or not."""
    piles = [_mine] if which == MINE else _open_to(roles)
    limit = literal_column(str(most))
    walks = [walk.limit(limit) for pile in piles for walk in _walks(pile, follows, dated)]
    found = _merged(walks)
    first = select(found.c.id).order_by(found.c.due_on.is_(None), found.c.due_on, found.c.id).limit(limit)
    return select_tasks().where(t.tasks.c.id.in_(first)).order_by(t.tasks.c.due_on.is_(None), *_URGENT)


def _walks(pile: Pile, follows: bool, dated: bool) -> Iterator[Select[Any]]:
    """The tasks of one pile from the page's first on: those with a date, then those without."""
    if dated or not follows:
        walk = _visible(pile).where(t.tasks.c.due_on.is_not(None)).order_by(*_URGENT)
        yield walk.where(tuple_(*_URGENT) > tuple_(_DAY, _NUMBER)) if dated else walk
    undated = _visible(pile).where(t.tasks.c.due_on.is_(None)).order_by(t.tasks.c.id)
    yield undated.where(t.tasks.c.id > _NUMBER) if follows and not dated else undated


def _visible(pile: Pile) -> Select[Any]:
    may_see = select(visible_to_person()).where(t.cases.c.id == t.tasks.c.case_id).correlate(t.tasks).scalar_subquery()
    return select(t.tasks.c.id, t.tasks.c.due_on).where(pile(t.tasks), may_see)


def _merged(walks: Iterable[Select[Any]]) -> FromClause:
    """What several limited walks found. A limited part of a union must be a query of its own on SQLite."""
    parts = [select(*walk.subquery().c) for walk in walks]
    return union_all(*parts or [select(t.tasks.c.id, t.tasks.c.due_on).where(false())]).subquery()


# ---- the counts


@lru_cache(maxsize=256)
def _counts(roles: tuple[str, ...]) -> Select[Any]:
    theirs = _open_to(roles)
    both = [_mine, *theirs]
    late = [_visible(pile).where(is_late(t.tasks)) for pile in both]
    return select(
        _counted([_visible(_mine)]).label("mine"),
        _counted(map(_visible, theirs)).label("roles"),
        _counted(late).label("late"),
        sum(map(_due_soon, both), literal(0)).label("soon"),
    )


def _counted(walks: Iterable[Select[Any]]) -> ColumnElement[int]:
    """Both the walks and what they are merged to end at the most: the later walks are then hardly begun."""
    found = _merged(walk.order_by(*_URGENT).limit(_MOST) for walk in walks)
    return _length(select(found.c.id))


def _due_soon(pile: Pile) -> ColumnElement[int]:
    """From each date to come to the next is one step in an index, however many tasks have it; at the most it ends.

    Nothing is joined, for the database could turn that round, and begin with the tasks.
    """
    first, later = t.tasks.alias(), t.tasks.alias()
    start = select(func.min(first.c.due_on).label("day"), literal(0, BigInteger).label("found"))
    dates = start.where(pile(first), is_to_come(first)).cte(recursive=True)
    day, found = dates.c.day, dates.c.found
    next_day = select(func.min(later.c.due_on)).where(pile(later), later.c.due_on > day).correlate(dates)
    here = [_visible(pile).where(way).correlate(dates) for way in is_due_soon(t.tasks, day)]
    counted = sum(map(_length, here), found)
    step = select(next_day.scalar_subquery(), counted).where(day.is_not(None), found < InboxCounts.MOST)
    dates = dates.union_all(step)
    return select(func.max(dates.c.found)).scalar_subquery()


def _length(walk: Select[Any]) -> ColumnElement[int]:
    return select(func.count()).select_from(walk.limit(_MOST).subquery()).scalar_subquery()


def _done(reading: Reading, actor: Actor, after: str | None, size: int) -> Page[TaskLine]:
    ended, number = t.tasks.c.ended_at, t.tasks.c.id
    rows = select_tasks().where(t.tasks.c.done_by == actor.person, visible_to(actor))
    if key := keys.read_timed(after):
        rows = rows.where(tuple_(ended, number) < key)
    found = reading.session.execute(rows.order_by(ended.desc(), number.desc()).limit(size + 1)).all()
    last = keys.timed(found[size - 1].ended_at, found[size - 1].id) if len(found) > size else None
    return Page(task_lines(reading, found[:size]), last)


_MOST = literal_column(str(InboxCounts.MOST))  # PostgreSQL takes a limit that is a parameter for a large one
_URGENT = (t.tasks.c.due_on, t.tasks.c.id)
_DAY, _NUMBER = bindparam("day", type_=Date), bindparam("number", type_=t.Key)
