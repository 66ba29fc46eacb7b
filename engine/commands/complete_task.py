"""Complete a task: clean the answers, let the diagram go on, and write all that follows, in one transaction."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, update

from engine.commands import Deps
from engine.commands.asked import check, lock_case_of, read_task
from engine.commands.run import Run
from engine.domain.values import Actor, Behalf, OpenTask
from engine.forms import checked
from engine.published import Published
from engine.queries.scope import form_scope, item_name
from engine.queries.visible import is_for_another, may_do
from engine.storage import tables as t
from engine.storage.chain import text_digest
from engine.storage.json_text import plain, to_json
from engine.storage.statements import Write
from engine.storage.steps import Live, live
from engine.storage.unit_of_work import UnitOfWork

VERB = "complete_task"

_INSERT_ANSWERS = Write(insert(t.answers))
_CLOSE = Write(update(t.tasks).where(t.tasks.c.id == bindparam("task")))

Answered = Mapping[str, object] | None  # None where the task has no form


@dataclass(frozen=True)
class NextTask:
    """A task that opened because this one was done; `yours` says whether the person who did this one may do it."""

    id: int
    name: str
    role: str
    yours: bool


@dataclass(frozen=True)
class Completed:
    """What completing a task brought about."""

    task_id: int
    case_id: int
    when: datetime
    next_tasks: tuple[NextTask, ...]


def complete_task(
    deps: Deps,
    actor: Actor,
    request_id: str,
    task_id: int,
    raw: Mapping[str, object],
    behalf: Behalf | None = None,
) -> Completed:
    """Record the task as done by the actor, with its raw answers. Repeating the request gives its first outcome.

    Where the actor does it for someone outside the directory, `behalf` says for whom; otherwise it counts for nothing.
    Raises NotFound, NotAllowed, TaskAlreadyDone (with who and when), TaskNoLongerNeeded, TaskClaimedByAnother,
    AnswersRefused, DiagramFailed, RequestReused, DatabaseUnavailable; nothing is recorded then.
    """
    with UnitOfWork(deps.database, deps.clock) as uow:
        case = lock_case_of(uow, task_id, actor)
        task = read_task(uow, task_id, request_id, actor)
        if task.repeated and (first := uow.first_outcome(request_id, VERB, actor, task_id)):
            return _again(first)
        check(task, actor)
        run = Run(deps, uow, case, actor, deps.library.release(uow.session, task.newest))
        behalf = checked(behalf, run.env) if is_for_another(actor, task.role, task.acted_by) else None
        values = _go_on(run, live(task), task, raw, behalf)
        outcome = Completed(task_id, case.id, uow.now, _next(run, actor))
        said = {"name": task.name, "element": task.element, "item_name": task.item_name, "role": task.role}
        if values is not None:
            said["answers"] = text_digest(to_json(values))
        if behalf is not None:
            said["behalf"] = plain(asdict(behalf))
        uow.append(
            VERB, actor, request_id, task_id, asdict(outcome), **said, moves=run.moves, operations=run.operations
        )
    return outcome


def _go_on(run: Run, instance: Live, task: Row[Any], raw: Mapping[str, object], behalf: Behalf | None) -> Answered:
    """Write the answers and close the task's row first, so that the diagram sees the one and the step not the other."""
    release = run.deps.library.release(run.uow.session, instance.release)
    element = release.catalogue.processes[instance.process].elements[task.element]
    values = _cleaned(run, release, instance, task, raw)
    if values is not None:
        _write_answers(run, instance, task, values)
    _close(run.uow, task, run.actor, behalf)
    kept = {name: values[name] for name in element.keep if name in values} if values else {}
    run.complete(instance, task.engine_key, task.element, kept)
    run.settle()
    return values


def _cleaned(run: Run, release: Published, instance: Live, task: Row[Any], raw: Mapping[str, object]) -> Answered:
    if not task.form:
        return None
    name = item_name(release.catalogue.processes[instance.process], task.element)
    concerned, key = instance.children, task.engine_key
    scope = form_scope(run.uow.session, run.case.id, instance.id, concerned, task.item, name, key)
    return plain(release.forms[task.form].clean(raw, scope, run.env).values)


def _write_answers(run: Run, instance: Live, task: Row[Any], values: Mapping[str, object]) -> None:
    row = {
        "case_id": run.case.id,
        "instance_id": instance.id,
        "task_id": task.id,
        "release_id": instance.release,
        "element": task.element,
        "item": task.item,
        "form": task.form,
        "values": values,
        "given_by": run.actor.person,
        "given_at": run.uow.now,
    }
    _INSERT_ANSWERS.send(run.uow.session, row)


def _close(uow: UnitOfWork, task: Row[Any], actor: Actor, behalf: Behalf | None) -> None:
    done = {"state": "done", "ended_at": uow.now, "done_by": actor.person, "done_name": actor.name}
    if behalf is not None:
        done |= {"on_behalf_of": behalf.name, "received_on": behalf.received_on, "channel": behalf.channel}
    _CLOSE.send(uow.session, {"task": task.id, **done})
    if task.drafted:
        mine = (t.drafts.c.task_id == task.id, t.drafts.c.person == actor.person)
        uow.session.execute(delete(t.drafts).where(*mine))


def _next(run: Run, actor: Actor) -> tuple[NextTask, ...]:
    return tuple(
        NextTask(task_id, _title(task), task.role, may_do(actor, task.role, task.acted_by))
        for task_id, task in run.opened
    )


def _again(first: Mapping[str, Any]) -> Completed:
    tasks = tuple(NextTask(**one) for one in first["next_tasks"])
    return Completed(first["task_id"], first["case_id"], datetime.fromisoformat(first["when"]), tasks)


def _title(task: OpenTask) -> str:
    """The task's name with the child it is about, as lists show it."""
    return f"{task.name}: {task.item_name}" if task.item_name else task.name
