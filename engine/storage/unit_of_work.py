"""One command, one transaction: its own session, the case row locked first, one commit, one event.

The lock on the case is the only one, and always the first, so commands cannot wait for one another in a circle, and the
case's chain of events has no fork. A crash at any point leaves all or nothing. A commit whose answer is lost looks
like a failure and is done: so the event carries the request id and the outcome, and the same request gets that outcome
again.
"""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Engine, Select, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.domain.clock import Clock
from engine.domain.errors import NotFound, RequestReused
from engine.domain.values import Actor
from engine.storage import chain
from engine.storage import tables as t
from engine.storage.connect import told_apart, write_queue
from engine.storage.json_text import to_json
from engine.storage.statements import Write


@dataclass(frozen=True)
class Case:
    """A row of `cases`: the one that a command has locked."""

    id: int
    reference: str
    family_name: str
    authority: str
    restricted: bool
    opened_at: datetime
    closed_at: datetime | None
    events: int
    head: str
    dated_by: int | None


def locking(which: ColumnElement[bool]) -> Select[Any]:
    """The statement that locks the case which a condition on `cases` picks."""
    return select(*_CASE).where(which).with_for_update(of=t.cases)


# What every command sends is built once: building a statement takes longer than the database takes to answer it.
_CASE = tuple(t.cases.c[one.name] for one in fields(Case))
_INSERT_EVENT = Write(insert(t.events).returning(t.events.c.id))
_INSERT_PAYLOAD = Write(insert(t.event_payloads))
_MOVE_HEAD = Write(update(t.cases).where(t.cases.c.id == bindparam("case")))


class UnitOfWork:
    """A context manager: commits when its block ends well, else rolls everything back.

    Entering and leaving raise DatabaseUnavailable when the database cannot be reached or does not answer in time.
    """

    def __init__(self, database: Engine, clock: Clock) -> None:
        self._database = database
        self.now: datetime = clock.now()
        self.session: Session
        self._case: Case | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(told_apart())
            stack.enter_context(write_queue(self._database))
            bound = self._database.execution_options(write=True)
            self.session = stack.enter_context(Session(bound, autoflush=False, expire_on_commit=False))
            stack.enter_context(self.session.begin())
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._stack.__exit__(kind, error, trace)

    # ---- the case

    def lock_case(self, which: ColumnElement[bool], what: str = "case") -> Case:
        """Lock the case that `which` (a condition on `cases`) picks, and give its row. Raises NotFound.

        What was read before must be read again after it: another command may just have changed it.
        """
        return self.lock(locking(which), {}, what)

    def lock(self, chosen: Select[Any], values: Mapping[str, object], what: str = "case") -> Case:
        """The same with a statement that `locking` made before, and the values of its parameters. Raises NotFound."""
        locked = self.take(chosen, values)
        if locked is None:
            raise NotFound(what=what)
        return locked

    def take(self, chosen: Select[Any], values: Mapping[str, object] | None = None) -> Case | None:
        """Take the case that a statement on `cases` chooses as this command's own: it locks it, or has just made it."""
        row = self.session.execute(chosen, values).one_or_none()
        self._case = Case(**{one.name: row._mapping[one.name] for one in fields(Case)}) if row else None
        return self._case

    @property
    def case(self) -> Case:
        """The locked case, its chain as it is now."""
        if self._case is None:
            raise RuntimeError("No case is locked.")
        return self._case

    # ---- the event

    def queue(self, request_id: str) -> None:
        """Where no case can be locked yet: make a request that was sent twice at once wait for its twin.

        On SQLite, beginning as a writer was the wait.
        """
        if self._database.dialect.name == "postgresql":
            self.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(request_id, 0))))

    def first_outcome(self, request_id: str, verb: str, actor: Actor, about: object) -> dict[str, Any] | None:
        """The outcome that this request had when it was first done; None if it was not.

        `about` is what the request concerns (a task's id, say). Raises RequestReused when the same id was used by
        another person, for another verb or about something else.
        """
        event, payload = t.events.c, t.event_payloads.c
        found = self.session.execute(
            select(event.verb, event.person, payload.payload)
            .join_from(t.events, t.event_payloads)
            .where(event.request_id == request_id)
        ).one_or_none()
        if found is None:
            return None
        said = json.loads(found.payload)
        if (found.verb, found.person, said["about"]) != (verb, actor.person, about):
            raise RequestReused
        return said["outcome"]

    def append(self, verb: str, actor: Actor, request_id: str, about: object, outcome: object, **said: object) -> None:
        """Write the command's event, as the next in the chain of the locked case; outside a case it stands alone.

        Raises RequestReused if the id was taken in between, for something else.
        """
        case = self._case
        salt = chain.new_salt()
        payload = to_json({"about": about, "outcome": outcome, **said})
        event: dict[str, object] = {
            "case_id": case.id if case else None,
            "number": case.events + 1 if case else 0,
            "request_id": request_id,
            "verb": verb,
            "person": actor.person,
            "person_name": actor.name,
            "at": self.now,
            "before": case.head if case else "",
            "payload_digest": chain.payload_digest(salt, payload),
        }
        event["digest"] = chain.event_digest(event)
        self._write(event, salt, payload)
        if case:
            self._move_head(case, event)

    def _write(self, event: dict[str, object], salt: str, payload: str) -> None:
        try:
            event_id = _INSERT_EVENT.send(self.session, event).scalar_one()
        except IntegrityError as error:
            raise RequestReused from error
        _INSERT_PAYLOAD.send(self.session, {"event_id": event_id, "salt": salt, "payload": payload})

    def _move_head(self, case: Case, event: Mapping[str, object]) -> None:
        _MOVE_HEAD.send(self.session, {"case": case.id, "events": event["number"], "head": event["digest"]})
        self._case = replace(case, events=case.events + 1, head=str(event["digest"]))
