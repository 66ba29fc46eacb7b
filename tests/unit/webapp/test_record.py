"""The page of a child and the record of a family: what stands in the record, and nothing for a stranger."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from engine.storage import tables as t
from tests.integration.family import House
from tests.integration.known_family import know_everything
from tests.unit.webapp.test_time_line import OPEN
from webapp.record.summary import next_dates

SECTIONS = {
    "Referral": "27 February 2026 A school Abuse or neglect",
    "Discussions and enquiries": "2 March 2026 9 March 2026 Conference Seen.",
    "Conferences": "Initial conference of 24 March 2026 23 March 2026 24 March 2026 Yes There, an advocate spoke",
    "Plans": "Emotional abuse since 20 May 2026, at first neglect 22 June 2026: a review ended it 2 Every 10 days",
    "Reviews": "Review conference of 22 June 2026 23 June 2026 22 June 2026 No Not there, sent views Plan ends",
    "Core groups": "2 April 2026 Ava PC Lewis Met.",
    "Visits": "1 April 2026 Seen alone Yes Priya Shah",
    "Lead social workers": "Priya Shah 24 March 2026 1 May 2026 North",
    "Other support": "Child in need plan Yes, by Both parents 3 August 2026: All is well.",
    "Legal steps": "3 March 2026 Emergency protection order",
    "Papers": "Both parents, by hand, received 10 April 2026 PC Lewis",
    "Corrections and exceptions": "Conference on a Saturday The hall was free. Priya Shah",
}


@pytest.fixture
def tom(open_browser):
    return open_browser("tom.reilly")


@pytest.fixture
def known(engine, clock):
    """The family of which everything is known, in the database that the pages read."""
    house = House(engine.settings.database_url, clock)
    yield know_everything(house)
    house.close()


def section(page, title):
    """The words of a section, without those of its heading."""
    found = page.tree.xpath("//section[h2[normalize-space() = $title]]", title=title)
    assert found, f"no section {title!r}: {page.words}"
    return " ".join(" ".join(part.itertext()).strip() for part in found[0].xpath("./*[position() > 1]")).split()


def child_page(case, child):
    return f"/cases/{case}/children/{child}"


def test_a_child_of_whom_little_is_known_has_a_short_page(tom, family):
    """What is not recorded is named once, so that nobody wonders whether it was forgotten."""
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    page = tom.get(tom.page.link("Ava Okoro"))
    assert page.h1 == "Ava Okoro"
    assert "Now No plan" in page.words and "Born 3 May 2019 Turns 18 3 May 2037 Sex Female" in page.words
    assert "No task with a date waits." in page.words
    assert page.tree.xpath("//section/h2/text()") == ["Referral"]
    silent = page.words.partition("Not recorded so far")[2]
    assert "Conferences" in silent and "Visits" in silent and "Referral" not in silent


def test_the_page_of_a_child_tells_everything_that_the_record_holds(tom, known):
    page = tom.get(child_page(known.recording.case, known.ava))
    told = {title: " ".join(section(page, title)) for title in SECTIONS}
    assert {title: told[title] for title, words in SECTIONS.items() if words not in told[title]} == {}
    for words in ("Put off on 20 March 2026", "Grandmother stays.", "Health was ill.", "PC Lewis Police 10 March 2026"):
        assert words in page.words
    assert "It was a Friday." in page.words and "Right." in page.words
    assert "Plans so far 3" in page.words and "Lead social worker Tom Reed (North), since 1 May 2026" in page.words
    assert "Last visit 10 April 2026: not seen Last seen 1 April 2026" in page.words
    assert "Leeds" not in page.words, "what concerns only a brother stays on his page"


def test_a_child_who_moved_in_is_on_a_plan_of_ours(tom, known):
    page = tom.get(child_page(known.recording.case, known.cal))
    assert "On a plan since 20 April 2026 Category Physical abuse Plans before it 1" in page.words
    assert "Expected 1 September 2026" in page.words
    assert "Move from Leeds, told 7 April 2026" in page.words and "Flag placed 7 April 2026" in page.words


def test_a_child_who_has_died_is_said_to_have_died(tom, known):
    """And no date is counted to a birthday that will not come."""
    known.recording.do("describe_child", child=known.ava, died_on="2026-06-30")
    words = tom.get(child_page(known.recording.case, known.ava)).words
    assert "Now Died on 30 June 2026" in words and "Turns 18" not in words


def test_the_record_of_a_family_says_whom_each_line_is_about(tom, known):
    tom.get(f"/cases/{known.recording.case}")
    page = tom.get(tom.page.link("See the family's record"))
    assert page.h1 == "The family's record"
    assert "Initial conference of 24 March 2026 23 March 2026 24 March 2026 Ava: yes" in " ".join(
        section(page, "Conferences")
    )
    assert "1 April 2026 Ava Seen alone" in " ".join(section(page, "Visits"))
    assert "Move from Leeds" in page.words and "Ben" in " ".join(section(page, "Discussions and enquiries"))
    assert tom.get(page.link("Cal Green")).h1 == "Cal Green"
    assert tom.get(tom.page.link("See the family's record")).h1 == "The family's record"


def test_every_link_among_the_contents_leads_to_a_section(tom, known):
    """And every section stands among them."""
    page = tom.get(f"/cases/{known.recording.case}/record")
    contents = page.tree.xpath('//nav[@aria-label="On this page"]//a/@href')
    assert [f"#{one}" for one in page.tree.xpath("//section/h2/@id")] == contents[1:]


def test_years_of_visits_are_folded_away_but_for_the_latest(tom, known):
    for day in range(1, 21):
        seen = [{"child": known.ava, "seen": "yes", "alone": "no"}]
        known.recording.do("record_visit", held_on=f"2026-05-{day:02}", children=seen)
    page = tom.get(child_page(known.recording.case, known.ava))
    shown = page.tree.xpath("//section[h2[. = 'Visits']]/div//tbody/tr")
    assert len(shown) == 10 and "Home visits: earlier ones (12)" in page.words
    assert len(page.tree.xpath("//section[h2[. = 'Visits']]/details//tbody/tr")) == 12


def test_a_task_about_a_brother_is_not_among_the_next_dates_of_a_child():
    """What is about both, or about an agency, is on both pages; what has no date is on neither."""
    both = replace(OPEN, children=("Ann", "Anna"))
    anna, police = replace(both, item_name="Anna Okoro"), replace(both, item_name="Police")
    tasks = (both, anna, police, replace(both, due_on=None), replace(both, children=("Ben",)))
    assert next_dates(tasks, "Ann") == (both, police)
    assert next_dates(tasks, "Anna") == (both, anna, police)
    assert next_dates(tasks) == (both, anna, police, tasks[-1])


def test_a_child_is_found_in_its_own_case_only(tom, family):
    """An address made up of two cases is none."""
    first, _ = family(tom)
    second, _ = family(tom, family_name="Novak")
    tom.get(f"/cases/{second}")
    link = tom.page.link("Ava")
    assert "Novak" not in tom.get(link.replace(f"/cases/{second}/", f"/cases/{first}/"), status=404).words
    tom.get(child_page(first, 10**6), status=404)


def test_a_stranger_finds_no_record_of_a_restricted_case(tom, family, restrict, open_browser):
    """As if there were no such case."""
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    link = tom.page.link("Ava")
    restrict(case)
    stranger = open_browser("priya.shah")
    stranger.get(link, status=404)
    stranger.get(f"/cases/{case}/record", status=404)
    stranger.get(f"/cases/{case}/stages/ended", status=404)
    assert tom.get(link).h1 == "Ava Okoro"


def test_a_role_that_sees_no_cases_sees_no_record(tom, family, open_browser):
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    link = tom.page.link("Ava")
    analyst = open_browser("ben.carter")
    analyst.get(link, status=403)
    analyst.get(f"/cases/{case}/record", status=403)


def test_each_look_at_the_record_is_kept(tom, family, engine):
    case, _ = family(tom)
    tom.get(f"/cases/{case}")
    tom.get(tom.page.link("Ava"))
    tom.get(f"/cases/{case}/record")
    with engine.session() as session:
        log = t.access_log.c
        looks = list(session.scalars(select(log.what).where(log.case_id == case)))
    assert {"child", "record"} <= set(looks)
