"""The events of a case as they were written down, with what each said."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from engine.storage import tables as t


@dataclass(frozen=True)
class Happened:
    """One event. `said` is its payload (`engine.commands` says what it holds); empty once it was disposed of."""

    number: int
    at: datetime
    verb: str
    person: str
    person_name: str
    said: Mapping[str, Any]

    @property
    def moves(self) -> list[Mapping[str, Any]]:
        """The moves of instances, in their order."""
        return self.said.get("moves", [])

    @property
    def operations(self) -> list[Mapping[str, Any]]:
        """What was written to the record."""
        return self.said.get("operations", [])


def newest_first(session: Session, case_id: int, before: int | None, size: int) -> list[Happened]:
    """The events of a case before the one with this number, the newest first."""
    wanted = _of(case_id)
    if before is not None:
        wanted = wanted.where(t.events.c.number < before)
    return list(map(_happened, session.execute(wanted.order_by(t.events.c.number.desc()).limit(size))))


def since(session: Session, case_id: int, number: int) -> list[Happened]:
    """The events of a case after the one with this number, the oldest first."""
    wanted = _of(case_id).where(t.events.c.number > number).order_by(t.events.c.number)
    return list(map(_happened, session.execute(wanted)))


def _of(case_id: int) -> Select[Any]:
    event = t.events.c
    columns = (event.number, event.at, event.verb, event.person, event.person_name, t.event_payloads.c.payload)
    return select(*columns).join_from(t.events, t.event_payloads, isouter=True).where(event.case_id == case_id)


def _happened(row: Row[Any]) -> Happened:
    said = json.loads(row.payload) if row.payload else {}
    return Happened(row.number, row.at, row.verb, row.person, row.person_name, said)
