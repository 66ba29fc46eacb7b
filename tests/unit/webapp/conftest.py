"""A small browser over Flask's test client, which looks at every page it gets; the product's own engine under it."""

import re
import shutil
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from lxml import html
from sqlalchemy import insert, update

from engine import CLOCK, SetClock, Settings, build_engine, shipped_files
from engine.storage import tables as t
from webapp import create_app

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday
REDIRECT = 303
PASSWORDS = "demo-"


class Page:
    """A page as it was served: its status, headers and parsed HTML."""

    def __init__(self, answer):
        self.answer, self.status, self.headers = answer, answer.status_code, answer.headers
        self.text = answer.get_data(as_text=True)
        self.tree = html.fromstring(self.text)
        self.path = answer.request.path

    @property
    def h1(self):
        return self._words("//h1")

    @property
    def title(self):
        return self._words("//title")

    @property
    def errors(self):
        """What the error summary lists."""
        listed = self.tree.xpath('//ul[contains(@class, "error-summary__list")]/li')
        return [" ".join(one.text_content().split()) for one in listed]

    @property
    def words(self):
        """What a person reads in the main part."""
        return " ".join(self.tree.xpath("//main")[0].text_content().split())

    def value(self, id):
        """What stands in the field with this id."""
        return self.tree.get_element_by_id(id).value

    def has(self, name):
        """Whether there is a field with this name."""
        return bool(self.tree.xpath("//*[@name=$name]", name=name))

    def ticked(self, name):
        """The values of the boxes that are ticked."""
        return set(self.tree.xpath("//input[@name=$name][@checked]/@value", name=name))

    def link(self, text):
        """The address of the link whose words begin so."""
        found = [a.get("href") for a in self.tree.iter("a") if " ".join(a.text_content().split()).startswith(text)]
        assert found, f"no link {text!r} on {self.path}: {self.words}"
        return found[0]

    def form(self, button):
        """The form and the button whose words are `button`."""
        for form in self.tree.forms:
            for one in form.iter("button"):
                if " ".join(one.text_content().split()) == button:
                    return form, one
        raise AssertionError(f"no button {button!r} on {self.path}: {self.words}")

    def _words(self, path):
        return " ".join(self.tree.xpath(path)[0].text_content().split())


class Browser:
    """One person at their machine: follows links, fills in forms, and minds that each page is well made."""

    def __init__(self, app):
        self.client = app.test_client()
        self.page = None

    def get(self, path, status=200):
        return self._arrive(self.client.get(path), status)

    def press(self, button, fields=None, status=200):
        """Send the form with this button on the page, with `fields` filled in over what it holds."""
        form, pressed = self.page.form(button)
        sent = filled(form, fields or {})
        if pressed.get("name"):
            sent.append((pressed.get("name"), pressed.get("value", "")))
        action = pressed.get("formaction") or form.get("action")
        return self.post(action, sent, status)

    def post(self, path, pairs, status=200):
        data = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        return self._arrive(self.client.post(path, data=data), status)

    def log_in(self, login):
        self.get("/log-in")
        return self.press("Log in", {"login": login, "password": PASSWORDS + login.partition(".")[0]})

    def _arrive(self, answer, status):
        while answer.status_code == REDIRECT:
            answer = self.client.get(answer.headers["Location"])
        self.page = Page(answer)
        assert answer.status_code == status, self.page.words
        mind(self.page)
        return self.page


def filled(form, fields):
    """The pairs that a browser sends for a form, where `fields` is {name: text, or a list for ticked boxes}."""
    kept = [(name, value) for name, value in form.form_values() if name not in fields]
    given = [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    known = set(form.fields)
    assert set(fields) <= known, f"no such field: {set(fields) - known}; there are {sorted(known)}"
    return kept + given


def mind(page):
    """Every page is well made, whatever it says."""
    title = page.title.removeprefix("Error: ").removesuffix(" - Childpath")
    assert title == page.h1, f"title {page.title!r}, heading {page.h1!r}"
    assert len(page.tree.xpath("//h1")) == 1
    assert page.title.startswith("Error: ") == bool(page.errors)
    ids = Counter(page.tree.xpath("//@id"))
    assert [one for one, count in ids.items() if count > 1] == [], "ids given twice"
    named = set(ids)
    assert [one for one in page.tree.xpath("//label/@for") if one not in named] == [], "labels of nothing"
    assert [href for href in page.tree.xpath("//a/@href") if href.startswith("#") and href[1:] not in named] == []
    assert page.tree.xpath("//@style | //@onclick | //style") == [], "refused by the page's own policy"
    assert all(script.get("nonce") for script in page.tree.iter("script"))
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    for form in page.tree.forms:
        assert form.get("action"), "a form without an action"
        if form.get("method", "get").lower() == "post":
            assert form.xpath('.//input[@name="csrf_token"]/@value')[0]
            UUID(form.xpath('.//input[@name="_request"]/@value')[0])
    assert not re.search(r"\bNone\b(?! (late|given))|Undefined|\{\{|\{%", page.words), page.words


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """An engine with the product's own files published, and a copy of its database to begin each test with."""
    file = tmp_path_factory.mktemp("webapp") / "childpath.sqlite"
    settings = Settings(database_url=f"sqlite:///{file}", secret_key="k" * 40, directory="embedded:")
    engine = build_engine(settings, clock=SetClock(NOW))
    engine.publish(CLOCK, str(uuid4()), shipped_files())
    engine.close()
    fresh = shutil.copy(file, file.with_suffix(".fresh"))
    yield engine, file, fresh
    engine.close()


@pytest.fixture
def engine(shared):
    """The product's engine as it is after publishing: reading the diagrams anew for each test would take a second."""
    engine, file, fresh = shared
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    shutil.copy(fresh, file)
    engine.clock.set(NOW)
    engine.heartbeat("a test")
    yield engine
    engine.close()


@pytest.fixture
def clock(engine):
    """The engine's clock; it stands still until a test sets it."""
    return engine.clock


@pytest.fixture(scope="session")
def templates(shared):
    """One application for all tests: its templates are compiled once."""
    return create_app(shared[0], shared[0].settings)


@pytest.fixture
def app(templates, engine):
    """The application, remembering nothing of the test before."""
    templates.extensions["last health"] = (None, None)
    templates.extensions["people seen"].clear()
    templates.extensions["wrong tries"].clear()
    return templates


@pytest.fixture
def browser(app):
    """Nobody is logged in yet."""
    return Browser(app)


@pytest.fixture
def open_browser(app):
    """A function from a log-in to a browser in which that person is logged in."""

    def open_for(login):
        browser = Browser(app)
        browser.log_in(login)
        return browser

    return open_for


FAMILY = {
    "family_name": "Okoro",
    "children-0-given_name": "Ava",
    "children-0-is_born": "yes",
    "children-0-birth_date-day": "3",
    "children-0-birth_date-month": "5",
    "children-0-birth_date-year": "2019",
    "children-0-sex": "F",
    "concern": "Bruises that nobody could explain.",
}


@pytest.fixture
def family():
    """A function that opens a case in a team manager's browser; gives the numbers of the case and its first task."""

    def open_family(browser, **fields):
        browser.get("/cases")
        browser.get(browser.page.link("Strategy discussion (opens"))
        page = browser.press("Open the case", {**FAMILY, **fields})
        case = int(page.path.rsplit("/", 1)[1])
        task = int(page.link("Plan the discussion").rsplit("/", 1)[1])
        return case, task

    return open_family


@pytest.fixture
def restrict(engine, clock):
    """A function that restricts a case to Tom Reilly, who works it."""

    def keep_to_tom(case):
        tom = engine.log_in("tom.reilly", "demo-tom")
        row = {"case_id": case, "person": tom.id, "person_name": tom.name, "role": "worker", "since": clock.now()}
        with engine.database.connect() as connection:
            connection.execute(update(t.cases).where(t.cases.c.id == case).values(restricted=True))
            connection.execute(insert(t.allocations).values(row))
            connection.commit()

    return keep_to_tom
