"""Chromium before the real application: people who log in, fill in forms and look at pages; axe looks with them."""

import json
import re
import threading
from dataclasses import dataclass
from dataclasses import field as made
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
REFUSED = re.compile(
    "status of (400|401|403|404|409|422|503)"
)  # what a form with a problem, or a wrong address, is answered with
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_SCRIPTS = "X-Without-Scripts"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
MAGNIFIED = {"width": 320, "height": 256}  # what 400 % leaves of a window of 1280 by 1024
AXE = Axe().axe_script
AXE_OPTIONS = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
AXE_RUN = f"axe.run({AXE_OPTIONS}).then(found => found.violations)"  # the rest of what axe tells would fill megabytes


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


@dataclass
class Looked:
    """What was seen in all tests, by all their people together: a kind of page is looked at once."""

    kinds: set = made(default_factory=set)
    faults: list = made(default_factory=list)


class Someone:
    """A person at a browser of their own."""

    def __init__(self, page, address, engine, looked):
        self.page, self.address, self.engine, self.looked = page, address, engine, looked
        self.login = ""
        self.looked_now = False
        self.complaints = []  # of the browser's console

    def hear(self, said):
        if said.type == "error" and not REFUSED.search(said.text):
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
        else the first choice; today; and a sentence. Several choices of one question are a tuple.
        """
        while blank := self.page.evaluate(BLANK):
            for field in blank:
                self._fill(field, answers.get(field["key"]))

    @property
    def words(self):
        return " ".join(self.page.locator("main").inner_text().split())

    def _fill(self, field, given):
        today = london_date(self.engine.clock.now())
        if isinstance(given, tuple):
            for wanted in given:
                self.page.locator(f'input[name="{field["name"]}"][value="{wanted}"]').check()
        elif field["kind"] == "select":
            self.page.locator(f'[id="{field["name"]}"]').select_option(given, index=None if given else 1)
        elif field["kind"] in ("radio", "checkbox"):
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
        """Look at the page at each width, once for each kind of page."""
        kind = self._kind()
        self.looked_now = kind not in self.looked.kinds
        if self.looked_now:
            self.looked.kinds.add(kind)
            self._examine(WIDE, NARROW)

    def examine(self):
        """Look at the page in the state in which it is now, of whatever kind."""
        if not self.looked_now:
            self._examine(WIDE)

    def _examine(self, *widths):
        """Note what axe says of the page at these widths, and whether it fits at each."""
        self.page.evaluate(AXE)
        size = self.page.viewport_size
        for viewport in (WIDE, NARROW, MAGNIFIED):
            self.page.set_viewport_size(viewport)
            title = f"{self.page.title()} ({viewport['width']})"
            if viewport in widths:
                self.looked.faults += [f"{title}: {fault}" for fault in _violations(self.page.evaluate(AXE_RUN))]
            if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                self.looked.faults.append(f"{title}: wider than the window")
        self.page.set_viewport_size(size)

    def _kind(self):
        """A page's title without the child it is about; after a deed its headings, since all those are alike."""
        if self.page.locator(".govuk-notification-banner").count():
            return tuple(self.page.locator("main h2").all_inner_texts())
        return re.sub(r"(?<!^Error): .*", "", self.page.title())

    def check(self):
        """No page had a fault that axe knows, ran over its edge, or made the browser complain."""
        faults = list(self.looked.faults)
        self.looked.faults.clear()  # they are told once
        assert faults == []
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
      name: choice ? field.name : field.id, key: field.name.split('-').pop(),
      kind: choice ? field.type : field.localName,
      choices: group.map(one => one.value)
    })
  }
  return [...seen.values()]
}"""


@pytest.fixture(scope="session")
def looked():
    """What was seen of the pages with their scripts (True) and without (False)."""
    return {True: Looked(), False: Looked()}


@pytest.fixture
def sit_down(chromium, address, engine, looked):
    """A function that opens a browser for one person and logs them in; `scripts` false blocks the page's scripts."""
    contexts = []

    def open_for(login, viewport=WIDE, scripts=True):
        headers = {} if scripts else {NO_SCRIPTS: "yes"}
        context = chromium.new_context(viewport=viewport, extra_http_headers=headers)
        someone = Someone(context.new_page(), address, engine, looked[scripts])
        someone.page.set_default_timeout(30_000)
        if scripts:  # without them the policy of the page is what the browser complains of
            someone.page.on("console", someone.hear)
        someone.page.on("pageerror", lambda error: someone.complaints.append(str(error)))
        contexts.append(context)
        someone.log_in(login)
        return someone

    yield open_for
    for context in contexts:
        context.close()
