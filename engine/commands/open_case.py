"""Open a case: a process whose start form tells of a family, started by hand."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from sqlalchemy import select

from engine import operations
from engine.commands import Deps
from engine.commands.begin import Begun, clean, find_process, start
from engine.commands.run import Run
from engine.domain.clock import london_date
from engine.domain.values import Actor
from engine.published import Published
from engine.queries.scope import environment
from engine.storage import tables as t
from engine.storage.record import Record
from engine.storage.unit_of_work import UnitOfWork

VERB = "open_case"
Written = dict[str, dict[str, str]]  # the digests of the rows, by table and key
NOT_YET = 0  # the case and instance of an operation that runs before either is there


@dataclass(frozen=True)
class Opened:
    """The case, and the instance that opened it."""

    case_id: int
    reference: str
    instance_id: int


def open_case(deps: Deps, actor: Actor, request_id: str, process_id: str, raw: Mapping[str, object]) -> Opened:
    """Start a process that opens a case. Repeating the request gives its first outcome.

    Raises NotFound, NotAllowed, AnswersRefused, DiagramFailed, NothingPublished, RequestReused, DatabaseUnavailable.
    """
    with UnitOfWork(deps.database, deps.clock) as uow:
        uow.queue(request_id)
        if first := uow.first_outcome(request_id, VERB, actor, process_id):
            return Opened(**first)
        current = deps.library.current(uow.session)
        process = find_process(current, actor, process_id, opens=True)
        env = environment(current, deps.authority, uow.now)
        begun = clean(current, process, raw, {"case": None, "answers": {}}, env)
        family, rows = _open(deps, uow, actor, begun, current)
        uow.take(select(t.cases).where(t.cases.c.id == family["case"]))
        case = uow.case
        run = Run(deps, uow, case, actor, current)
        instance = run.insert(process, family["children"])
        start(run, begun, instance, family)
        outcome = Opened(case.id, case.reference, instance.id)
        said = {**begun.said, "children": family["children"], "rows": rows}
        uow.append(
            VERB, actor, request_id, process_id, asdict(outcome), **said, moves=run.moves, operations=run.operations
        )
    return outcome


def _open(
    deps: Deps, uow: UnitOfWork, actor: Actor, begun: Begun, current: Published
) -> tuple[dict[str, Any], Written]:
    """Run the start event's operation, which makes the case; the installation's authority stands in for none."""
    env = environment(current, deps.authority, uow.now)
    record = Record(uow.session, NOT_YET, NOT_YET, (), uow.now, london_date(uow.now), actor, env.due)
    inputs = begun.inputs(None, env)
    inputs["authority"] = inputs.get("authority") or deps.authority
    family = operations.operate(begun.process.starts.operation, record, inputs)
    return cast(dict[str, Any], family), record.written
