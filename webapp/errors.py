"""What a person reads when a request is refused: in plain words, with a way on, and with what was typed."""

import logging

from flask import Flask, Response, make_response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from engine import (
    ChildpathError,
    DatabaseUnavailable,
    DirectoryNotTrusted,
    DirectoryUnavailable,
    NotAllowed,
    NotFound,
    NothingPublished,
    RequestReused,
    TaskAlreadyDone,
    TaskClaimedByAnother,
    TaskNoLongerNeeded,
    TaskNotClaimed,
)
from webapp.typed import keep_what_was_typed

log = logging.getLogger(__name__)

REFUSALS: dict[type[ChildpathError], tuple[int, str]] = {
    NotFound: (404, "Page not found"),
    NotAllowed: (403, "You may not do this"),
    TaskAlreadyDone: (409, "This task is already done"),
    TaskNoLongerNeeded: (409, "This task is no longer needed"),
    TaskClaimedByAnother: (409, "Someone else has taken this task"),
    TaskNotClaimed: (409, "You have not taken this task"),
    RequestReused: (409, "This page was already sent"),
}
FAILURES: dict[type[ChildpathError], tuple[int, str]] = {
    NothingPublished: (503, "Childpath is not set up yet"),
    DirectoryUnavailable: (503, "The directory cannot be reached"),
    DirectoryNotTrusted: (503, "The directory cannot be trusted"),
    DatabaseUnavailable: (503, "The database cannot be reached"),
}
REFUSED = {403, 404, 409}
HTTP = {
    400: ("This page could not be read", "Go back, reload the page and send it again."),
    404: ("Page not found", "Check the link, or ask the person who gave it to you."),
    405: ("Page not found", "This address is only used when a form is sent. Go back to your tasks."),
    413: ("That was too much to send", "Go back and shorten what you typed. At most 5 MB can be sent."),
}
SORRY = ("Sorry, there is a problem", "Try again in a moment. If it happens again, tell your administrator.")
LOGGED_OUT = (
    "This page was open for too long",
    "Go back, reload the page and send it again. Nothing has been recorded.",
)


def answer_errors(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(ChildpathError, _childpath)
    app.register_error_handler(CSRFError, lambda error: _page(*LOGGED_OUT, 400))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def conflict(error: ChildpathError, **facts: object) -> Response:
    """The page that says why a task could not be done, with the way to its case."""
    status, title = REFUSALS[type(error)]
    return make_response(render_template("errors/conflict.html", title=title, message=str(error), **facts), status)


def _childpath(error: ChildpathError) -> Response:
    if type(error) in REFUSALS:
        status, title = REFUSALS[type(error)]
        return _page(title, str(error), status)
    status, title = FAILURES.get(type(error), (500, SORRY[0]))
    log.error("refused: %s", type(error).__name__, exc_info=error)
    return keep_what_was_typed(title, "errors/try_again.html", status, message=str(error))


def _http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    return _page(*HTTP.get(error.code, SORRY), error.code)


def _unforeseen(error: Exception) -> Response:
    """The log holds the error; the page holds nothing of it."""
    log.error("failed", exc_info=error)
    title, message = SORRY
    return keep_what_was_typed(title, "errors/try_again.html", 500, message=message)


def _page(title: str, message: str, status: int) -> Response:
    """A page with the navigation, but for what happens before a person is known: then it asks nothing of the engine."""
    try:
        return _drawn(title, message, status, bare=status not in REFUSED)
    except ChildpathError:  # the navigation asks what the person may do, and the database is away
        return _drawn(title, message, status, bare=True)


def _drawn(title: str, message: str, status: int, *, bare: bool) -> Response:
    return make_response(render_template("errors/page.html", title=title, message=message, bare=bare), status)
