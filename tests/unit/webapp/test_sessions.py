"""Logging in and out, and how long a session lasts."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from engine import DirectoryUnavailable
from engine.storage import tables as t


def looks(engine):
    """What the access log holds, oldest first."""
    with engine.session() as session:
        return list(session.execute(select(t.access_log).order_by(t.access_log.c.id)))


def test_logging_in_leads_to_ones_tasks_and_is_logged(browser, engine):
    """With one's name on the page, so that a shared machine is noticed."""
    page = browser.log_in("priya.shah")
    assert page.h1 == "Tasks for my roles"  # none of them is hers yet
    assert "Priya Shah" in page.text
    first = looks(engine)[0]
    assert (first.person_name, first.what) == ("Priya Shah", "log in")


def test_a_wrong_password_and_an_unknown_name_read_the_same(browser, engine):
    """So nobody can find out who works here; the log keeps both tries."""
    browser.get("/log-in")
    wrong = browser.press("Log in", {"login": "priya.shah", "password": "no"}, status=422)
    unknown = browser.press("Log in", {"login": "no.body", "password": "no"}, status=422)
    said = "The user name or the password is not right, or the account is locked. Check both and try again."
    assert wrong.errors == unknown.errors == [said]
    assert [look.what for look in looks(engine)] == ["log-in refused", "log-in refused"]


def test_what_is_missing_is_said_beside_each_field(browser):
    """Both at once."""
    browser.get("/log-in")
    page = browser.press("Log in", {"login": "", "password": ""}, status=422)
    assert page.errors == ["Enter your user name", "Enter your password"]


def test_a_password_is_never_sent_back(browser):
    """Not even on the page that says it was wrong."""
    browser.get("/log-in")
    page = browser.press("Log in", {"login": "priya.shah", "password": "a-wrong-secret"}, status=422)
    assert "a-wrong-secret" not in page.text


def test_someone_without_a_role_is_told_whom_to_ask(browser):
    """A right password is not enough."""
    browser.get("/log-in")
    page = browser.press("Log in", {"login": "zoe.nolan", "password": "demo-zoe"}, status=422)
    assert "You have no role in Childpath yet" in page.errors[0]


def test_a_link_to_elsewhere_is_not_followed_after_logging_in(browser):
    """The log-in page must not send anyone to another site."""
    for elsewhere in ("https://elsewhere.invalid/", "//elsewhere.invalid/", "/\\elsewhere.invalid"):
        browser.get("/log-in", status=200)
        page = browser.client.get("/log-in", query_string={"next": elsewhere})
        assert "elsewhere" not in page.get_data(as_text=True)


def test_the_session_ends_after_thirty_idle_minutes(open_browser, clock):
    """Each page begins them anew."""
    priya = open_browser("priya.shah")
    for _ in range(3):
        clock.set(clock.now() + timedelta(minutes=29))
        assert priya.get("/tasks").h1 == "My tasks"
    clock.set(clock.now() + timedelta(minutes=31))
    assert priya.get("/tasks").h1 == "Log in"


def test_the_session_ends_after_twelve_hours_in_any_case(open_browser, clock):
    """However busy one was."""
    priya = open_browser("priya.shah")
    for _ in range(24):
        assert priya.get("/tasks").h1 == "My tasks"
        clock.set(clock.now() + timedelta(minutes=29))
    clock.set(clock.now() + timedelta(minutes=25))
    assert priya.get("/tasks").h1 == "Log in"


def test_logging_out_ends_the_session(open_browser, engine):
    """And says so."""
    priya = open_browser("priya.shah")
    page = priya.press("Log out")
    assert "You have logged out." in page.words
    assert priya.get("/tasks").h1 == "Log in"
    assert looks(engine)[-1].what == "log out"


def test_the_cookie_is_for_the_server_only(browser):
    """HttpOnly and SameSite always; Secure and bound to the host wherever it is not a demonstration."""
    cookie = browser.get("/log-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_outside_a_demonstration_the_cookie_goes_over_https_only(engine):
    """The name begins with __Host-, so that no other site of the council's domain can plant one."""
    from webapp import create_app

    app = create_app(engine, replace(engine.settings, directory="ldaps://directory.invalid"))
    cookie = app.test_client().get("/log-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-childpath=") and "Secure" in cookie


def test_a_mover_has_only_the_new_roles_within_five_minutes_in_every_session(open_browser, engine, monkeypatch, clock):
    """At two machines at once."""
    browsers = [open_browser("tom.reilly"), open_browser("tom.reilly")]
    assert all("Strategy discussion" in one.get("/cases").words for one in browsers)
    tom = engine.log_in("tom.reilly", "demo-tom")
    monkeypatch.setattr(engine, "person", lambda person_id: replace(tom, roles=frozenset({"minute_taker"})))
    clock.set(clock.now() + timedelta(minutes=5))
    assert all("Strategy discussion" not in one.get("/cases").words for one in browsers)


def test_who_has_left_does_not_come_back_when_the_directory_is_lost(open_browser, engine, monkeypatch, clock):
    """What it said last counts, and the cookie is taken away."""
    tom = open_browser("tom.reilly")
    monkeypatch.setattr(engine, "person", lambda person_id: None)
    clock.set(clock.now() + timedelta(minutes=2))
    assert tom.get("/tasks").h1 == "Log in"

    def lost(*_):
        raise DirectoryUnavailable

    monkeypatch.setattr(engine, "person", lost)
    clock.set(clock.now() + timedelta(minutes=2))
    assert tom.get("/tasks").h1 == "Log in"


def test_a_directory_that_does_not_answer_is_left_alone_for_a_while(open_browser, engine, monkeypatch, clock):
    """Else each page would wait for it."""
    tom = open_browser("tom.reilly")
    asked = []

    def lost(person_id):
        asked.append(person_id)
        raise DirectoryUnavailable

    monkeypatch.setattr(engine, "person", lost)
    clock.set(clock.now() + timedelta(minutes=2))
    assert [tom.get("/tasks").status for _ in range(3)] == [200, 200, 200]
    assert len(asked) == 1
    clock.set(clock.now() + timedelta(seconds=16))
    tom.get("/tasks")
    assert len(asked) == 2


def test_a_closed_account_is_told_whom_to_ask(browser):
    """To who knows the password; who does not learns nothing."""
    browser.get("/log-in")
    page = browser.press("Log in", {"login": "max.turner", "password": "demo-max"}, status=422)
    assert "help desk" in page.errors[0]
    page = browser.press("Log in", {"login": "max.turner", "password": "wrong"}, status=422)
    assert "help desk" not in page.errors[0]


def test_after_five_wrong_passwords_a_name_waits_five_minutes(browser, clock):
    """Whether or not anybody has it, and in whatever capitals; other names do not wait."""
    browser.get("/log-in")
    for login in ("priya.shah", "Priya.Shah", "priya.shah", "PRIYA.SHAH", "priya.shah"):
        browser.press("Log in", {"login": login, "password": "wrong"}, status=422)
    page = browser.press("Log in", {"login": "priya.shah", "password": "demo-priya"}, status=429)
    assert page.errors == ["There were too many wrong tries with this user name. Wait 5 minutes, then try again."]
    for _ in range(5):
        browser.press("Log in", {"login": "no.body", "password": "wrong"}, status=422)
    browser.press("Log in", {"login": "no.body", "password": "wrong"}, status=429)
    clock.set(clock.now() + timedelta(minutes=5))
    assert "Priya Shah" in browser.press("Log in", {"login": "priya.shah", "password": "demo-priya"}).text


def test_a_right_password_ends_the_count(browser):
    """So a morning's mistakes do not add up."""
    for _ in range(3):
        browser.get("/log-in")
        for _ in range(4):
            browser.press("Log in", {"login": "priya.shah", "password": "wrong"}, status=422)
        browser.press("Log in", {"login": "priya.shah", "password": "demo-priya"})
        browser.press("Log out")
