"""The record of a family of which everything is known, on every width, for axe, and on paper."""

import pytest

from tests.browser.conftest import NARROW
from tests.integration.family import House
from tests.integration.known_family import know_everything


@pytest.fixture
def paths(engine):
    """The page of each child, and the family's."""
    house = House(engine.settings.database_url, engine.clock)
    known = know_everything(house)
    house.close()
    case = f"/cases/{known.recording.case}"
    return [f"{case}/record", *(f"{case}/children/{child}" for child in (known.ava, known.ben, known.cal))]


@pytest.mark.timeout(300)
def test_a_full_record_is_accessible_and_fits_with_all_that_is_folded_away(sit_down, paths):
    tom = sit_down("tom.reilly")
    for path in paths:
        tom.go(path)
        tom.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        tom.looked_now = False
        tom.examine()
    tom.check()


def test_a_narrow_page_stacks_its_tables(sit_down, paths):
    """Each cell says what it is, and none is wider than the page."""
    tom = sit_down("tom.reilly", NARROW)
    tom.go(paths[1])
    cells = tom.page.locator(".app-record td:visible").all()
    assert len(cells) > 30
    for cell in cells:
        assert cell.evaluate("one => getComputedStyle(one, '::before').content").strip('"') != "none"
        assert cell.bounding_box()["width"] <= NARROW["width"]


def test_a_printed_record_has_what_is_folded_away_and_no_links_to_its_parts(sit_down, paths):
    tom = sit_down("tom.reilly")
    tom.page.emulate_media(media="print")
    tom.go(paths[1])
    assert not tom.page.get_by_role("navigation", name="On this page").is_visible()
    assert all(one.evaluate("one => one.clientHeight") for one in tom.page.locator(".govuk-details__text").all())
    assert "Grandmother stays." in tom.words
