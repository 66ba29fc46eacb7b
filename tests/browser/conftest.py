"""Chromium before the real application: people who log in, fill in forms and look at pages; axe looks with them."""

import re
import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from engine import CLOCK, SetClock, Settings, build_engine, london_date, shipped_files
from tests.missing_parts import need
from webapp import create_app

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_SCRIPTS = "X-Without-Scripts"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def chromium():
    """The browser of this machine."""
    need("the front end")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("Chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def engine(tmp_path):
    """The product's engine with its own files published, on a clock that the test sets."""
    file = tmp_path / "childpath.sqlite"
    settings = Settings(database_url=f"sqlite:///{file}", secret_key="k" * 40, directory="embedded:")
    engine = build_engine(settings, clock=SetClock(NOW))
    engine.publish(CLOCK, str(uuid4()), shipped_files())
    engine.heartbeat("a test")
    yield engine
    engine.close()


@pytest.fixture
def address(engine):
    """Where the application is served."""
    server = make_server("127.0.0.1", 0, blocking_scripts(create_app(engine, engine.settings)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def blocking_scripts(app):
    """The application, which forbids its own scripts where a header of the test's asks for it.

    Axe hangs for ever in a browser whose JavaScript is off; with this policy only the page's own scripts do not run.
    """

    def answer(environ, start_response):
        def start(status, headers, exc_info=None):
            if environ.get(f"HTTP_{NO_SCRIPTS.upper().replace('-', '_')}"):
                headers = [(name, _without_scripts(name, value)) for name, value in headers]
            return start_response(status, headers, exc_info)

        return app(environ, start)

    return answer


def _without_scripts(name, value):
    return re.sub(r"script-src [^;]*", "script-src 'none'", value) if name == "Content-Security-Policy" else value


class Someone:
    """A person at a browser of their own."""

    def __init__(self, page, address, engine, shots):
        self.page, self.address, self.engine, self.shots = page, address, engine, shots
        self.login = ""
        self.kinds, self.seen = set(), []  # what axe found, by page
        self.complaints = []  # of the browser's console

    def hear(self, said):
        if said.type == "error" and "status of 422" not in said.text:  # what a form with a problem is answered with
            self.complaints.append(said.text)

    def go(self, path):
        self.page.goto(self.address + path)
        self._look()

    def follow(self, name):
        """Follow the first link whose words begin so."""
        link = self.page.locator("a").filter(has_text=re.compile(rf"^\s*{re.escape(name)}"))
        self._leave(link.first.click)

    def press(self, name):
        self._leave(self.page.get_by_role("button", name=name, exact=True).first.click)

    def log_in(self, login=""):
        """Log in, or in again where a day went by and the session with it."""
        self.login = login or self.login
        self.go("/log-in")
        self.page.get_by_label("User name").fill(self.login)
        self.page.locator("#password").fill("demo-" + self.login.partition(".")[0])
        self.press("Log in")

    def do(self, task, **answers):
        """Open a task of one's roles, answer it and complete it."""
        self.go("/tasks/roles")
        self.follow(task)
        self.answer(**answers)
        self.press("Complete task")
        if "There is a problem" in self.words:  # the answers brought up questions that were not on the page yet
            self.answer(**answers)
            self.press("Complete task")
        assert "Task completed" in self.words, self.words

    def answer(self, **answers):
        """Fill in every question that is shown, also those that an answer reveals.

        `answers` are by the last part of a field's name; a date is an ISO text. The rest is filled in by itself: "yes",
        else the first choice; today; and a sentence.
        """
        while blank := self.page.evaluate(BLANK):
            for field in blank:
                self._fill(field, answers.get(field["key"]))

    @property
    def words(self):
        return " ".join(self.page.locator("main").inner_text().split())

    def _fill(self, field, given):
        today = london_date(self.engine.clock.now())
        if field["kind"] in ("radio", "checkbox"):
            wanted = given if given in field["choices"] else "yes" if "yes" in field["choices"] else field["choices"][0]
            self.page.locator(f'input[name="{field["name"]}"][value="{wanted}"]').check()
        elif field["key"] in ("day", "month", "year"):
            self.page.locator(f'[id="{field["name"]}"]').fill(str(getattr(today, field["key"])))
        else:
            said = "10:30" if field["key"].endswith("_at") else "As agreed."
            self.page.locator(f'[id="{field["name"]}"]').fill(given or said)

    def _leave(self, act):
        with self.page.expect_navigation():
            act()
        self._look()

    def _look(self):
        """Note what the page is like: its picture, what axe says, and whether it fits; once for each kind of page."""
        kind = (self.page.title(), self.page.locator(".govuk-notification-banner").count())
        if kind in self.kinds:
            return
        self.kinds.add(kind)
        name = re.sub(r"\W+", "-", self.page.title().lower()).strip("-")
        self.page.screenshot(path=self.shots / f"{len(self.seen):02}-{name}.png", full_page=True)
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.seen.append((self.page.title(), _violations(found), wide))

    def check(self):
        """No page had a fault that axe knows, ran over its edge, or made the browser complain."""
        assert [(title, found) for title, found, _ in self.seen if found] == []
        assert [title for title, _, wide in self.seen if wide > 0] == [], "wider than the window"
        assert self.complaints == []


def _violations(found):
    return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:150]}" for one in found]


BLANK = """() => {
  const seen = new Map()
  for (const field of document.querySelectorAll('main form input, main form textarea, main form select')) {
    if (!field.name || field.type === 'hidden' || !field.checkVisibility()) continue
    const choice = ['radio', 'checkbox'].includes(field.type)
    const group = choice ? [...document.getElementsByName(field.name)] : [field]
    if (choice ? group.some(one => one.checked) : field.value) continue
    seen.set(field.name, {
      name: choice ? field.name : field.id, key: field.name.split('-').pop(), kind: choice ? field.type : 'text',
      choices: group.map(one => one.value)
    })
  }
  return [...seen.values()]
}"""


@pytest.fixture
def sit_down(chromium, address, engine, tmp_path):
    """A function that opens a browser for one person and logs them in; `scripts` false blocks the page's scripts."""
    contexts, people = [], []

    def open_for(login, viewport=WIDE, scripts=True):
        headers = {} if scripts else {NO_SCRIPTS: "yes"}
        context = chromium.new_context(viewport=viewport, extra_http_headers=headers)
        shots = tmp_path / "shots" / f"{login}-{viewport['width']}{'' if scripts else '-no-scripts'}"
        shots.mkdir(parents=True)
        someone = Someone(context.new_page(), address, engine, shots)
        someone.page.set_default_timeout(30_000)
        if scripts:  # without them the policy of the page is what the browser complains of
            someone.page.on("console", someone.hear)
        someone.page.on("pageerror", lambda error: someone.complaints.append(str(error)))
        contexts.append(context)
        people.append(someone)
        someone.log_in(login)
        return someone

    yield open_for
    for context in contexts:
        context.close()
