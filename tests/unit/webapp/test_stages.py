"""The picture of a stage, and of where each child stands: on pages of their own, in words too."""

import pytest
from lxml import etree

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
