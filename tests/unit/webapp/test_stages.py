"""The picture of a stage, and of where each child stands: on pages of their own, in words too."""

from datetime import timedelta

import pytest
from lxml import etree
from sqlalchemy import insert

from engine.storage import tables as t

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def tom(open_browser):
    return open_browser("tom.reilly")


def stage_of(page):
    """The address of the first stage in the table: its name is that of a link that starts another, too."""
    return page.tree.xpath('//a[contains(@href, "/stages/")]/@href')[0]


def drawn(page):
    """The pictures on a page, as their file would be."""
    return [
        etree.fromstring(f"<svg{part.partition('</svg>')[0]}</svg>")
        for part in page.text.split("<svg")[1:]
        if "app-picture" in part
    ]


def test_a_stage_is_drawn_with_what_is_live(tom, family):
    """And a list beside it says the same: with whom it is, and what is still to come."""
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    page = tom.get(stage_of(tom.page))
    (svg,) = drawn(page)
    marks = {
        one.get("data-marked"): one.findtext(f"{SVG}title") for one in svg.iter(f"{SVG}g") if one.get("data-marked")
    }
    assert marks["plan_the_discussion"] == "Plan the discussion: Live. with Team manager"
    assert marks["discussion_is_called"] == "Discussion called: Done"
    assert "Plan the discussion (Team manager): live, with Team manager." in page.words
    assert "Hold the discussion and decide (Team manager): not yet." in page.words


def test_each_child_has_an_overview(tom, family):
    """With the stages that the child has been through, and those it is in."""
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    page = tom.get(tom.page.link("See where each child stands"))
    assert len(drawn(page)) == 1
    assert "Ava Okoro" in page.words
    assert "Strategy discussion: live, since 2 March 2026." in page.words
    assert "Section 47 enquiry: not yet." in page.words


def test_a_stage_is_found_in_its_own_case_only(tom, family):
    """An address made up of two cases is none."""
    first, _ = family(tom)
    second, _ = family(tom, family_name="Novak")
    tom.get(f"/cases/{second}")
    link = stage_of(tom.page)
    tom.get(link.replace(f"/cases/{second}/", f"/cases/{first}/"), status=404)


def test_a_stranger_sees_no_picture_of_a_restricted_case(tom, family, restrict, open_browser):
    """As if there were no such case."""
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    link = stage_of(tom.page)
    restrict(case)
    stranger = open_browser("priya.shah")
    stranger.get(link, status=404)
    stranger.get(f"/cases/{case}/stages", status=404)


@pytest.fixture
def end_stages(engine, clock):
    """A function that gives a case so many stages that have ended."""

    def end(case, count):
        ran = {"case_id": case, "release_id": 1, "process": "visit", "state": "{}", "ending": "Visited"}
        days = (clock.now() + timedelta(days=day) for day in range(count))
        rows = [
            ran | {"name": f"Visit {number}", "started_at": day, "ended_at": day} for number, day in enumerate(days, 1)
        ]
        with engine.database.connect() as connection:
            connection.execute(insert(t.instances), rows)
            connection.commit()

    return end


def test_a_case_of_many_stages_shows_what_is_going_on_and_folds_away_what_has_ended(tom, family, end_stages):
    """The newest first; all of them stand on pages of their own."""
    case, _ = family(tom)
    assert "Stages that have ended" not in tom.get(f"/cases/{case}").words
    end_stages(case, 60)
    page = tom.get(f"/cases/{case}")
    assert [one.text for one in page.tree.xpath('//table[contains(caption, "going on")]//a')] == ["Strategy discussion"]
    folded = [one.text for one in page.tree.xpath('//details//table[contains(caption, "have ended")]//a')]
    assert folded == [f"Visit {number}" for number in (60, 59, 58, 57, 56)]
    page = tom.get(page.link("See all stages that have ended"))
    assert len(page.tree.xpath("//tbody/tr")) == 50
    page = tom.get(page.link("Earlier stages"))
    assert [one.text for one in page.tree.xpath("//tbody//a")] == [f"Visit {number}" for number in range(10, 0, -1)]


def test_a_case_without_an_ended_stage_says_so(tom, family):
    case, _ = family(tom)
    assert "No stage has ended." in tom.get(f"/cases/{case}/stages/ended").words


def test_what_can_be_started_is_told_apart_and_explained(tom, family):
    """Stages of a child's way, and what changes or corrects what stands, each with what it is for."""
    case, _ = family(tom)
    page = tom.get(f"/cases/{case}")
    groups = {
        one.text: one.getnext().text_content() for one in page.tree.xpath("//h3[following-sibling::*[1][self::ul]]")
    }
    assert "Strategy discussion" in groups["Begin a stage"]
    assert "Correction of a date" in groups["Change or correct"]
    assert "Start this when a day on the record is wrong." in groups["Change or correct"]
