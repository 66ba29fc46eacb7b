"""Hand a message from outside (a person, or another system) to the instances of a case that it concerns."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_

from engine.commands import Deps
from engine.commands.post import Letter
from engine.commands.run import Run
from engine.domain.values import Actor
from engine.queries.visible import visible_to
from engine.storage import tables as t
from engine.storage.json_text import plain
from engine.storage.unit_of_work import UnitOfWork

VERB = "deliver_message"


def deliver_message(
    deps: Deps,
    actor: Actor,
    request_id: str,
    case_id: int,
    name: str,
    children: Sequence[int],
    payload: Mapping[str, object],
) -> None:
    """It starts the processes that begin with it, and is kept where nobody awaits it yet.

    Raises NotFound, DiagramFailed, NothingPublished, RequestReused, DatabaseUnavailable.
    """
    with UnitOfWork(deps.database, deps.clock) as uow:
        case = uow.lock_case(and_(t.cases.c.id == case_id, visible_to(actor)))
        if uow.first_outcome(request_id, VERB, actor, [case_id, name]) is not None:
            return
        run = Run(deps, uow, case, actor, deps.library.current(uow.session))
        run.send(Letter(name, tuple(children), plain({**payload, "children": list(children)})))
        run.settle()
        uow.append(
            VERB,
            actor,
            request_id,
            [case_id, name],
            {},
            name=name,
            children=list(children),
            moves=run.moves,
            operations=run.operations,
        )
