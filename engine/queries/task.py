"""One task's page: what it asks, what guides it, what was typed so far, and who may do it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine.bpmn import Element, Process
from engine.domain.errors import NotFound
from engine.domain.values import Actor
from engine.domain.views import ClauseText, TaskLine, TaskView
from engine.forms import with_behalf
from engine.published import Published
from engine.queries.children import children_of, instance_children
from engine.queries.lines import select_tasks, task_lines
from engine.queries.reading import Reading
from engine.queries.scope import environment, form_scope, item_name
from engine.queries.visible import is_for_another, may_do, visible_to
from engine.storage import tables as t


def task(reading: Reading, actor: Actor, task_id: int) -> TaskView:
    """The task's page. Raises NotFound where there is none, or where the actor may not see its case."""
    wanted = select_tasks().add_columns(t.cases.c.authority, t.instances.c.process.label("diagram"))
    row = reading.session.execute(wanted.where(t.tasks.c.id == task_id, visible_to(actor))).one_or_none()
    if row is None:
        raise NotFound(what="task")
    line = task_lines(reading, [row])[0]
    release = reading.library.release(reading.session, row.release_id)
    process = release.catalogue.processes[row.diagram]
    return _view(reading, actor, line, row, release, process)


def _view(reading: Reading, actor: Actor, line: TaskLine, row: Any, release: Published, process: Process) -> TaskView:
    concerned = instance_children(reading, line.instance_id)
    element, form = process.elements[line.element], release.forms.get(line.form)
    name = item_name(process, line.element)
    scope = form_scope(reading.session, line.case_id, line.instance_id, concerned, line.item, name, key=row.engine_key)
    env = environment(reading.published, row.authority, reading.now)
    for_another = is_for_another(actor, line.role, line.acted_by)
    form = with_behalf(form) if for_another else form
    draft = _draft(reading, actor, line.id)
    return TaskView(
        line=line,
        guidance=element.guidance,
        clauses=_clauses(release, element),
        form=form,
        scope=scope,
        env=env,
        prefill=form.prefill(scope, env) if form and line.state == "open" else {},
        draft=draft.raw if draft else None,
        drafted_at=draft.saved_at if draft else None,
        children=children_of(reading, line.case_id, concerned),
        may_act=line.state == "open" and may_do(actor, line.role, line.acted_by),
        actors=tuple(filter(None, (line.role_name, line.acted_by_name))),
        answers=_answers(reading, line.id) if line.state == "done" else None,
        release=row.release_id,
        for_another=for_another,
    )


def _clauses(release: Published, element: Element) -> tuple[ClauseText, ...]:
    """The texts of the clauses that the diagram names; lint refuses a name without a text."""
    named = (release.clauses.get(clause) for clause in element.clauses)
    return tuple(ClauseText(clause.id, clause.text, clause.source) for clause in named if clause)


def _draft(reading: Reading, actor: Actor, task_id: int) -> Any:
    draft = t.drafts.c
    kept = select(draft.raw, draft.saved_at).where(draft.task_id == task_id, draft.person == actor.person)
    return reading.session.execute(kept).one_or_none()


def _answers(reading: Reading, task_id: int) -> Mapping[str, object] | None:
    given = t.answers.c
    values = select(given["values"]).where(given.task_id == task_id).order_by(given.id.desc()).limit(1)
    return reading.session.scalars(values).first()
