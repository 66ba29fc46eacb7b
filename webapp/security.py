"""What a browser may do with a page, and what a form must carry. All comes from our own origin; nothing is kept."""

from collections.abc import Callable

from flask import Flask, Response, current_app, request
from flask_talisman import Talisman
from flask_wtf.csrf import CSRFError, CSRFProtect

MOST_BYTES = 5 * 1024 * 1024

POLICY = {
    "default-src": "'none'",
    "script-src": "'strict-dynamic'",  # and the nonce of the page
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

csrf = CSRFProtect()


def send_headers(app: Flask, *, over_https: bool) -> None:
    """Headers and cookies. Without `over_https` (the demonstration) cookies go over plain http too."""
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=5000,
        SESSION_COOKIE_SECURE=over_https,
        SESSION_COOKIE_NAME="__Host-childpath" if over_https else "childpath",
    )
    Talisman(
        app,
        force_https=False,  # what stands before it does; a redirect would only hide a page that was sent in the clear
        session_cookie_secure=over_https,
        session_cookie_samesite="Lax",
        frame_options="DENY",
        referrer_policy="same-origin",
        content_security_policy=POLICY,
        content_security_policy_nonce_in=["script-src"],
    )
    app.after_request(_keep_nothing)


def check_forms(app: Flask) -> None:
    """Refuse what was not sent from a form of ours, made in this session."""
    app.config.update(
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_CHECK_DEFAULT=False,  # it is checked here, once it is known who is logged in
    )
    csrf.init_app(app)
    app.before_request(_check_form)


def shown_again_by(show: Callable[..., Response]) -> Callable[[Callable], Callable]:
    """Mark a view whose form is too long to lose: `show` gives the page back with what was typed and a new token.

    A form outlives its session when the person was logged out meanwhile. The person reads it and sends it again;
    nothing is done for a request whose token is not right.
    """

    def mark(view: Callable) -> Callable:
        view.shown_again_by = show
        return view

    return mark


def _check_form():
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.endpoint is None:
        return None
    try:
        csrf.protect()
    except CSRFError:
        show = getattr(current_app.view_functions[request.endpoint], "shown_again_by", None)
        if show is None:
            raise
        return show(**request.view_args)
    return None


def _keep_nothing(response: Response) -> Response:
    """No page is kept by a browser or a proxy: nearly all name a family. The stylesheet and script are."""
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
