"""Which stages each child of a case has been through, and where each child is now: the overview, marked for each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, func, or_, select

from engine.bpmn import Mark, Standing, described
from engine.bpmn import picture as drawn
from engine.domain.clock import london_date
from engine.domain.values import Actor
from engine.domain.views import ChildLine, ChildStages, OverviewView, TaskLine
from engine.domain.words import short_day
from engine.queries.case import open_tasks
from engine.queries.cases import case_row
from engine.queries.children import children_of
from engine.queries.picture import PRESSING, standing_of
from engine.queries.reading import Reading
from engine.storage import tables as t

LEFT = "it went on without them"
Runs = Mapping[int, Mapping[str, Sequence[Any]]]  # child -> process -> its instances that run, or else the last


def overview(reading: Reading, actor: Actor, case_id: int) -> OverviewView:
    """The overview of the newest release for each child of a case. Raises NotFound."""
    case = case_row(reading, actor, case_id)
    runs, tasks = _runs(reading, case_id), open_tasks(reading, actor, case_id)
    children = children_of(reading, case_id)
    told = tuple(_child(reading, child, runs.get(child.id, {}), tasks) for child in children)
    return OverviewView(case.id, case.reference, case.family_name, told)


def _runs(reading: Reading, case_id: int) -> Runs:
    """Two statements in one, whatever the case's age: what runs, and the last run of each process for each child.

    For a child who has left it, an instance has ended.
    """
    run, about = t.instances.c, t.instance_children.c
    joined = select(func.max(run.id)).join_from(t.instances, t.instance_children).where(run.case_id == case_id)
    last = joined.group_by(about.child_id, run.process)
    ended = func.coalesce(about.left_at, run.ended_at)
    ending = case((about.left_at.is_not(None), LEFT), else_=run.ending)
    columns = (about.child_id, run.id, run.process, run.started_at, ended.label("ended_at"), ending.label("ending"))
    rows = (
        select(*columns)
        .join_from(t.instances, t.instance_children)
        .where(run.case_id == case_id, or_(ended.is_(None), run.id.in_(last)))
        .order_by(run.id)
    )
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in reading.session.execute(rows):
        found[row.child_id][row.process].append(row)
    return found


def _child(
    reading: Reading, child: ChildLine, runs: Mapping[str, Sequence[Any]], tasks: Sequence[TaskLine]
) -> ChildStages:
    whole = reading.published.catalogue.overview
    if whole is None:
        return ChildStages(child.name, "", ())
    own = [task for task in tasks if task.item in ("", str(child.id))]
    marks = {box: _mark(runs[process], own) for box, process in whole.stages.items() if process in runs}
    return ChildStages(child.name, drawn(whole, marks), tuple(described(whole, marks) if marks else ()))


def _mark(runs: Sequence[Any], tasks: Sequence[TaskLine]) -> Mark:
    """The running instance, else how the last one ended."""
    running = [row for row in runs if row.ended_at is None]
    if not running:
        last = runs[-1]
        ended = f"ended {short_day(london_date(last.ended_at))}"
        return Mark(Standing.DONE, (f"{ended}: {last.ending}" if last.ending else ended,))
    ids = {row.id for row in running}
    found = [standing_of(task) for task in tasks if task.instance_id in ids]
    since = f"since {short_day(london_date(running[0].started_at))}"
    return Mark(min(found, key=PRESSING.index, default=Standing.LIVE), (since,))
