"""Cases: the list and its search, the page, and starting work by hand."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.storage import tables as t
from tests.unit.webapp.conftest import FAMILY


@pytest.fixture
def tom(open_browser):
    return open_browser("tom.reilly")


def test_there_are_no_cases_at_first(tom):
    """And the page says so."""
    assert "There are no cases yet that you may see." in tom.get("/cases").words


def test_a_case_page_tells_who_the_children_are_and_what_waits(tom, family):
    """An unborn child too, by the date that is expected."""
    unborn = {"children-1-given_name": "Baby", "children-1-is_born": "no", "children-1-sex": "U"}
    tom.get("/cases")
    tom.get(tom.page.link("Strategy discussion (opens"))
    tom.press("Add another child", FAMILY)
    dated = {"day": "5", "month": "6", "year": "2026"}
    expected = {f"children-1-expected_birth_date-{part}": number for part, number in dated.items()}
    page = tom.press("Open the case", {**unborn, **expected})
    assert page.h1 == "Okoro family"
    assert "Not yet born: expected 5 June 2026" in page.words
    assert "3 May 2019 (6 years)" in page.words
    assert "Plan the discussion" in page.words and "Still going" in page.words
    assert "is open." in page.words


def test_adding_a_child_keeps_what_was_typed(tom):
    """Without any script: the button sends the form and brings it back with one more row."""
    tom.get("/cases")
    tom.get(tom.page.link("Strategy discussion (opens"))
    page = tom.press("Add another child", FAMILY)
    assert page.value("family_name") == "Okoro"
    assert page.has("children-1-given_name")
    page = tom.press("Remove Child 2")
    assert not page.has("children-1-given_name")


def test_a_case_without_its_family_name_is_not_opened(tom):
    """The problem is named, and nothing is recorded."""
    tom.get("/cases")
    tom.get(tom.page.link("Strategy discussion (opens"))
    page = tom.press("Open the case", {**FAMILY, "family_name": ""}, status=422)
    assert page.errors and page.title.startswith("Error: ")
    assert "There are no cases yet" in tom.get("/cases").words


def test_a_search_finds_by_name_and_its_words_stay_out_of_addresses(tom, family):
    """Servers and browsers keep addresses; a family's name must not be among them."""
    family(tom)
    family(tom, family_name="Novak")
    tom.get("/cases")
    page = tom.press("Search", {"_text": "novak"})
    assert (page.path, page.h1) == ("/cases/found", "Cases found")
    assert "Novak" in page.words and "Okoro" not in page.words
    assert "Okoro" in tom.get("/cases").words


def test_an_empty_search_shows_all_cases(tom, family):
    """Rather than none."""
    family(tom)
    tom.get("/cases")
    assert tom.press("Search", {"_text": " "}).h1 == "Cases"


def test_what_is_typed_as_html_is_shown_as_text(tom, family):
    """Everywhere a name stands."""
    case, task = family(tom, family_name="<script>alert(1)</script>")
    for path in (f"/cases/{case}", "/cases", "/tasks/roles", f"/tasks/{task}"):
        page = tom.get(path)
        assert "<script>alert" not in page.text and "&lt;script&gt;alert" in page.text


def test_each_look_is_in_the_access_log_before_the_page_is_served(tom, family, engine):
    """Who opened which case, and what was searched for."""
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    with engine.session() as session:
        rows = list(session.execute(select(t.access_log).where(t.access_log.c.case_id == case)))
    assert rows and {row.person_name for row in rows} == {"Tom Reilly"}


def test_a_page_whose_look_cannot_be_recorded_is_not_served(tom, family, engine, monkeypatch):
    """Reading without a trace is what the access log is there to prevent."""
    case, _ = family(tom)

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(engine, "record_looks", fail)
    page = tom.get(f"/cases/{case}", status=500)
    assert page.h1 == "Sorry, there is a problem"
    assert "Okoro" not in page.text


def test_the_directory_decides_anew_each_minute(tom, monkeypatch, engine, clock):
    """Someone who left this morning is out at their next click."""
    assert tom.get("/cases").h1 == "Cases"
    monkeypatch.setattr(engine, "person", lambda person_id: None)
    clock.set(clock.now() + timedelta(minutes=1))
    assert tom.get("/cases").h1 == "Log in"


def test_work_is_started_in_a_case_for_the_children_that_are_chosen(tom, family):
    """Nobody is chosen beforehand where there are several; a single child is."""
    tom.get("/cases")
    tom.get(tom.page.link("Strategy discussion (opens"))
    tom.press("Add another child", FAMILY)
    second = {name.replace("-0-", "-1-"): value for name, value in FAMILY.items() if "-0-" in name}
    tom.press("Open the case", {**second, "children-1-given_name": "Ben"})
    page = tom.get(tom.page.link("Strategy discussion (starts"))
    assert page.ticked("_children") == set()
    page = tom.press("Start", status=422)
    assert "Select at least one child" in page.errors
    ben = page.tree.xpath('//label[contains(., "Ben")]/@for')[0]
    page = tom.press("Start", {"_children": [page.tree.get_element_by_id(ben).get("value")]})
    assert "Started: Strategy discussion." in page.words


def test_a_child_of_another_case_cannot_be_chosen(tom, family):
    """What a form names is only a wish; the case says whose children they are."""
    case, _ = family(tom)
    family(tom, family_name="Novak")
    page = tom.get(f"/cases/{case}")
    form, _ = tom.get(page.link("Strategy discussion (starts")).form("Start")
    sent = [(name, value) for name, value in form.form_values() if name != "_children"]
    page = tom.post(form.get("action"), [*sent, ("_children", "2")], status=422)
    assert "Select at least one child" in page.errors
