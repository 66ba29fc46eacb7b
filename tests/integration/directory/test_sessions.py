"""Open sessions on a real OpenLDAP server: a change of groups, a leaver, the server's loss and its return."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from time import perf_counter
from uuid import uuid4

import pytest

from engine import CLOCK, Engine, SetClock, Settings, build_engine, shipped_files
from tests.integration.directory.conftest import NOW
from tests.slapd import BASE, Slapd
from tests.unit.webapp.conftest import Browser
from webapp import create_app

SAM = f"uid=sam.lee,ou=people,{BASE}"
STAFF, MANAGERS = (f"cn={name},ou=groups,{BASE}" for name in ("Social workers", "Team managers"))
MINUTES = f"cn=minute_taker,ou=roles,{BASE}"


@pytest.fixture
def engine(tmp_path, slapd: Slapd, settings_for) -> Iterator[Engine]:
    """The product with its own files, on a server that may be changed."""
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/childpath.sqlite",
        secret_key="k" * 40,
        directory=slapd.ldaps,
        ldap=settings_for(slapd),
    )
    made = build_engine(settings, clock=SetClock(NOW))
    made.publish(CLOCK, str(uuid4()), shipped_files())
    made.heartbeat("a test")
    yield made
    made.close()


@pytest.fixture
def logged_in(engine: Engine) -> Callable[..., Browser]:
    """A function that logs a person in, in a web process of its own."""

    def log_in(login: str = "sam.lee") -> Browser:
        browser = Browser(create_app(engine, engine.settings))
        browser.log_in(login)
        return browser

    return log_in


def later(engine: Engine, **passed: int) -> None:
    engine.clock.set(engine.clock.now() + timedelta(**passed))
    engine.heartbeat("a test")


def test_a_leaver_is_out_of_every_open_session_within_five_minutes(engine, slapd, logged_in) -> None:
    browsers = [logged_in(), logged_in()]
    slapd.add(SAM, "pwdAccountLockedTime", "000001010000Z")
    later(engine, minutes=4)
    assert [one.get("/tasks").h1 for one in browsers] == ["Log in", "Log in"]


def test_a_mover_has_only_the_new_work_within_five_minutes(engine, slapd, logged_in) -> None:
    """A manager may open cases; who writes minutes may not."""
    tom = logged_in("tom.reilly")
    assert "Strategy discussion" in tom.get("/cases").words
    slapd.take(MANAGERS, "member", SAM.replace("sam.lee", "tom.reilly"))
    slapd.add(MINUTES, "member", SAM.replace("sam.lee", "tom.reilly"))
    later(engine, minutes=4)
    assert "Strategy discussion" not in tom.get("/cases").words
    assert tom.get("/tasks").h1 != "Log in"


def test_who_loses_the_last_role_is_out(engine, slapd, logged_in) -> None:
    sam = logged_in()
    slapd.take(STAFF, "member", SAM)
    later(engine, minutes=4)
    page = sam.get("/tasks")
    assert page.h1 == "Log in"
    page = sam.press("Log in", {"login": "sam.lee", "password": "demo-sam"}, status=422)
    assert "You have no role in Childpath yet" in page.errors[0]


def test_while_the_server_is_away_people_go_on_and_a_log_in_says_what_is_wrong(engine, slapd, logged_in) -> None:
    sam = logged_in()
    slapd.stop()
    later(engine, minutes=20)
    assert sam.get("/tasks").h1 in ("My tasks", "Tasks for my roles")
    other = Browser(create_app(engine, engine.settings))
    other.get("/log-in")
    began = perf_counter()
    page = other.press("Log in", {"login": "priya.shah", "password": "demo-priya"}, status=503)
    assert perf_counter() - began < 3
    assert page.errors == [
        "The directory cannot be reached, so nobody can log in just now. People who are logged in can go on working."
    ]
    slapd.start()
    assert "Priya Shah" in other.press("Log in", {"login": "priya.shah", "password": "demo-priya"}).text
    later(engine, minutes=1)
    assert sam.get("/tasks").status == 200


def test_while_the_server_hangs_a_page_waits_once_and_then_goes_on(engine, slapd, logged_in) -> None:
    sam = logged_in()
    slapd.pause()
    later(engine, minutes=2)
    began = perf_counter()
    assert [sam.get("/tasks").status for _ in range(3)] == [200, 200, 200]
    assert perf_counter() - began < 5
    slapd.go_on()


def test_a_server_that_cannot_show_who_it_is_gets_no_password_and_says_so(engine, slapd, settings_for) -> None:
    stranger = replace(engine.settings, ldap=settings_for(slapd, authority_file=""))
    with_stranger = build_engine(stranger, clock=engine.clock, migrate=False)
    browser = Browser(create_app(with_stranger, stranger))
    browser.get("/log-in")
    page = browser.press("Log in", {"login": "sam.lee", "password": "demo-sam"}, status=503)
    assert page.errors[0].startswith("The directory cannot show that it is the right one")
    with_stranger.close()
