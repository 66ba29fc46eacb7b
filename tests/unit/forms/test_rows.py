"""Repeated sections: rows that people add, and fixed rows, one for each item."""

import pytest

from tests.unit.forms.making import ENV, clean, component, day, form, radio, refused

NAME = component("textfield", "name", "Name", required=True)
BORN = day("born", "Born", properties={"past": "true"})


def section(*parts, properties=None, required=False, **more):
    """A form with one repeated section."""
    made = component("dynamiclist", "children", "Children", properties=properties, required=required, components=parts)
    return form(made | more)


PLAIN = section(NAME, BORN, properties={"row_name": "child"})


def test_each_row_is_cleaned():
    raw = {"children": [{"name": " Ava ", "born": "2019-03-27"}, {"name": "Ben"}]}
    assert clean(PLAIN, raw) == {"children": [{"name": "Ava", "born": "2019-03-27"}, {"name": "Ben", "born": None}]}


def test_a_problem_names_the_row_and_the_part():
    born = {"day": "1", "month": "", "year": "2020"}
    raw = {"children": [{"name": "Ava"}, {"name": "", "born": born}]}
    assert refused(PLAIN, raw) == {
        ("children", 1, "name"): "Enter name",
        ("children", 1, "born", "month"): "Born must include a month",
    }


def test_empty_rows_are_left_out():
    raw = {"children": [{"name": "", "item": ""}, {"name": "Ava"}, {}, None]}
    assert clean(PLAIN, raw) == {"children": [{"name": "Ava", "born": None}]}


def test_problems_keep_the_number_that_the_row_had_on_the_page():
    assert list(refused(PLAIN, {"children": [{}, {"born": "2019-03-27"}]})) == [("children", 1, "name")]


@pytest.mark.parametrize("raw", [{}, {"children": []}, {"children": [{}]}, {"children": None}, {"children": [{}, {}]}])
def test_a_row_that_must_be_there_is_asked_for(raw):
    assert refused(section(NAME, required=True), raw) == {("children", 0, "name"): "Enter name"}


def test_no_row_needs_to_be_there_without_a_minimum():
    assert clean(PLAIN, {}) == {"children": []}


def test_the_minimum_counts_rows_that_are_filled_in():
    found = refused(section(NAME, properties={"min_rows": "2"}), {"children": [{}, {}, {"name": "Ava"}]})
    assert list(found) == [("children", 0, "name")]


def test_too_many_rows_are_refused():
    found = refused(section(NAME, properties={"max_rows": "2"}), {"children": [{"name": "x"}] * 5})
    assert found == {("children",): "You can add up to 2. Remove the others"}


def test_twenty_rows_are_the_most_anywhere():
    assert len(clean(PLAIN, {"children": [{"name": "x"}] * 20})["children"]) == 20
    assert ("children",) in refused(PLAIN, {"children": [{"name": "x"}] * 100_000})


def test_what_is_no_list_of_rows_is_refused():
    assert refused(PLAIN, {"children": "Ava"}) == {("children",): "Add at least one child"}
    assert list(refused(PLAIN, {"children": ["Ava"]})) == [("children", 0)]


def test_conditions_in_a_row_see_that_row_and_what_was_asked_before():
    asked = form(
        radio("twins"),
        component(
            "dynamiclist",
            "children",
            components=[radio("born"), day("due", hide='=born != "no" or twins = "yes"'), component("textfield", "n")],
        ),
    )
    rows = [{"born": "no"}, {"born": "yes"}]
    assert ("children", 0, "due") in asked.visible({"children": rows}, {}, ENV)
    assert ("children", 1, "due") not in asked.visible({"children": rows}, {}, ENV)
    assert ("children", 0, "due") not in asked.visible({"children": rows, "twins": "yes"}, {}, ENV)
    assert clean(asked, {"children": [{"born": "yes", "due": "rubbish"}]})["children"] == [{"born": "yes", "n": None}]


def test_questions_after_the_rows_may_look_at_them():
    rows = component("dynamiclist", "children", components=[NAME])
    asked = form(rows, component("textfield", "why", hide="=count(children) < 2"))
    assert ("why",) in asked.visible({"children": [{"name": "a"}, {"name": "b"}]}, {}, ENV)
    assert ("why",) not in asked.visible({"children": [{"name": "a"}]}, {}, ENV)


def test_rows_may_hold_rows():
    inner = component("dynamiclist", "visits", "Visits", components=[BORN])
    asked = section(NAME, inner)
    raw = {"children": [{"name": "Ava", "visits": [{"born": "2019-03-27"}, {"born": "2019-02-30"}]}]}
    assert list(refused(asked, raw)) == [("children", 0, "visits", 1, "born")]


def test_rows_of_rows_that_are_no_list_are_refused():
    """Found by the test of any answers: what a condition sees of a row stumbled over them."""
    asked = section(NAME, component("dynamiclist", "visits", "Visits", components=[BORN]))
    raw = {"children": [{"name": "Ava", "visits": "x"}]}
    assert refused(asked, raw) == {("children", 0, "visits"): "Add at least one row"}


FIXED = section(
    radio(
        "seen", "Was the child seen?", required=True, properties={"error_required": "Select whether the child was seen"}
    ),
    day("due", "Due on", hide="=not(item.unborn)"),
    properties={"for_each": "=case.children"},
)
SCOPE = {"case": {"children": [{"id": 7, "name": "Ava", "unborn": False}, {"id": 8, "name": "Baby", "unborn": True}]}}


def test_a_fixed_row_knows_what_it_is_about():
    raw = {"children": [{"item": "8", "seen": "no"}, {"item": "7", "seen": "yes", "due": "x"}]}
    assert clean(FIXED, raw, SCOPE) == {
        "children": [
            {"item": 7, "item_name": "Ava", "seen": "yes"},
            {"item": 8, "item_name": "Baby", "seen": "no", "due": None},
        ]
    }


def test_fixed_rows_without_items_are_taken_in_order():
    """Scenario files list them as they come."""
    found = clean(FIXED, {"children": [{"seen": True}, {"seen": False}]}, SCOPE)
    assert [row["seen"] for row in found["children"]] == ["yes", "no"]


def test_every_fixed_row_is_asked_and_no_other_is_taken():
    raw = {"children": [{"item": 7, "seen": "yes"}, {"item": 99, "seen": "yes"}]}
    assert refused(FIXED, raw, SCOPE) == {("children", 1, "seen"): "Select whether the child was seen"}


@pytest.mark.parametrize("children", [None, "Ava", 3, [{"name": "x"}], ["Ava", None]])
def test_a_scope_without_items_makes_no_rows(children):
    assert clean(FIXED, {"children": [{"seen": "yes"}]}, {"case": {"children": children}}) == {"children": []}


def test_the_items_of_a_section_can_be_asked_for():
    assert FIXED.rows(FIXED.components[0], SCOPE, ENV) == [{"id": 7, "name": "Ava"}, {"id": 8, "name": "Baby"}]
