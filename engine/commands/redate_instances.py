"""Count anew what the running instances of a locked case wait for, in the transaction that changed the reason for it.

A diagram counts from the record (`case.conference.counted_from`), or from a day that a message has told. The former is
read again. The latter follows a correction where the message also said which row of the record it took the day from:
`counted_from: ..., counted_from_of: {of: "core group", id: ...}`, in the words of the operation that corrects dates.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from engine.bpmn import Catalogue, Process
from engine.domain.errors import DiagramFailed
from engine.domain.values import Redated, Step
from engine.feel.facts import CASE
from engine.feel.reading import reads
from engine.queries.fact_tables import facts_of
from engine.storage import tables as t
from engine.storage.steps import LIVE, live

if TYPE_CHECKING:
    from engine.commands.run import Run

HOW = "redated"
_HERE = (t.instances.c.case_id == bindparam("case"), t.instances.c.ended_at.is_(None))
_RUNNING = select(t.instances.c.id, t.instances.c.release_id, t.instances.c.process).where(*_HERE)
_LIVE = select(*LIVE).where(t.instances.c.id.in_(bindparam("chosen", expanding=True))).order_by(t.instances.c.id)
_ALL = select(*LIVE).where(*_HERE).order_by(t.instances.c.id)


@dataclass(frozen=True)
class Cause:
    """Why dates are counted anew: the reason in words, and the rows of the record whose day was corrected."""

    why: str = ""
    moved: Mapping[tuple[str, int], date] = field(default_factory=dict)


def follow_record(run: Run) -> None:
    """After the operations of a command: an instance is looked at if it counts from something that they wrote.

    It sends nothing where they wrote no facts; else one statement, and few more for each such instance.
    """
    written = _written(run)
    facts = facts_of(written)
    if not facts:
        return
    corrected = written.get(t.corrections.name, {})
    cause = _cause(run, corrected) if corrected else Cause()
    running = run.uow.session.execute(_RUNNING, {"case": run.case.id}).all()
    chosen = [one.id for one in running if cause.moved or _counts_from(run, one, facts)]
    for instance in map(live, run.uow.session.execute(_LIVE, {"chosen": chosen})) if chosen else ():
        run.redate(instance, cause)


def redate_all(run: Run, cause: Cause) -> list[DiagramFailed]:
    """Count everything anew that the case waits for; gives why it could not be done for an instance, which stays."""
    failed = []
    for instance in map(live, run.uow.session.execute(_ALL, {"case": run.case.id}).all()):
        try:
            run.redate(instance, cause)
        except DiagramFailed as error:
            failed.append(error)
    return failed


def told(process: Process, step: Step, changed: Sequence[Redated]) -> list[dict[str, object]]:
    """What moved, as the event tells it: which step, its old date and its new one, and whether it had passed before."""
    running = {(timer.key, timer.element) for timer in step.timers}
    tasks = {task.key: task.item_name for task in step.tasks}
    return [
        {
            "element": one.element,
            "name": _name(process, one.element),
            "item_name": tasks.get(one.key, ""),
            "limit": (one.new or one.old).limit if one.new or one.old else "",
            "old": one.old and one.old.due,
            "new": one.new and one.new.due,
            "old_at": one.old_at,
            "new_at": one.new_at,
            "passed": one.new is not None and one.key not in tasks and (one.key, one.element) not in running,
        }
        for one in changed
    ]


def _name(process: Process, element: str) -> str:
    """The step's name: of a timer on a border, that of the step whose border it is."""
    found = process.elements[element]
    host = process.elements.get(found.attached_to)
    return (host.name if host else "") or found.name or element


def _written(run: Run) -> dict[str, Mapping[str, str]]:
    """The keys of the rows that the command's operations wrote, by table."""
    found: dict[str, dict[str, str]] = {}
    for operation in run.operations:
        for table, rows in operation["rows"].items():  # type: ignore[attr-defined]
            found.setdefault(table, {}).update(rows)
    return found  # type: ignore[return-value]


def _cause(run: Run, corrected: Collection[str]) -> Cause:
    correction = t.corrections.c
    keys = [int(key) for key in corrected]
    rows: Sequence[Any] = run.uow.session.execute(
        select(correction.of, correction.of_id, correction.corrected, correction.reason)
        .where(correction.id.in_(keys))
        .order_by(correction.id)
    ).all()
    return Cause(rows[-1].reason, {(row.of, row.of_id): row.corrected for row in rows})


def _counts_from(run: Run, instance: Any, facts: frozenset[str]) -> bool:
    release = run.deps.library.release(run.uow.session, instance.release_id)
    return not _facts_counted_from(release.catalogue, instance.process).isdisjoint(facts)


@lru_cache(maxsize=512)
def _facts_counted_from(catalogue: Catalogue, process: str) -> frozenset[str]:
    """The names below `case` that the dates of a process are made of."""
    elements = catalogue.processes[process].elements.values()
    dates = [date for one in elements for date in (one.timer, one.due) if date is not None]
    paths = {path for one in dates for path in reads(one).paths if path.startswith(f"{CASE}.")}
    return frozenset(path.split(".")[1] for path in paths)
