"""Prove the logs: every case's chain of events, what its payloads say of answers, states and record, and the looks.

Nothing here trusts a stored digest: each is worked out again from what it covers.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from engine.commands.verify_rows import broken_rows
from engine.domain.errors import NotFound
from engine.storage import tables as t
from engine.storage.chain import Broken, event_digest, look_seal, payload_digest, text_digest
from engine.storage.json_text import to_json

AT_ONCE = 500


def verify_record(session: Session, case_id: int | None = None) -> list[Broken]:
    """What is broken in one case, or in all cases, the events outside any case and the access log. Raises NotFound."""
    if case_id is not None and session.scalar(select(t.cases.c.id).where(t.cases.c.id == case_id)) is None:
        raise NotFound(what="case")
    found = [broken for rows in _by_case(session, case_id) for broken in _case(session, rows)]
    found += _without_events(session, case_id)
    return found if case_id is not None else [*found, *_outside(session), *_looks(session)]


def heads(session: Session) -> str:
    """One digest over the heads of all cases and of the sealed looks."""
    case, look = t.cases.c, t.access_log.c
    of_cases = session.execute(select(case.id, case.events, case.head).order_by(case.id)).all()
    last = select(look.seal).where(look.place.is_not(None)).order_by(look.place.desc()).limit(1)
    return text_digest(to_json([[list(row) for row in of_cases], session.scalar(last)]))


def _by_case(session: Session, case_id: int | None) -> Iterator[list[Row[Any]]]:
    event, payload, case = t.events.c, t.event_payloads.c, t.cases.c
    chained = (
        select(t.events, payload.salt, payload.payload, case.reference, case.events.label("length"), case.head)
        .join_from(t.events, t.cases, event.case_id == case.id)
        .join(t.event_payloads, isouter=True)
        .order_by(event.case_id, event.number)
        .execution_options(yield_per=AT_ONCE)
    )
    if case_id is not None:
        chained = chained.where(event.case_id == case_id)
    with closing(session.execute(chained)) as events:
        for _, rows in groupby(events, key=lambda row: row.case_id):
            yield list(rows)


def _case(session: Session, rows: list[Row[Any]]) -> Iterator[Broken]:
    """Each event stands in its place, holds the digest before it and its own; the last is the case's head."""
    first, before = rows[0], ""
    for place, row in enumerate(rows, start=1):
        where = f"{first.reference}, event {row.number}"
        if row.number != place:
            yield Broken(where, f"event {place} of the chain is missing.", first.case_id)
            return
        if row.before != before:
            yield Broken(where, "it does not follow from the event before it.", first.case_id)
        yield from _event(row, where)
        before = row.digest
    if (first.length, first.head) != (len(rows), before):
        yield Broken(first.reference, "the case's head is not its last event.", first.case_id)
    yield from _kept(session, rows)


def _event(row: Row[Any], where: str) -> Iterator[Broken]:
    if event_digest(dict(row._mapping)) != row.digest:
        yield Broken(where, "the event was changed.", row.case_id)
    if row.payload is None:
        yield Broken(where, "what it says is missing.", row.case_id)
    elif payload_digest(row.salt, row.payload) != row.payload_digest:
        yield Broken(where, "what it says was changed.", row.case_id)


def _kept(session: Session, rows: list[Row[Any]]) -> Iterator[Broken]:
    """The answers, the saved states and the record of a case are those that its events were written with."""
    said = [_said(row.payload) for row in rows]
    yield from _states(session, rows[0], said)
    yield from _answers(session, rows[0], said)
    yield from broken_rows(session, rows[0].case_id, rows[0].reference, said)


def _said(payload: str | None) -> dict[str, Any]:
    try:
        return json.loads(payload or "{}")
    except ValueError:
        return {}  # its digest has been found wrong already


def _states(session: Session, case: Row[Any], said: list[dict[str, Any]]) -> Iterator[Broken]:
    last = {move["instance"]: move["state"] for one in said for move in one.get("moves", ())}
    run = t.instances.c
    rows = session.execute(select(run.id, run.state).where(run.case_id == case.case_id).order_by(run.id)).all()
    for row in rows:
        if text_digest(row.state) != last.pop(row.id, None):
            yield Broken(f"{case.reference}, instance {row.id}", "its saved state was changed.", case.case_id)
    for missing in last:
        yield Broken(f"{case.reference}, instance {missing}", "it is missing.", case.case_id)


def _answers(session: Session, case: Row[Any], said: list[dict[str, Any]]) -> Iterator[Broken]:
    """Each event that took answers holds their digest; the rows of one case are in the events' order."""
    given = t.answers.c
    rows = session.execute(
        select(given.id, given.element, given["values"]).where(given.case_id == case.case_id).order_by(given.id)
    ).all()
    wanted = [one["answers"] for one in said if "answers" in one]
    if len(rows) != len(wanted):
        yield Broken(
            case.reference, f"{len(wanted)} forms were answered, and {len(rows)} answers are kept.", case.case_id
        )
    for row, digest in zip(rows, wanted, strict=False):
        if text_digest(to_json(row.values)) != digest:
            yield Broken(f"{case.reference}, answers {row.id}", "they were changed.", case.case_id)


def _without_events(session: Session, case_id: int | None) -> Iterator[Broken]:
    """A case whose events were all taken away."""
    case = t.cases.c
    bare = select(case.id, case.reference).where(~case.id.in_(select(t.events.c.case_id).where(t.events.c.number == 1)))
    if case_id is not None:
        bare = bare.where(case.id == case_id)
    for row in session.execute(bare.order_by(case.id)):
        yield Broken(row.reference, "event 1 of the chain is missing.", row.id)


def _outside(session: Session) -> Iterator[Broken]:
    """Events of no case (releases) stand alone."""
    event, payload = t.events.c, t.event_payloads.c
    rows = session.execute(
        select(t.events, payload.salt, payload.payload)
        .join_from(t.events, t.event_payloads, isouter=True)
        .where(event.case_id.is_(None))
        .order_by(event.id)
    )
    for row in rows:
        yield from _event(row, f"event {row.id}")


def _looks(session: Session) -> Iterator[Broken]:
    look = t.access_log.c
    sealed = select(t.access_log).where(look.place.is_not(None)).order_by(look.place)
    with closing(session.execute(sealed.execution_options(yield_per=AT_ONCE))) as looks:
        yield from _chained(looks)


def _chained(looks: Iterable[Row[Any]]) -> Iterator[Broken]:
    before = ""
    for place, row in enumerate(looks, start=1):
        if row.place != place:
            yield Broken(f"access log, look {row.id}", f"look {place} of the chain is missing.")
            return
        if look_seal(before, dict(row._mapping)) != row.seal:
            yield Broken(f"access log, look {row.id}", "it was changed.")
        before = row.seal
