"""What an actor may start by hand: processes that open a case, or, within a case, those that go on with it."""

from collections.abc import Collection
from dataclasses import replace

from engine.bpmn import Process
from engine.domain.errors import NotFound
from engine.domain.values import Actor
from engine.domain.views import ChildLine, Startable, StartView
from engine.queries.cases import case_row
from engine.queries.children import children_of
from engine.queries.reading import Reading
from engine.queries.scope import environment, form_scope


def startable(reading: Reading, actor: Actor, case_id: int | None) -> list[Startable]:
    """The processes, by name, that the actor's roles may start: outside a case those that open one, in a case all."""
    if case_id is not None:
        case_row(reading, actor, case_id)
    found = reading.published.catalogue.starters(actor.roles)
    fitting = [_as_it_starts(process, case_id) for process in found if case_id is not None or process.starts.opens]
    overview = reading.published.catalogue.overview
    stages = frozenset(overview.stages.values() if overview else ())
    return sorted((_startable(process, stages) for process in fitting), key=lambda one: (one.name, one.process))


def start_view(reading: Reading, actor: Actor, process_id: str, case_id: int | None) -> StartView:
    """The page that starts a process. Raises NotFound where the actor may not start it, or not see the case."""
    case = None if case_id is None else case_row(reading, actor, case_id)
    if process_id not in {one.process for one in startable(reading, actor, case_id)}:
        raise NotFound(what="process")
    children = () if case is None else children_of(reading, case.id)
    process = _as_it_starts(reading.published.catalogue.processes[process_id], case_id)
    authority = case.authority if case else reading.authority
    return as_view(reading, process, children, authority, case_id, case.reference if case else "")


def _as_it_starts(process: Process, case_id: int | None) -> Process:
    return process if case_id is None else replace(process, starts=process.starts.in_a_case)


def as_view(
    reading: Reading,
    process: Process,
    children: tuple[ChildLine, ...],
    authority: str,
    case_id: int | None,
    reference: str,
) -> StartView:
    scope = form_scope(reading.session, case_id, None, [child.id for child in children])
    env = environment(reading.published, authority, reading.now)
    form = reading.published.forms.get(process.starts.form)
    return StartView(
        process=process.id,
        name=process.name,
        guidance=process.documentation,
        form=form,
        scope=scope,
        env=env,
        prefill=form.prefill(scope, env) if form else {},
        case_id=case_id,
        reference=reference,
        children=children,
    )


def _startable(process: Process, stages: Collection[str]) -> Startable:
    return Startable(
        process=process.id,
        name=process.name,
        guidance=process.documentation,
        form=process.starts.form,
        opens=bool(process.starts.opens),
        stage=process.id in stages,
    )
