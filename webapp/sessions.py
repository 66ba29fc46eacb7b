"""Who is logged in, and what they may do now: the directory is asked again each minute, in every open session.

So a leaver or a mover loses access within minutes, wherever they are logged in. Where the directory cannot be reached,
people go on as it last said, for half a working day; nobody gains anything by its absence. What it last said stands in
the cookie, which is signed, so that each web process knows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask, current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from engine import Actor, DirectoryUnavailable, Person

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
NOTED_EACH = timedelta(minutes=1)  # how often the cookie is written anew
ASKED_EACH = timedelta(minutes=1)  # how often the directory is asked about one person
GO_ON = timedelta(hours=4)  # without the directory
LEFT_ALONE = timedelta(seconds=15)  # a directory that did not answer: else each page would wait for it


class LoggedIn(UserMixin):
    """A person with a session."""

    def __init__(self, person: Person) -> None:
        self.id = person.id
        self.name = person.name
        self.actor: Actor = person.as_actor()


@dataclass(frozen=True)
class Seen:
    """What the directory said of a person, and when; None for somebody who has left."""

    person: Person | None
    at: datetime


@dataclass
class PeopleSeen:
    """What this process was told by the directory."""

    by_id: dict[str, Seen] = field(default_factory=dict)
    lost_at: datetime | None = None

    def clear(self) -> None:
        self.by_id.clear()
        self.lost_at = None


def keep_sessions(app: Flask) -> None:
    """Load the person at each request, and end sessions that were idle or long."""
    manager = LoginManager(app)
    manager.user_loader(_load)
    app.extensions["people seen"] = PeopleSeen()
    app.before_request(_note_seen)


def start_session(person: Person) -> None:
    """A new session for `person`: nothing of the one before is kept, so that no one can be handed theirs."""
    session.clear()
    session["since"] = session["seen"] = _now().isoformat()
    _people().by_id[person.id] = Seen(person, _now())
    _write_down(Seen(person, _now()))
    login_user(LoggedIn(person))


def _load(person_id: str) -> LoggedIn | None:
    if _is_over():
        session.clear()
        return None
    person = _person(person_id)
    if person is None or not person.roles:
        session.clear()
        return None
    return LoggedIn(person)


def _person(person_id: str) -> Person | None:
    """The person as the directory says now, or said within the last minute; where it is away, as it last said."""
    last = _people().by_id.get(person_id)
    if last and timedelta() <= _now() - last.at < ASKED_EACH:
        return last.person
    try:
        said = Seen(_asked(person_id), _now())
    except DirectoryUnavailable:
        return _last_said(person_id, last)
    _people().by_id[person_id] = said
    return said.person


def _asked(person_id: str) -> Person | None:
    """The directory's answer. Raises DirectoryUnavailable, without asking if it was so a moment ago."""
    people = _people()
    if people.lost_at and timedelta() <= _now() - people.lost_at < LEFT_ALONE:
        raise DirectoryUnavailable
    try:
        person = current_app.extensions["engine"].person(person_id)
    except DirectoryUnavailable:
        people.lost_at = _now()
        raise
    people.lost_at = None
    return person


def _last_said(person_id: str, here: Seen | None) -> Person | None:
    """What the directory said last, to this process or to another that wrote the cookie."""
    known = [one for one in (here, _written_down(person_id)) if one]
    last = max(known, key=lambda one: one.at, default=None)
    return last.person if last and _now() - last.at < GO_ON else None


def _write_down(said: Seen) -> None:
    """Keep in the cookie what the directory said of the person whose cookie it is."""
    if person := said.person:
        told = {"name": person.name, "login": person.login, "email": person.email}
        session["told"] = told | {"roles": sorted(person.roles), "teams": sorted(person.teams)}
        session["told_at"] = said.at.isoformat()


def _written_down(person_id: str) -> Seen | None:
    told: Mapping = session.get("told") or {}
    if session.get("_user_id") != person_id or not told:
        return None
    groups = {kind: frozenset(told[kind]) for kind in ("roles", "teams")}
    person = Person(person_id, told["login"], told["name"], told["email"], **groups)
    return Seen(person, datetime.fromisoformat(session["told_at"]))


def _is_over() -> bool:
    try:
        since, seen = (datetime.fromisoformat(session[name]) for name in ("since", "seen"))
    except (KeyError, ValueError):
        return True
    now = _now()
    return now - seen > IDLE or now - since > WHOLE


def _note_seen() -> None:
    if not current_user.is_authenticated:
        return
    if _now() - datetime.fromisoformat(session["seen"]) > NOTED_EACH:
        session["seen"] = _now().isoformat()
        if said := _people().by_id.get(current_user.id):
            _write_down(said)


def _people() -> PeopleSeen:
    return current_app.extensions["people seen"]


def _now() -> datetime:
    """The engine's clock, read once a request."""
    if "now" not in g:
        g.now = current_app.extensions["engine"].clock.now()
    return g.now
