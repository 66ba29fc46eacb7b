"""Write down what a person has read. Short and on its own, after the page's rows were copied and its reading ended."""

from collections.abc import Sequence

from sqlalchemy import insert

from engine.commands import Deps
from engine.domain.values import Actor
from engine.domain.views import Look
from engine.domain.words import printable
from engine.storage import tables as t
from engine.storage.unit_of_work import UnitOfWork


def record_looks(deps: Deps, actor: Actor, looks: Sequence[Look]) -> None:
    """Raises DatabaseUnavailable: a page whose looks cannot be written must not be shown."""
    if not looks:
        return
    with UnitOfWork(deps.database, deps.clock) as uow:
        who = {"at": uow.now, "person": actor.person, "person_name": actor.name}
        rows = [{**who, "what": look.what, "case_id": look.case_id, "detail": printable(look.detail)} for look in looks]
        uow.session.execute(insert(t.access_log), rows)
