"""What a page reads, and the note of it: who looked at what goes to the access log before the page is served."""

from flask import Flask, Response, current_app, g
from flask_login import current_user

from engine import Actor, Engine, Reader
from webapp.database import db


def the_engine() -> Engine:
    """The engine this process works with."""
    return current_app.extensions["engine"]


def the_actor() -> Actor:
    """The person who is logged in, as the directory says now."""
    return current_user.actor


def reader() -> Reader:
    """The queries of this request, all in one read."""
    if "reader" not in g:
        g.reader = the_engine().reading(db.session)
    return g.reader


def note_looks(app: Flask) -> None:
    """Record each request's looks once its page is made. A page whose looks cannot be recorded is not served."""
    app.after_request(_end_read)


def _end_read(response: Response) -> Response:
    """End the read first: its rows are copied, and on SQLite a write waits for no reader but holds one up."""
    done: Reader | None = g.pop("reader", None)  # taken away, so that the page about a failure does not try again
    if done is None:
        return response
    db.session.rollback()
    if done.looks:
        the_engine().record_looks(the_actor(), tuple(done.looks))
    return response
