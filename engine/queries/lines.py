"""Rows of tasks made into the lines that people read, with the children that each concerns."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from engine.domain.values import Behalf
from engine.domain.views import TaskLine
from engine.queries.reading import Reading
from engine.queries.urgency import days_left, tag
from engine.storage import tables as t


def select_tasks() -> Select[Any]:
    """Tasks beside their case and the name of their process; add a condition and an order."""
    named = (t.cases.c.reference, t.cases.c.family_name, t.instances.c.name.label("process"), t.instances.c.release_id)
    instance = t.instances.c.id == t.tasks.c.instance_id  # left to itself, the join takes every instance of the case
    return select(t.tasks, *named).join_from(t.tasks, t.cases).join(t.instances, instance)


def task_lines(reading: Reading, rows: Sequence[Row[Any]]) -> tuple[TaskLine, ...]:
    """The lines of `select_tasks` rows, in their order; one statement more, for the children's names."""
    names = children_names(reading, {row.instance_id for row in rows})
    return tuple(_line(reading, row, names.get(row.instance_id, ())) for row in rows)


def children_names(reading: Reading, instances: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The given names of the children that each instance concerns now."""
    child, concerns = t.children.c, t.instance_children.c
    rows = (
        select(concerns.instance_id, child.given_name)
        .join_from(t.instance_children, t.children)
        .where(concerns.instance_id.in_(instances), concerns.left_at.is_(None))
        .order_by(concerns.instance_id, child.id)
    )
    return grouped(reading.session.execute(rows)) if instances else {}


def grouped(rows: Iterable[Sequence[Any]]) -> dict[int, tuple[str, ...]]:
    """Pairs of a key and a name as the names of each key."""
    names: dict[int, tuple[str, ...]] = {}
    for key, name in rows:
        names[key] = (*names.get(key, ()), name)
    return names


def _line(reading: Reading, row: Row[Any], children: tuple[str, ...]) -> TaskLine:
    return TaskLine(
        id=row.id,
        name=row.name,
        case_id=row.case_id,
        reference=row.reference,
        family_name=row.family_name,
        children=children,
        instance_id=row.instance_id,
        process=row.process,
        element=row.element,
        item=row.item,
        item_name=row.item_name,
        role=row.role,
        role_name=reading.role_name(row.role),
        acted_by=row.acted_by,
        acted_by_name=reading.role_name(row.acted_by) if row.acted_by else "",
        form=row.form,
        limit=row.limit_name,
        due_on=row.due_on,
        due_sum=row.due_sum,
        amber_on=row.amber_on,
        tag=tag(row.due_on, row.amber_on, reading.today, reading.calendar),
        days=days_left(row.due_on, reading.today, reading.calendar),
        state=row.state,
        opened_at=row.opened_at,
        claimed_by=row.claimed_by,
        claimed_name=row.claimed_name,
        claimed_at=row.claimed_at,
        done_by=row.done_by,
        done_name=row.done_name,
        done_at=row.ended_at,
        behalf=Behalf(row.on_behalf_of, row.received_on, row.channel) if row.on_behalf_of else None,
    )
