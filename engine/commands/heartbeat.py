"""A worker's sign of life: without one for five minutes, every page says that no timer fires."""

from sqlalchemy import insert, update

from engine.commands import Deps
from engine.storage import tables as t
from engine.storage.statements import rows_changed
from engine.storage.unit_of_work import UnitOfWork


def heartbeat(deps: Deps, worker: str) -> None:
    """Raises DatabaseUnavailable."""
    with UnitOfWork(deps.database, deps.clock) as uow:
        uow.queue(f"heartbeat {worker}")
        beat = update(t.heartbeats).where(t.heartbeats.c.worker == worker).values(at=uow.now)
        if not rows_changed(uow.session, beat):
            uow.session.execute(insert(t.heartbeats).values(worker=worker, at=uow.now))
