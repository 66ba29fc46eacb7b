"""Start a process by hand in a case, for some of its children."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import and_, select

from engine.commands import Deps
from engine.commands.begin import clean, find_process, start
from engine.commands.run import Run
from engine.domain.errors import NotFound
from engine.domain.values import Actor
from engine.queries.scope import form_scope
from engine.queries.visible import visible_to
from engine.storage import tables as t
from engine.storage.unit_of_work import UnitOfWork

VERB = "start_instance"


@dataclass(frozen=True)
class Started:
    """The new instance."""

    instance_id: int


def start_instance(
    deps: Deps,
    actor: Actor,
    request_id: str,
    case_id: int,
    process_id: str,
    children: Sequence[int],
    raw: Mapping[str, object],
) -> Started:
    """Without `children`, it concerns all of the case. Repeating the request gives its first outcome.

    Raises NotFound, NotAllowed, AnswersRefused, DiagramFailed, NothingPublished, RequestReused, DatabaseUnavailable.
    """
    about = [case_id, process_id]
    with UnitOfWork(deps.database, deps.clock) as uow:
        case = uow.lock_case(and_(t.cases.c.id == case_id, visible_to(actor)))
        if first := uow.first_outcome(request_id, VERB, actor, about):
            return Started(**first)
        current = deps.library.current(uow.session)
        process = find_process(current, actor, process_id, opens=False)
        concerned = _concerned(uow, case_id, children)
        run = Run(deps, uow, case, actor, current)
        scope = form_scope(uow.session, case_id, None, concerned)
        begun = clean(current, process, raw, scope, run.env)
        instance = run.insert(process, concerned)
        result = None
        if process.starts.operation:
            inputs = begun.inputs(scope["case"], run.env)
            about_now = set(concerned)
            result = run.operate(process.starts.operation, inputs, instance.id, about_now)
            instance = replace(instance, children=tuple(sorted(about_now)))
        start(run, begun, instance, result)
        outcome = Started(instance.id)
        said = {**begun.said, "children": concerned}
        uow.append(VERB, actor, request_id, about, asdict(outcome), **said, moves=run.moves, operations=run.operations)
    return outcome


def _concerned(uow: UnitOfWork, case_id: int, children: Sequence[int]) -> tuple[int, ...]:
    """Raises NotFound for a child of another case."""
    child = t.children.c
    of_case = tuple(uow.session.scalars(select(child.id).where(child.case_id == case_id).order_by(child.id)))
    if not set(children) <= set(of_case):
        raise NotFound(what="child")
    return tuple(number for number in of_case if number in children) if children else of_case
