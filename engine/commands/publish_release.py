"""Publish a release: all files together, checked together; a file is stored once for all releases that hold it."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import insert, select

from engine.commands import Deps
from engine.domain.errors import NotAllowed, NothingPublished
from engine.domain.values import Actor
from engine.domain.words import printable
from engine.published import Published
from engine.storage import tables as t
from engine.storage.chain import text_digest
from engine.storage.json_text import to_json
from engine.storage.unit_of_work import UnitOfWork

VERB = "publish_release"
PERMISSION = "publish"
QUEUE = "the newest release"  # releases are numbered one after the other


def publish_release(deps: Deps, actor: Actor, request_id: str, files: Mapping[str, bytes], note: str) -> int:
    """Gives the number of the release; the newest one's, if it holds exactly these files. A repeat gives the first's.

    The first release needs no permission, since there is no table yet to give it; nor does what the program itself, or
    somebody at its machine, publishes.
    Raises ReleaseRefused with every finding, NotAllowed, RequestReused, DatabaseUnavailable.
    """
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    whole = text_digest(to_json(digests))
    with UnitOfWork(deps.database, deps.clock) as uow:
        uow.queue(QUEUE)
        if first := uow.first_outcome(request_id, VERB, actor, whole):
            return first["release"]
        _check(deps, uow, actor)
        number = _newest(uow, whole) or _publish(deps, uow, actor, files, digests, whole, note)
        uow.append(VERB, actor, request_id, whole, {"release": number}, note=printable(note), files=digests)
    return number


def _check(deps: Deps, uow: UnitOfWork, actor: Actor) -> None:
    if actor.is_clock or actor.at_the_machine:
        return
    try:
        permitted = deps.library.current(uow.session).permissions(actor.roles)
    except NothingPublished:
        return
    if PERMISSION not in permitted:
        raise NotAllowed(act="publish a release")


def _dates_changed(deps: Deps, uow: UnitOfWork, new: Published) -> tuple[str, ...]:
    """The files by which dates are counted otherwise than by the newest release."""
    try:
        return new.dates_changed_since(deps.library.current(uow.session))
    except NothingPublished:
        return ()


def _newest(uow: UnitOfWork, whole: str) -> int | None:
    release = t.releases.c
    row = uow.session.execute(select(release.id, release.digest).order_by(release.id.desc()).limit(1)).one_or_none()
    return row.id if row and row.digest == whole else None


def _publish(
    deps: Deps,
    uow: UnitOfWork,
    actor: Actor,
    files: Mapping[str, bytes],
    digests: Mapping[str, str],
    whole: str,
    note: str,
) -> int:
    changed = _dates_changed(deps, uow, deps.library.read(0, files))  # which refuses what cannot run
    known = set(uow.session.scalars(select(t.files.c.digest).where(t.files.c.digest.in_(set(digests.values())))))
    new = {digests[path]: content for path, content in files.items() if digests[path] not in known}
    if new:
        uow.session.execute(
            insert(t.files), [{"digest": digest, "content": content} for digest, content in new.items()]
        )
    values = {"digest": whole, "published_at": uow.now, "published_by": actor.person, "note": printable(note)}
    values["dates_changed"] = ", ".join(changed)
    number = uow.session.execute(insert(t.releases).values(values).returning(t.releases.c.id)).scalar_one()
    rows = [{"release_id": number, "path": path, "digest": digest} for path, digest in sorted(digests.items())]
    uow.session.execute(insert(t.release_files), rows)
    return number
