"""Who may open a route. Each route says it; a route that does not is refused to everyone, and a test walks them all."""

from collections.abc import Callable

from flask import Flask, current_app, g, redirect, request, url_for
from flask_login import current_user

from engine import NotAllowed
from webapp.typed import keep_what_was_typed

anyone = ""  # what a route is open to when it needs no log-in


def open_to(permission: str) -> Callable[[Callable], Callable]:
    """Mark a view as open to those whose roles give `permission`, or to `anyone`."""

    def mark(view: Callable) -> Callable:
        view.open_to = permission
        return view

    return mark


def may(permission: str) -> bool:
    """Whether the person who is logged in has `permission`; the release says which roles give it."""
    if not current_user.is_authenticated:
        return False
    if "permissions" not in g:
        g.permissions = current_app.extensions["engine"].permissions(current_user.actor)
    return permission in g.permissions


def guard(app: Flask) -> None:
    """Refuse each request whose route is not open to the person."""
    app.view_functions["static"].open_to = anyone
    app.before_request(_check)
    app.jinja_env.globals["may"] = may


def _check():
    if request.endpoint is None:
        return None  # no such page: the router says so
    needed = getattr(current_app.view_functions[request.endpoint], "open_to", None)
    if needed == anyone:
        return None
    if not current_user.is_authenticated:
        return _ask_for_log_in()
    if needed is None or not may(needed):
        raise NotAllowed(act="open this page")
    return None


def _ask_for_log_in():
    if request.method == "POST":
        return keep_what_was_typed("You have been logged out", "errors/logged_out.html", 401)
    return redirect(url_for("auth.log_in", next=request.full_path.rstrip("?")), 303)
