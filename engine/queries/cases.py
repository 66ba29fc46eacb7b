"""The cases that an actor may see, the newest first; with text, those whose reference, family or child is called so."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from engine.domain.errors import NotFound
from engine.domain.values import Actor
from engine.domain.views import CaseLine, Page
from engine.domain.words import printable
from engine.queries import keys
from engine.queries.lines import grouped
from engine.queries.reading import Reading
from engine.queries.visible import visible_to
from engine.storage import tables as t


def cases(reading: Reading, actor: Actor, after: str | None, text: str, size: int) -> Page[CaseLine]:
    """A page of the cases that `actor` may see; every word of `text` must be found in a case."""
    wanted = _select_lines().where(visible_to(actor), *map(_called, printable(text).split()[:5]))
    if (number := keys.read_number(after)) is not None:
        wanted = wanted.where(t.cases.c.id < number)
    rows = reading.session.execute(wanted.order_by(t.cases.c.id.desc()).limit(size + 1)).all()
    names = _children(reading, [row.id for row in rows[:size]])
    lines = tuple(_line(row, names.get(row.id, ())) for row in rows[:size])
    return Page(lines, str(rows[size - 1].id) if len(rows) > size else None)


def case_row(reading: Reading, actor: Actor, case_id: int) -> Any:
    """The case's row. Raises NotFound where there is none, and where the actor may not see it alike."""
    row = reading.session.execute(select(t.cases).where(t.cases.c.id == case_id, visible_to(actor))).one_or_none()
    if row is None:
        raise NotFound(what="case")
    return row


def _select_lines() -> Select[Any]:
    task = t.tasks.c
    waiting = (task.case_id == t.cases.c.id, task.state == "open")
    return select(
        t.cases,
        select(func.count()).where(*waiting).correlate(t.cases).scalar_subquery().label("open_tasks"),
        select(func.min(task.due_on)).where(*waiting).correlate(t.cases).scalar_subquery().label("next_due"),
    )


def _called(word: str) -> ColumnElement[bool]:
    child = t.children.c
    named = or_(child.given_name.icontains(word, autoescape=True), child.family_name.icontains(word, autoescape=True))
    return or_(
        t.cases.c.reference.icontains(word, autoescape=True),
        t.cases.c.family_name.icontains(word, autoescape=True),
        exists().where(child.case_id == t.cases.c.id, named),
    )


def _children(reading: Reading, numbers: list[int]) -> dict[int, tuple[str, ...]]:
    child = t.children.c
    rows = select(child.case_id, child.given_name).where(child.case_id.in_(numbers)).order_by(child.case_id, child.id)
    return grouped(reading.session.execute(rows)) if numbers else {}


def _line(row: Any, children: tuple[str, ...]) -> CaseLine:
    return CaseLine(
        id=row.id,
        reference=row.reference,
        family_name=row.family_name,
        authority=row.authority,
        restricted=row.restricted,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        children=children,
        open_tasks=row.open_tasks,
        next_due=row.next_due,
    )
