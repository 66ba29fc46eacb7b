"""Repeated sections on a page: rows come and go by buttons, and nothing that was typed is lost."""

import pytest
from werkzeug.datastructures import MultiDict

from engine.domain.values import Problem
from tests.unit.forms.making import component, form, radio
from webapp import form_page

VISITS = component("dynamiclist", "visits", "Visits", components=[component("textfield", "by", "By")])
ROWS = component(
    "dynamiclist", "children", "Children", properties={"row_name": "child", "min_rows": "1", "max_rows": "3"},
    components=[component("textfield", "name", "Name", required=True), radio("here", "Here?"), VISITS],
)  # fmt: skip
FAMILY = form(component("textfield", "family", "Family"), ROWS)


def buttons(page) -> list[tuple[str, str, str]]:
    """(name, value, words) of the buttons on a page."""
    return [
        (one.get("name"), one.get("value"), " ".join(one.text_content().split())) for one in page.all("//button")[1:]
    ]


def test_a_row_can_be_added_but_the_last_needed_one_not_removed(draw):
    assert buttons(draw(FAMILY)) == [
        ("_remove", "children-0-visits-0", "Remove Visits 1"),
        ("_add", "children-0-visits", "Add another row"),
        ("_add", "children", "Add another child"),
    ]


def test_rows_can_be_removed_while_more_than_needed_are_there(draw):
    page = draw(FAMILY, {"children": [{"name": "Ava", "visits": []}, {"name": "Ben"}]})
    assert ("_remove", "children-1", "Remove Child 2") in buttons(page)
    assert ("_add", "children-0-visits", "Add row") in buttons(page)


def test_no_row_is_offered_beyond_the_most(draw):
    page = draw(FAMILY, {"children": [{"name": "x"}] * 3})
    assert ("_add", "children", "Add another child") not in buttons(page)


def pressed(draw, raw, **button):
    """The raw answers after a button was pressed on the page that shows `raw`."""
    return form_page.read_raw(draw(FAMILY, raw).posted(**button))


TWO = {"family": "Smith", "children": [{"name": "Ava", "here": "yes"}, {"name": "Ben", "visits": [{"by": "Jo"}]}]}


def test_adding_a_row_keeps_all_that_was_typed(draw):
    raw = pressed(draw, TWO, _add="children")
    assert [row.get("name") for row in raw["children"]] == ["Ava", "Ben", None]
    assert (raw["family"], raw["children"][0]["here"]) == ("Smith", "yes")
    assert raw["children"][1]["visits"] == [{"item": "", "by": "Jo"}]


def test_a_row_without_any_typed_answer_stays_a_row(draw):
    """A radio that nobody chose posts nothing; a hidden field keeps the row's place."""
    asked = form(component("dynamiclist", "children", components=[radio("here")]))
    assert form_page.read_raw(draw(asked, {"children": [{}, {}]}).posted())["children"] == [{"item": ""}, {"item": ""}]


def test_removing_a_row_moves_up_those_after_it(draw):
    raw = pressed(draw, TWO, _remove="children-0")
    assert [row["name"] for row in raw["children"]] == ["Ben"]
    assert raw["children"][0]["visits"] == [{"item": "", "by": "Jo"}]


def test_rows_of_rows_come_and_go_too(draw):
    assert len(pressed(draw, TWO, _add="children-1-visits")["children"][1]["visits"]) == 2
    assert not pressed(draw, TWO, _remove="children-1-visits-0")["children"][1].get("visits")
    assert pressed(draw, TWO, _add="children-0-visits")["children"][0]["visits"] == [{}]


def test_the_new_row_gets_the_focus(draw):
    posted = draw(FAMILY, TWO).posted(_add="children")
    raw = form_page.read_raw(posted)
    assert form_page.focus(posted, raw) == "children-2"
    page = draw(FAMILY, raw, focus="children-2")
    assert [one.get("id") for one in page.all("//*[@autofocus]")] == ["children-2"]


def test_no_row_gets_the_focus_otherwise(draw):
    posted = draw(FAMILY, TWO).posted()
    assert form_page.focus(posted, form_page.read_raw(posted)) == ""


def test_a_page_knows_whether_rows_were_changed(draw):
    page = draw(FAMILY)
    assert form_page.changes_rows(page.posted(_add="children"))
    assert form_page.changes_rows(page.posted(_remove="children-0"))
    assert not form_page.changes_rows(page.posted())


@pytest.mark.parametrize(
    "name", ["", "x", "children-", "-1", "children-0-0-0-0-0-0-0-0-0-0", "family", "children-99", "_"]
)
@pytest.mark.parametrize("button", ["_add", "_remove"])
def test_a_button_that_no_page_has_does_no_harm(draw, button, name):
    raw = pressed(draw, TWO, **{button: name})
    assert [row.get("name") for row in raw["children"]][:2] == ["Ava", "Ben"]
    draw(FAMILY, raw)


def test_a_problem_with_the_rows_stands_above_them(draw):
    page = draw(FAMILY, {}, [Problem(("children",), "Add a child"), Problem(("children", 0), "Not readable")])
    assert [one.get("href") for one in page.all("//ul//a")] == ["#children", "#children-0"]
    assert page.text('//*[@id="children-error"]') == "Error: Add a child"
    assert page.text('//*[@id="children-0-error"]') == "Error: Not readable"
    assert page.by_id("children").get("tabindex") == "-1"


FIXED = form(component("dynamiclist", "seen", "Seen", properties={"for_each": "=kids"}, components=[radio("was")]))
KIDS = {"kids": [{"id": 7, "name": "Ava <i>"}, {"id": 8, "name": "Ben"}]}


def test_fixed_rows_bear_the_names_of_their_items_and_do_not_come_or_go(draw):
    page = draw(FIXED, scope=KIDS)
    legends = [one.text_content().strip() for one in page.all('//fieldset[contains(@class, "app-row")]/legend')]
    assert legends == ["Ava <i>", "Ben"]
    assert buttons(page) == []


def test_fixed_rows_say_which_item_they_are_about(draw):
    posted = draw(FIXED, {"seen": [{"item": "8", "was": "no"}]}, scope=KIDS).posted()
    assert form_page.read_raw(posted) == {"seen": [{"item": "7"}, {"item": "8", "was": "no"}]}


def test_names_become_nested_answers():
    posted = MultiDict([("a", "1"), ("who", "x"), ("who", "y"), ("on-day", "2"), ("rows-1-n", "b"), ("rows-0-n", "a")])
    assert form_page.read_raw(posted) == {
        "a": "1", "who": ["x", "y"], "on": {"day": "2"}, "rows": [{"n": "a"}, {"n": "b"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "csrf_token",
        "_request",
        "",
        "-",
        "a--b",
        "0",
        "0-a",
        "A",
        "a-B",
        "a-999",
        "a-b-c-d-e-f-g-h-i-j",
        "a.b",
        "é",
        "a-٣",
    ],
)
def test_names_that_are_no_answers_are_left_out(name):
    assert form_page.read_raw(MultiDict([(name, "x"), ("ok", "y")])) == {"ok": "y"}


def test_names_that_begin_alike_do_no_harm():
    names = ["a", "a-b", "a-0", "b-c", "b", "b-0-d", "b-0"]
    form_page.read_raw(MultiDict([(name, "x") for name in names]))
    form_page.read_raw(MultiDict([(name, "x") for name in reversed(names)]))
