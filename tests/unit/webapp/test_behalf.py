"""A task of someone outside the directory: its page asks for whom it is done, and tells it afterwards."""

from uuid import uuid4

import pytest
from werkzeug.datastructures import MultiDict

from engine import CLOCK
from tests.unit.webapp.conftest import FAMILY
from tests.unit.webapp.outside import of_the_police
from tests.unit.webapp.test_tasks import PLAN
from webapp.form_page import read_raw

SAID = {"_on_behalf_of": "PC Ann Hill", "_received_on-day": "1", "_received_on-month": "3", "_received_on-year": "2026"}


@pytest.fixture
def page(engine, open_browser):
    """The task of a police officer, for whom a team manager acts, before the team manager's eyes."""
    engine.publish(CLOCK, str(uuid4()), of_the_police())
    opened = engine.open_case(CLOCK, str(uuid4()), "strategy_discussion", read_raw(MultiDict(FAMILY)))
    tom = open_browser("tom.reilly")
    tom.get(f"/cases/{opened.case_id}")
    tom.get(tom.page.link("Plan the discussion"))
    return tom


def test_it_says_who_acts_and_asks_for_whom(page):
    assert "Police Team manager acts for them" in page.page.words
    assert "On behalf of someone else" in page.page.words
    again = page.press("Complete task", status=422)
    assert again.errors[:3] == [
        "Enter the name of the person whose answers these are",
        "Enter the date on which you received the answers",
        "Select how the answers came",
    ]


def test_what_was_said_is_kept_in_a_draft(page):
    page.press("Save draft", SAID)
    assert page.page.tree.xpath("//input[@name='_on_behalf_of']/@value") == ["PC Ann Hill"]
    assert page.page.tree.xpath("//input[@name='_received_on-month']/@value") == ["3"]


def test_the_done_task_and_the_chronology_tell_it(page):
    task = page.page.path
    page.press("Complete task", {**SAID, **PLAN, "_channel": "phone"})
    assert page.page.path == task, page.page.words
    assert "On behalf of PC Ann Hill, received on 1 March 2026 (phone)" in page.page.words
    case = page.page.link("Open the case")
    assert "On behalf of PC Ann Hill, received on 1 March 2026 (phone)" in page.get(case).words
