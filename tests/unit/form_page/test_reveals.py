"""Questions that hang on a radio stand beneath its answer, where CSS shows and hides them."""

from tests.unit.forms.making import ENV, component, day, form, radio
from webapp import form_page

ASKED = form(
    radio("enquiry", "Enquiry?", required=True),
    day("on", "On", required=True, hide='=enquiry != "yes"'),
    component("textarea", "plan", "Plan", required=True, hide='=enquiry != "yes"'),
    radio("why", "Why not?", hide='=enquiry != "no"'),
    component("textfield", "who", "Who says so", hide='=why != "yes"'),
    component("textfield", "last", "Last", hide="=on = null"),
)


def inside(page, name: str) -> str:
    """The id of the reveal in which a field stands."""
    return page.all(f'//*[@id="{name}"]/ancestor::div[starts-with(@id, "conditional-")]/@id')


def test_what_hangs_on_an_answer_stands_beneath_it(draw):
    page = draw(ASKED, {})
    assert inside(page, "on-day") == ["conditional-enquiry"]
    assert inside(page, "plan") == ["conditional-enquiry"]
    assert inside(page, "who") == ["conditional-enquiry-2", "conditional-why"]
    assert not page.all('//*[@id="last"]')


def test_what_hangs_on_more_is_shown_after_a_submit(draw):
    assert draw(ASKED, {"enquiry": "yes", "on": "2026-03-02"}).all('//*[@id="last"]')


def test_only_what_hangs_on_the_chosen_answer_is_open(draw):
    page = draw(ASKED, {"enquiry": "yes"})
    closed = page.all('//div[contains(@class, "govuk-radios__conditional--hidden")]/@id')
    assert closed == ["conditional-enquiry-2", "conditional-why"]


def test_text_beneath_an_answer_keeps_its_spaces(draw):
    """The macros indent what stands beneath a radio; typed text must not grow by it."""
    raw = {"enquiry": "yes", "plan": "one\n  two\n\nthree"}
    sent = form_page.read_raw(draw(ASKED, raw).posted())
    assert sent["plan"].replace("\r\n", "\n") == raw["plan"]


def test_the_page_says_which_questions_it_showed(draw):
    page = draw(ASKED, {})
    seen = form_page.shown(page.posted())
    assert seen == {"enquiry", "on", "plan", "why", "who"}
    assert ASKED.problems({"enquiry": "no"}, {}, ENV, seen) == []
    later = ASKED.problems({"enquiry": "yes", "on": "2026-03-02", "plan": "x"}, {}, ENV, seen)
    assert [problem.path for problem in later] == [("last",)]


def test_a_post_that_came_from_no_page_showed_nothing_in_particular(draw):
    assert form_page.shown({}) is None


def test_reveals_in_rows_have_names_of_their_own(draw):
    rows = component("dynamiclist", "kids", components=[radio("born"), day("on", hide='=born != "yes"')])
    page = draw(form(rows), {"kids": [{}, {}]})
    assert inside(page, "kids-1-on-day") == ["conditional-kids-1-born"]
