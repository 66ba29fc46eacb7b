"""Axe looks at every page in every state, with the pages' scripts and without; a page that nobody looks at fails."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import template_rendered

from engine import CLOCK, DatabaseUnavailable
from tests.unit.webapp.conftest import FAMILY
from tests.unit.webapp.outside import of_the_police
from webapp import create_app

TEMPLATES = Path(__file__).parents[2] / "webapp" / "templates"
NO_PAGES = {"static", "tasks.first", "health.show"}  # files, a redirect, and what programs read


class Tour:
    """What the application drew, by its routes and templates."""

    def __init__(self):
        self.templates, self.routes = set(), set()

    def note(self, _app, template, context, **_more):
        self.templates.add(template.name)
        self.routes.add(context["request"].endpoint)


def pages():
    """Every template that is a page of its own."""
    files = TEMPLATES.rglob("*.html")
    return {str(one.relative_to(TEMPLATES)) for one in files if '{% extends "layout.html" %}' in one.read_text()}


@pytest.mark.timeout(300)  # some sixty looks of axe; each takes a second on a busy machine
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_axe_finds_nothing_on_any_page_in_any_state(scripts, sit_down, engine, monkeypatch):
    def person(login):
        return sit_down(login, scripts=scripts)

    tour = Tour()
    with template_rendered.connected_to(tour.note):
        tom, ruth = person("tom.reilly"), person("ruth.bennett")
        outside_the_work(tom, person("ben.carter"))
        beginning(tom)
        a_task_and_its_states(tom, ruth, person("priya.shah"))
        a_case(tom)
        for_someone_else(tom, engine)
        what_goes_wrong(tom, engine, monkeypatch)
    tom.check()
    assert pages() - tour.templates == set(), "nobody looks at these pages"
    routes = create_app(engine, engine.settings).url_map.iter_rules()
    drawn = {rule.endpoint for rule in routes if "GET" in rule.methods} - NO_PAGES
    assert drawn - tour.routes == set(), "nobody looks at what these routes show"


def see(someone, path):
    someone.go(path)
    someone.examine()


def press(someone, name):
    someone.press(name)
    someone.examine()


def outside_the_work(tom, ben):
    """Empty lists, a page that is none, and an analyst, whose roles open no page of the work."""
    for path in ("/tasks", "/tasks/roles", "/tasks/done", "/cases", "/nowhere"):
        see(tom, path)
    see(ben, "/")
    see(ben, "/tasks")


def beginning(tom):
    """A case is opened: with nothing typed, with a row more, and as it should be."""
    tom.go("/cases")
    tom.follow("Strategy discussion (opens")
    tom.examine()
    start = tom.page.url.removeprefix(tom.address)
    press(tom, "Open the case")
    press(tom, "Add another child")
    tom.go(start)
    tom.answer(family_name="Okoro")
    press(tom, "Open the case")


def a_task_and_its_states(tom, ruth, priya):
    """Fresh, wrong, drafted, taken, taken by another, for other roles, done by another meanwhile, and done."""
    see(tom, "/tasks/roles")
    see(tom, "/tasks/1")
    for button in ("Complete task", "Save draft", "Take this task"):
        press(tom, button)
    see(tom, "/tasks")
    see(ruth, "/tasks/1")
    see(priya, "/tasks/1")
    tom.go("/tasks/1")
    press(tom, "Give this task back")
    tom.go("/tasks/1")
    ruth.do("Plan the discussion")
    ruth.examine()
    tom.answer()
    press(tom, "Complete task")
    see(ruth, "/tasks/1")
    see(ruth, "/tasks/done")


def a_case(tom):
    """The case, its parts, a search that finds it and one that does not, and more work started in it."""
    parts = ("", "/chronology", "/stages", "/stages/1", "/stages/ended", "/record", "/children/1")
    for path in ("/cases", *(f"/cases/1{part}" for part in parts)):
        see(tom, path)
    for words in ("Okoro", "Nobody"):
        tom.go("/cases")
        tom.page.get_by_label("Family name").fill(words)
        press(tom, "Search")
    tom.go("/cases/1")
    tom.follow("Strategy discussion (starts")
    tom.examine()
    for box in tom.page.locator("input[name=_children]:checked").all():
        box.uncheck()
    press(tom, "Start")


def for_someone_else(tom, engine):
    """A task of the police, for whom a team manager acts."""
    engine.publish(CLOCK, str(uuid4()), of_the_police())
    raw = {name: value for name, value in FAMILY.items() if "-" not in name}
    born = {"day": "3", "month": "5", "year": "2019"}
    raw["children"] = [{"given_name": "Ben", "is_born": "yes", "sex": "M", "birth_date": born}]
    case = engine.open_case(CLOCK, str(uuid4()), "strategy_discussion", raw).case_id
    tom.go(f"/cases/{case}")
    tom.follow("Plan the discussion")
    tom.examine()
    press(tom, "Complete task")
    tom.answer(_on_behalf_of="PC Ann Hill")
    press(tom, "Complete task")
    see(tom, f"/cases/{case}")


def what_goes_wrong(tom, engine, monkeypatch):
    """The database is away, the clock stands, the page was open too long, and the person is logged out meanwhile."""
    tom.go("/cases")
    tom.follow("Okoro")
    tom.follow("Hold the discussion")
    task = tom.page.url.removeprefix(tom.address)
    with monkeypatch.context() as broken:
        broken.setattr(engine, "save_draft", refuse)
        press(tom, "Save draft")
    engine.clock.set(engine.clock.now() + timedelta(minutes=10))
    see(tom, task)
    tom.page.locator("main [name=csrf_token]").evaluate_all("all => all.forEach(one => { one.value = 'old' })")
    press(tom, "Save draft")
    tom.go("/cases")
    tom.page.locator("main [name=csrf_token]").evaluate_all("all => all.forEach(one => { one.value = 'old' })")
    press(tom, "Search")
    tom.go(task)
    tom.page.context.clear_cookies()
    press(tom, "Save draft")
    see(tom, task)
    see(tom, "/log-in")
    press(tom, "Log in")
    tom.log_in()
    press(tom, "Log out")


def refuse(*_args, **_more):
    raise DatabaseUnavailable
