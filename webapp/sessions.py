"""Who is logged in. The cookie holds a person's id and two times; the directory says each time what they may do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from engine import Actor, DirectoryUnavailable, Person

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
NOTED_EACH = timedelta(minutes=1)  # how often the cookie is written anew


class LoggedIn(UserMixin):
    """A person with a session."""

    def __init__(self, person: Person) -> None:
        self.id = person.id
        self.name = person.name
        self.actor: Actor = person.as_actor()


@dataclass(frozen=True)
class Seen:
    """What the directory said of a person, and when."""

    person: Person
    at: datetime


def keep_sessions(app: Flask) -> None:
    """Load the person at each request, and end sessions that were idle or long."""
    manager = LoginManager(app)
    manager.user_loader(_load)
    app.extensions["people seen"] = {}
    app.before_request(_note_seen)


def start_session(person: Person) -> None:
    """A new session for `person`: nothing of the one before is kept, so that no one can be handed theirs."""
    session.clear()
    session["since"] = session["seen"] = _now().isoformat()
    login_user(LoggedIn(person))


def _load(person_id: str) -> LoggedIn | None:
    if _is_over():
        session.clear()
        return None
    person = _person(person_id)
    return LoggedIn(person) if person and person.roles else None


def _person(person_id: str) -> Person | None:
    """The person as the directory says now; where it cannot be reached, as it last said, for half an hour."""
    seen: dict[str, Seen] = current_app.extensions["people seen"]
    try:
        person = current_app.extensions["engine"].person(person_id)
    except DirectoryUnavailable:
        last = seen.get(person_id)
        return last.person if last and _now() - last.at < IDLE else None
    if person:
        seen[person_id] = Seen(person, _now())
    else:
        seen.pop(person_id, None)
    return person


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


def _now() -> datetime:
    """The engine's clock, read once a request."""
    if "now" not in g:
        g.now = current_app.extensions["engine"].clock.now()
    return g.now
