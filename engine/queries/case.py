"""A case's page: its children, what waits, what runs, its conferences and the newest of its chronology."""

from engine.domain.values import Actor
from engine.domain.views import CaseView, TaskLine
from engine.queries.cases import case_row
from engine.queries.children import children_of
from engine.queries.chronology import entries
from engine.queries.conferences import conferences
from engine.queries.lines import select_tasks, task_lines
from engine.queries.reading import Reading
from engine.queries.running import instances, timers
from engine.queries.visible import visible_to
from engine.storage import tables as t

MOST_TASKS = 200  # of one case, open at once
WITHDRAWN = "withdrawn"


def case(reading: Reading, actor: Actor, case_id: int, size: int) -> CaseView:
    """The case's page, with `size` entries of its chronology. Raises NotFound."""
    row = case_row(reading, actor, case_id)
    return CaseView(
        id=row.id,
        reference=row.reference,
        family_name=row.family_name,
        authority=row.authority,
        restricted=row.restricted,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        children=children_of(reading, case_id),
        open_tasks=open_tasks(reading, actor, case_id),
        instances=instances(reading, case_id),
        timers=timers(reading, actor, case_id),
        conferences=conferences(reading, case_id),
        chronology=entries(reading, case_id, None, size),
        dated=_dated_tasks(reading, case_id),
    )


def open_tasks(reading: Reading, actor: Actor, case_id: int) -> tuple[TaskLine, ...]:
    """What waits in a case, the most urgent first; nothing where the actor may not see it."""
    task = t.tasks.c
    waiting = select_tasks().where(task.case_id == case_id, task.state == "open", visible_to(actor))
    urgent = waiting.order_by(task.due_on.is_(None), task.due_on, task.id).limit(MOST_TASKS)
    return task_lines(reading, reading.session.execute(urgent).all())


def _dated_tasks(reading: Reading, case_id: int) -> tuple[TaskLine, ...]:
    task = t.tasks.c
    dated = select_tasks().where(task.case_id == case_id, task.due_on.is_not(None), task.state != WITHDRAWN)
    latest = dated.order_by(task.due_on.desc(), task.id.desc()).limit(MOST_TASKS)
    return task_lines(reading, reading.session.execute(latest).all())
