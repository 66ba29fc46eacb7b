"""Chain the looks that were recorded since the last time, so that taking one away shows.

They are not chained when they are recorded: pages would then wait for one another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from engine.commands import Deps
from engine.storage import tables as t
from engine.storage.chain import look_seal
from engine.storage.unit_of_work import UnitOfWork

AT_ONCE = 5_000
QUEUE = "sealing looks"


def seal_looks(deps: Deps) -> int:
    """Gives how many were sealed. Two workers at once take turns."""
    with UnitOfWork(deps.database, deps.clock) as uow:
        uow.queue(QUEUE)
        look = t.access_log.c
        last = uow.session.execute(
            select(look.place, look.seal).where(look.place.is_not(None)).order_by(look.place.desc()).limit(1)
        ).one_or_none()
        place, before = (last.place, last.seal) if last else (0, "")
        rows = uow.session.execute(select(t.access_log).where(look.place.is_(None)).order_by(look.id).limit(AT_ONCE))
        sealed = _seal([dict(row) for row in rows.mappings()], place, before)
        if sealed:
            fill = update(t.access_log).where(look.id == bindparam("row")).values(place=bindparam("at_place"))
            uow.session.connection().execute(fill.values(seal=bindparam("with_seal")), sealed)
    return len(sealed)


def _seal(rows: Sequence[Mapping[str, Any]], place: int, before: str) -> list[dict[str, object]]:
    sealed: list[dict[str, object]] = []
    for number, row in enumerate(rows, start=place + 1):
        before = look_seal(before, {**row, "place": number})
        sealed.append({"row": row["id"], "at_place": number, "with_seal": before})
    return sealed
