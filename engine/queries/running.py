"""What runs in a case: its instances, the latest first, and the timers that wait."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from engine.domain.values import Actor
from engine.domain.views import InstanceLine, Page, TimerLine
from engine.queries import awaited, keys
from engine.queries.cases import case_row
from engine.queries.lines import children_names
from engine.queries.reading import Reading
from engine.queries.visible import visible_to
from engine.storage import tables as t

_COLUMNS = tuple(
    t.instances.c[name] for name in ("id", "process", "name", "release_id", "started_at", "ended_at", "ending")
)
MOST = 50  # a page shows the latest; a case may see hundreds of instances in its years


def instances(reading: Reading, case_id: int) -> tuple[InstanceLine, ...]:
    """The instances of a case, those that run first, without their states (which are large)."""
    run = t.instances.c
    latest = select(*_COLUMNS).where(run.case_id == case_id).order_by(run.ended_at.is_not(None), run.id.desc())
    return _lines(reading, reading.session.execute(latest.limit(MOST)).all())


def ended(reading: Reading, actor: Actor, case_id: int, after: str | None, size: int) -> Page[InstanceLine]:
    """The instances of a case that have ended, those begun last first. Raises NotFound."""
    case_row(reading, actor, case_id)
    run = t.instances.c
    wanted = select(*_COLUMNS).where(run.case_id == case_id, run.ended_at.is_not(None))
    if (last := keys.read_number(after)) is not None:
        wanted = wanted.where(run.id < last)
    rows = reading.session.execute(wanted.order_by(run.id.desc()).limit(size + 1)).all()
    return Page(_lines(reading, rows[:size]), str(rows[size - 1].id) if len(rows) > size else None)


def timers(reading: Reading, actor: Actor, case_id: int) -> tuple[TimerLine, ...]:
    """The timers that wait in a case, the next to fire first; none where the actor may not see it."""
    timer = t.timers.c
    rows = (
        select(t.timers, t.instances.c.name.label("instance"), t.instances.c.process)
        .join_from(t.timers, t.instances, t.timers.c.instance_id == t.instances.c.id)
        .join(t.cases, t.cases.c.id == timer.case_id)
        .where(timer.case_id == case_id, visible_to(actor))
        .order_by(timer.due_at, timer.id)
        .limit(MOST)
    )
    return tuple(_timer(reading, row) for row in reading.session.execute(rows))


def _lines(reading: Reading, rows: Sequence[Any]) -> tuple[InstanceLine, ...]:
    names = children_names(reading, {row.id for row in rows})
    return tuple(_instance(row, names.get(row.id, ())) for row in rows)


def _instance(row: Any, children: tuple[str, ...]) -> InstanceLine:
    return InstanceLine(
        row.id, row.process, row.name, row.release_id, children, row.started_at, row.ended_at, row.ending
    )


def _timer(reading: Reading, row: Any) -> TimerLine:
    return TimerLine(
        id=row.id,
        name=row.name,
        instance=row.instance,
        due_at=row.due_at,
        due_on=row.due_on,
        sum=row.sum,
        stuck=row.stuck_at is not None,
        failure=row.failure,
        sentence=awaited.in_words(reading, row),
    )
