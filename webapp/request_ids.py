"""The id that a form carries from the moment its page was made: sending it twice gives the outcome of the first."""

from uuid import UUID, uuid4

from flask import Flask, request
from werkzeug.exceptions import BadRequest

FIELD = "_request"


def new_request_id() -> str:
    return str(uuid4())


def sent_request_id() -> str:
    """The id of the form that was sent. Raises BadRequest when there is none: then it was not sent from our page."""
    try:
        return str(UUID(request.form.get(FIELD, "")))
    except ValueError as error:
        raise BadRequest from error


def request_id_again() -> str:
    """For a form shown again with what was typed: the id it was sent with, since that may have been recorded."""
    try:
        return sent_request_id()
    except BadRequest:
        return new_request_id()


def give_request_ids(app: Flask) -> None:
    """Let templates make them."""
    app.jinja_env.globals["new_request_id"] = new_request_id
