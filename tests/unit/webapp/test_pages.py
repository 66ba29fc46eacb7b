"""What holds for every page: headers, banners, errors, and health."""

import importlib
from datetime import timedelta

import pytest

from engine import DatabaseUnavailable, DirectoryUnavailable
from tests.unit.webapp.test_tasks import PLAN


def test_a_page_allows_nothing_but_our_own_files(browser):
    """Scripts need the page's nonce; nobody may frame us."""
    headers = browser.get("/log-in").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'strict-dynamic' 'nonce-" in policy and "style-src 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_each_page_has_a_nonce_of_its_own(browser):
    """One that is guessed is none."""
    first, second = (browser.get("/log-in").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_a_demonstration_says_so(browser):
    """So that nobody enters a real child."""
    assert "Every person here is invented" in browser.get("/log-in").text


def test_an_address_that_is_none_says_what_to_do(open_browser):
    """Also to someone who is logged in."""
    page = open_browser("tom.reilly").get("/nowhere", status=404)
    assert page.h1 == "Page not found"


def test_an_address_for_forms_only_is_no_page(open_browser):
    """Typed into the browser it shows nothing odd."""
    assert open_browser("tom.reilly").get("/tasks/1/claim", status=405).h1 == "Page not found"


def test_too_much_is_refused_in_words(open_browser):
    """At most 5 MB."""
    tom = open_browser("tom.reilly")
    page = tom.post("/tasks/1", [("text", "x" * 6_000_000)], status=413)
    assert page.h1 == "That was too much to send"


def test_a_lost_database_keeps_what_was_typed(open_browser, family, engine, monkeypatch):
    """The page sends it again under the same request id, so that it cannot count twice."""
    tom = open_browser("tom.reilly")
    _, task = family(tom)
    tom.get(f"/tasks/{task}")

    def lost(*_):
        raise DatabaseUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(engine, "complete_task", lost)
        page = tom.press("Complete task", PLAN, status=503)
    assert page.h1 == "The database cannot be reached"
    assert "Task completed" in tom.press("Send it again").words


def test_a_page_that_cannot_be_read_says_that_it_is_the_database(open_browser, engine):
    """Not that something unknown went wrong: the person may wait and try again."""
    tom = open_browser("tom.reilly")
    assert tom.get("/tasks").h1 == "My tasks"
    with engine.database.connect() as connection:
        connection.exec_driver_sql("alter table tasks rename to lost_tasks")
        connection.commit()
    page = tom.get("/tasks", status=503)
    assert page.h1 == "The database cannot be reached"


def test_a_lost_directory_lets_those_go_on_who_are_logged_in(open_browser, engine, monkeypatch, clock, app):
    """For four hours, in every web process; nobody new can log in."""
    tom = open_browser("tom.reilly")

    def lost(*_):
        raise DirectoryUnavailable

    monkeypatch.setattr(engine, "person", lost)
    monkeypatch.setattr(engine, "log_in", lost)
    for _ in range(8):
        app.extensions["people seen"].clear()  # as another process, which has never seen Tom
        clock.set(clock.now() + timedelta(minutes=29))
        assert tom.get("/tasks").h1 == "My tasks"
    clock.set(clock.now() + timedelta(minutes=9))
    assert tom.get("/tasks").h1 == "Log in"
    page = tom.press("Log in", {"login": "tom.reilly", "password": "demo-tom"}, status=503)
    assert "The directory cannot be reached" in page.errors[0]


def test_an_error_that_nobody_foresaw_tells_nothing_of_itself(open_browser, engine, monkeypatch):
    """It is in the log."""
    tom = open_browser("tom.reilly")

    def break_down(*_):
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(engine, "reading", break_down)
    page = tom.get("/tasks", status=500)
    assert page.h1 == "Sorry, there is a problem"
    assert "secret" not in page.text


def test_health_is_json_and_names_nobody(browser):
    """For whatever watches the installation."""
    answer = browser.client.get("/health")
    assert answer.status_code == 200
    assert answer.get_json()["ok"] is True
    assert set(answer.get_json()) == {
        "ok",
        "release",
        "heartbeat",
        "late_timers",
        "stuck_timers",
        "oldest_due",
        "cases_to_redate",
        "problems",
    }


@pytest.mark.parametrize(("minutes", "told"), [(4, False), (6, True)])
def test_every_page_warns_once_the_worker_was_not_seen_for_five_minutes(open_browser, clock, minutes, told):
    """Then no date passes by itself, and people must know."""
    tom = open_browser("tom.reilly")
    clock.set(clock.now() + timedelta(minutes=minutes))
    for path in ("/tasks", "/cases"):
        assert ("clock has not run" in tom.get(path).text) is told


def test_a_page_that_is_not_there_says_so_without_a_database_too(open_browser, engine, monkeypatch):
    """Its navigation asks what the person may do, which cannot be known then: it is left out."""
    tom = open_browser("tom.reilly")

    def lost(*_):
        raise DatabaseUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(engine, "permissions", lost)
        assert tom.get("/nothing", status=404).h1 == "Page not found"


def test_another_web_server_is_told_in_a_sentence_what_is_missing(monkeypatch):
    """`gunicorn webapp.wsgi:app` without settings: no traceback."""
    for name in ("SECRET_KEY", "DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match="SECRET_KEY is missing. DIRECTORY is missing."):
        importlib.import_module("webapp.wsgi")
