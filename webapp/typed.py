"""What a person typed is never lost: a page that could not be recorded hands it back, ready to be sent again."""

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

SECRET = {"csrf_token", "password"}


def keep_what_was_typed(title: str, template: str, status: int, **facts: object) -> Response:
    """A page with `template` that carries the fields of this request, so that one button sends them again.

    The request id goes with them: if the first sending was recorded after all, the second gives its outcome.
    """
    page = render_template(template, title=title, fields=_fields(), bare=True, **facts)
    return make_response(page, status)


def _fields() -> list[tuple[str, str]]:
    """The fields that were sent, in their order; none of a page that asks for a password."""
    try:
        sent = list(request.form.items(multi=True)) if request.method == "POST" else []
    except RequestEntityTooLarge:
        return []
    if any(name == "password" for name, _ in sent):
        return []
    return [(name, value) for name, value in sent if name not in SECRET]
