"""Log in and out."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user

from engine import (
    CLOCK,
    AccountClosed,
    ChildpathError,
    DirectoryUnavailable,
    Look,
    NoRole,
    Person,
    Problem,
    TooManyTries,
    WrongLogIn,
)
from webapp.access import anyone, may, open_to
from webapp.reading import the_actor, the_engine
from webapp.security import shown_again_by
from webapp.sessions import start_session
from webapp.tries import WrongTries

LONGEST_LOGIN = 100  # of what is kept of a wrong log-in

STATUS = {DirectoryUnavailable: 503, TooManyTries: 429}

FIRST_PAGES = {"work": "tasks.first", "see cases": "cases.all_cases"}

auth = Blueprint("auth", __name__)
auth.record(lambda setup: setup.app.extensions.update({"wrong tries": WrongTries()}))


@auth.get("/")
@open_to(anyone)
def home() -> Response | str:
    """Where a person's work begins: the first page that their roles open."""
    if not current_user.is_authenticated:
        return redirect(url_for("auth.log_in"), 303)
    for permission, page in FIRST_PAGES.items():
        if may(permission):
            return redirect(url_for(page), 303)
    return render_template("home.html", title="Nothing to do here yet")


@auth.get("/log-in")
@open_to(anyone)
def log_in() -> Response | str:
    """Ask for a user name and password."""
    if current_user.is_authenticated:
        return redirect(_wanted(), 303)
    return _ask()


def _ask_again() -> tuple[str, int]:
    problem = Problem(("login",), "This page was open for too long. Type your user name and password again.")
    return _ask([problem]), 400


@auth.post("/log-in")
@open_to(anyone)
@shown_again_by(_ask_again)
def check_log_in() -> Response | tuple[str, int]:
    """Log the person in, and go to the page they wanted."""
    login, password = request.form.get("login", "").strip(), request.form.get("password", "")
    if problems := _missing(login, password):
        return _ask(problems), 422
    try:
        person = _checked(login, password)
    except (WrongLogIn, AccountClosed, NoRole, TooManyTries, DirectoryUnavailable) as refusal:
        return _refuse(login, refusal)
    the_engine().record_looks(person.as_actor(), [Look("log in")])
    start_session(person)
    return redirect(_wanted(), 303)


@auth.post("/log-out")
@open_to(anyone)
def log_out() -> Response:
    """End the session, and leave nothing of it in the browser."""
    if current_user.is_authenticated:
        the_engine().record_looks(the_actor(), [Look("log out")])
    logout_user()
    session.clear()
    flash({"said": "You have logged out."})
    answer = redirect(url_for("auth.log_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _checked(login: str, password: str) -> Person:
    """The person with this password, unless the name was tried too often in vain."""
    tries, now = current_app.extensions["wrong tries"], the_engine().clock.now()
    tries.check(login, now)
    try:
        person = the_engine().log_in(login, password)
    except WrongLogIn:
        tries.note(login, now)
        raise
    tries.forget(login)
    return person


def _missing(login: str, password: str) -> list[Problem]:
    asked = (("login", login, "Enter your user name"), ("password", password, "Enter your password"))
    return [Problem((name,), message) for name, value, message in asked if not value]


def _refuse(login: str, refusal: ChildpathError) -> tuple[str, int]:
    """Say why not, without saying which of the two was wrong; the log keeps the name that was tried."""
    tried = f"{type(refusal).__name__}: {login[:LONGEST_LOGIN]}"
    the_engine().record_looks(CLOCK, [Look("log-in refused", None, tried)])
    status = next((status for kind, status in STATUS.items() if isinstance(refusal, kind)), 422)
    return _ask([Problem(("login",), str(refusal))]), status


def _ask(problems: list[Problem] | None = None) -> str:
    return render_template(
        "auth/log_in.html",
        title="Log in",
        problems=problems or [],
        login=request.form.get("login", ""),
        bare=True,
        wanted=_wanted(),
    )


def _wanted() -> str:
    """The page to go to: one of ours only, so that a link cannot lead elsewhere through the log-in page."""
    wanted = request.values.get("next", "")
    ours = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if ours else "/"
