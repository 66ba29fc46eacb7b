"""Components as GOV.UK draws them: labels, hints, names and ids, typed answers, problems and links to them."""

from collections import Counter

import pytest

from engine.domain.values import Problem
from tests.unit.forms.making import ENV, YES_NO, component, day, form, radio
from webapp import form_page

ROWS = component(
    "dynamiclist", "children", "Children", required=True,
    properties={"row_name": "child", "hint": "Each child."},
    components=[component("textfield", "name", "Name", required=True), day("born", "Born"), radio("here")],
)  # fmt: skip
EVERYTHING = form(
    component(
        "textfield", "line", "Family name", required=True, description="As it is known.", rules={"maxLength": 50}
    ),
    component("textarea", "area", "What happened", rules={"maxLength": 2000}, properties={"confidential": "true"}),
    component("number", "age", "Age", required=True, properties={"width": "3"}),
    day("on", "Held on", required=True, properties={"hint": "For example, 27 3 2019"}),
    component("datetime", "at", "", subtype="time", timeLabel="Held at", required=True),
    component("checkbox", "told", "The family was told"),
    radio("again", "Once more?", required=True),
    component("checklist", "who", "Who came", values=[*YES_NO, {"label": "Perhaps", "value": "p"}]),
    component("select", "agency", "Agency", required=True, values=[{"label": "GP", "value": "gp"}]),
    component("group", "g", "More", components=[component("textfield", "inner", "Inner", required=True)]),
    component("text", "t", text="First <this>.\n\nThen that.".replace("<this>", "& this")),
    component("separator", "s"),
    component("spacer", "sp"),
    ROWS,
)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("line", "Family name"), ("area", "What happened (optional)"), ("age", "Age"), ("on-day", "Day"),
        ("on-month", "Month"), ("on-year", "Year"), ("at", "Held at"), ("told", "The family was told"),
        ("again", "Yes"), ("again-2", "No"), ("who-3", "Perhaps"), ("agency", "Agency"), ("inner", "Inner"),
        ("children-0-name", "Name"), ("children-0-born-year", "Year"),
    ],
)  # fmt: skip
def test_every_field_has_its_label(draw, name, label):
    page = draw(EVERYTHING)
    page.by_id(name)
    assert page.label(name) == label


@pytest.mark.parametrize(
    "legend",
    ["Held on", "Once more?", "Who came (optional)", "More", "Child 1", "Born (optional)", "Is it so? (optional)"],
)
def test_every_group_of_fields_has_its_legend(draw, legend):
    legends = [" ".join(one.text_content().split()) for one in draw(EVERYTHING).all("//fieldset/legend")]
    assert legend in legends


def test_hints_say_what_the_form_says_and_how_much_may_be_typed(draw):
    page = draw(EVERYTHING)
    assert page.text('//*[@id="line-hint"]') == "As it is known."
    assert page.text('//*[@id="on-hint"]') == "For example, 27 3 2019"
    assert page.text('//*[@id="area-hint"]') == "Confidential. You can enter up to 2,000 characters."
    assert "line-hint" in page.by_id("line").get("aria-describedby")


def test_nothing_cuts_off_what_people_type(draw):
    assert not draw(EVERYTHING).all("//*[@maxlength or @required or @pattern]")


def test_texts_are_paragraphs_with_their_marks_escaped(draw):
    paragraphs = [one.text_content() for one in draw(EVERYTHING).all('//p[@class="govuk-body"]')]
    assert paragraphs == ["First & this.", "Then that."]


def test_no_id_is_used_twice(draw):
    raw = {"children": [{"name": "Ava"}, {"name": "Ben"}], "again": "yes"}
    problems = EVERYTHING.problems(raw, {}, ENV)
    ids = Counter(one.get("id") for one in draw(EVERYTHING, raw, problems).all("//*[@id]"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_whatever_describes_a_field_is_on_the_page(draw):
    page = draw(EVERYTHING, {}, EVERYTHING.problems({}, {}, ENV))
    ids = {one.get("id") for one in page.all("//*[@id]")}
    named = {name for one in page.all("//*[@aria-describedby]") for name in one.get("aria-describedby").split()}
    assert named <= ids
    assert {one.get("for") for one in page.all("//label")} <= ids


def test_enter_presses_a_button_that_changes_no_rows(draw):
    """A browser presses the first submit button of a form when Enter is pressed in a field."""
    first = draw(EVERYTHING, {"children": [{}, {}]}).all("//button")[0]
    assert first.get("name") is None
    assert first.get("type") == "submit"
    assert "govuk-visually-hidden" in first.get("class")


TYPED = {
    "line": 'O\'Neill & "Sons" <b>',
    "area": "\n One\n   two\n\nthree <textarea></textarea>",
    "age": "many",
    "on": {"day": "32", "month": "Brumaire", "year": "19"},
    "at": "soon",
    "told": "yes",
    "again": "no",
    "who": ["yes", "p"],
    "agency": "gp",
    "inner": "x",
    "children": [{"name": "Ava", "born": {"day": "1", "month": "", "year": ""}, "here": "yes"}, {"name": "Ben"}],
}


def test_all_that_was_typed_is_still_there(draw):
    """Wrong answers too, and each break and space of a long text."""

    page = draw(EVERYTHING, TYPED, EVERYTHING.problems(TYPED, {}, ENV))
    sent = form_page.read_raw(page.posted())
    assert sent["area"].replace("\r\n", "\n") == TYPED["area"]
    nobody = {"day": "", "month": "", "year": ""}
    rows = [TYPED["children"][0] | {"item": ""}, {"name": "Ben", "item": "", "born": nobody}]
    assert sent == TYPED | {"area": sent["area"], "children": rows}


def test_text_is_never_markup(draw):
    page = draw(EVERYTHING, TYPED)
    assert not page.all("//b")
    assert page.by_id("line").get("value") == TYPED["line"]


def test_problems_are_listed_with_links_to_the_first_wrong_part(draw):
    problems = EVERYTHING.problems(TYPED, {}, ENV)
    page = draw(EVERYTHING, TYPED, problems)
    links = {one.get("href"): one.text_content().strip() for one in page.all("//ul//a")}
    assert links == {
        "#age": "Age must be a number, like 30",
        "#on-year": "Year must include 4 numbers",
        "#at": "Held at must be a time, like 9:30am or 14:00",
        "#children-0-born-month": "Child 1: Born must include a month and year",
    }
    for link in links:
        page.by_id(link.removeprefix("#"))


def test_every_problem_of_an_empty_form_has_its_field(draw):
    problems = EVERYTHING.problems({}, {}, ENV)
    page = draw(EVERYTHING, {}, problems)
    for link in page.all("//ul//a"):
        target = page.by_id(link.get("href").removeprefix("#"))
        assert target.tag in ("input", "select", "textarea")
    assert len(page.all("//ul//a")) == len(problems)


def test_a_problem_stands_beside_its_field(draw):
    page = draw(EVERYTHING, TYPED, EVERYTHING.problems(TYPED, {}, ENV))
    assert page.text('//*[@id="age-error"]') == "Error: Age must be a number, like 30"
    assert "age-error" in page.by_id("age").get("aria-describedby")
    assert "govuk-input--error" in page.by_id("on-year").get("class")
    assert "govuk-input--error" not in page.by_id("on-day").get("class")


def test_a_problem_with_a_whole_date_marks_all_its_parts(draw):
    page = draw(EVERYTHING, {}, [Problem(("on",), "Enter the date")])
    assert [one.get("href") for one in page.all("//ul//a")] == ["#on-day"]
    assert all("govuk-input--error" in page.by_id(f"on-{part}").get("class") for part in ("day", "month", "year"))


def test_a_problem_with_nothing_in_particular_has_no_link(draw):
    page = draw(EVERYTHING, {}, [Problem((), "Fill in the form again")])
    assert page.text("//ul/li") == "Fill in the form again"
    assert not page.all("//ul//a")


def test_no_problems_make_no_summary(draw):
    assert not draw(EVERYTHING).all('//*[@role="alert"]')


def test_keyboards_and_widths_fit_the_answers(draw):
    page = draw(EVERYTHING)
    assert page.by_id("age").get("inputmode") == "numeric"
    assert "govuk-input--width-3" in page.by_id("age").get("class")
    assert page.by_id("on-month").get("inputmode") == "text"


@pytest.mark.parametrize(
    "raw", [{"line": {}, "area": [1], "on": 7, "who": "p", "told": [], "children": "x", "agency": {}}]
)
def test_hostile_answers_are_drawn_as_blanks(draw, raw):
    draw(EVERYTHING, raw)
    draw(EVERYTHING, {"line": "a\x00\ud800", "children": [None, 3, {"name": {}}]})


OFFERED = form(
    component("select", "who", "Who was there", valuesExpression="=data.people"),
    component("text", "t", text='="About " + data.child'),
)


def test_answers_and_texts_that_are_worked_out_are_drawn_like_others(draw):
    people = [{"value": 7, "label": "Dr <Amir>"}, {"value": 9, "label": "Mrs Lowe"}]
    page = draw(OFFERED, {"who": "9"}, scope={"data": {"people": people, "child": "Ava & Ben"}})
    assert [one.text_content().strip() for one in page.all("//option")] == ["Select an answer", "Dr <Amir>", "Mrs Lowe"]
    assert page.all("//option[@selected]")[0].get("value") == "9"
    assert page.text('//p[@class="govuk-body"]') == "About Ava & Ben"


def test_a_question_with_nothing_to_choose_from_says_so(draw):
    page = draw(OFFERED, {}, scope={"data": {}})
    assert page.all("//select") == []
    assert page.text('//*[@id="who"]') == "Who was there There is nothing to choose from."
