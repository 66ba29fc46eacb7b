"""What people type, component by component: what is recorded of it, or what they are told."""

from datetime import date, time
from decimal import Decimal

import pytest

from tests.unit.forms.making import ENV, clean, component, form, radio, refused

LINE = component("textfield", rules={"minLength": 2, "maxLength": 10})
AREA = component("textarea", rules={"maxLength": 20})
NUMBER = component("number", label="Age", rules={"min": 0, "max": 1200})
DECIMALS = component("number", label="Hours", decimalDigits=2)
TIME = component("datetime", label="", subtype="time", timeLabel="Start time")
TICK = component("checkbox")
SELECT = component(
    "select", label="Agency", values=[{"label": "Police", "value": "police"}, {"label": "GP", "value": "gp"}]
)
LIST = SELECT | {"type": "checklist"}

TAKEN = [
    (LINE, "  Ava   Smith ", "Ava Smith"),
    (LINE, "a\r\nb", "a b"),
    (LINE, "e\u0301e\u0301", "éé"),
    (LINE, 12, "12"),
    (LINE, Decimal("1.50"), "1.50"),
    (LINE, "   ", None),
    (LINE, None, None),
    (AREA, "one\r\n\r\ntwo\n", "one\n\ntwo"),
    (AREA, "👶🏽 ok", "👶🏽 ok"),
    (NUMBER, "1,000", 1000),
    (NUMBER, " 1 000 ", 1000),
    (NUMBER, "7.0", 7),
    (NUMBER, "-0", 0),
    (NUMBER, 7, 7),
    (DECIMALS, "2.50", "2.5"),
    (DECIMALS, Decimal("2.25"), "2.25"),
    (DECIMALS, 0.1, "0.1"),
    (DECIMALS, "\N{MINUS SIGN}3", -3),
    (TIME, "9:30", "09:30"),
    (TIME, "0930", "09:30"),
    (TIME, "9.30 AM", "09:30"),
    (TIME, "2pm", "14:00"),
    (TIME, "12am", "00:00"),
    (TIME, "midday", "12:00"),
    (TIME, time(14, 5), "14:05"),
    (TICK, "yes", True),
    (TICK, True, True),
    (TICK, "", False),
    (TICK, None, False),
    (radio(), "yes", "yes"),
    (radio(), True, "yes"),
    (radio(), False, "no"),
    (radio(), "", None),
    (SELECT, "gp", "gp"),
    (LIST, ["gp", "police", "gp"], ["police", "gp"]),
    (LIST, "gp", ["gp"]),
    (LIST, [""], []),
    (LIST, None, []),
]


@pytest.mark.parametrize(("asked", "typed", "recorded"), TAKEN)
def test_the_ways_in_which_people_type_are_understood(asked, typed, recorded):
    assert clean(form(asked), {"it": typed}) == {"it": recorded}


REFUSED = [
    (LINE, "a", "Held on must be 2 characters or more"),
    (LINE, "a" * 11, "Held on must be 10 characters or less"),
    (LINE, "a\x00b", "Held on must not include characters that cannot be read. Type it again"),
    (LINE, "a\ud800b", "Held on must not include characters that cannot be read. Type it again"),
    (LINE, True, "Enter held on"),
    (LINE, {"a": "b"}, "Enter held on"),
    (LINE, 10**5000, "Enter held on"),
    (component("textarea"), "a" * 20_001, "Held on must be 20,000 characters or less"),
    (component("textarea", label="What happened?"), "a" * 20_001, "Your answer must be 20,000 characters or less"),
    (NUMBER, "lots", "Age must be a number, like 30"),
    (NUMBER, "1,00", "Age must be a number, like 30"),
    (NUMBER, "9" * 5000, "Age must be a number, like 30"),
    (NUMBER, "٣", "Age must be a number, like 30"),
    (NUMBER, "1e9", "Age must be a number, like 30"),
    (NUMBER, True, "Age must be a number, like 30"),
    (NUMBER, Decimal("NaN"), "Age must be a number, like 30"),
    (NUMBER, Decimal("1E+999999"), "Age must be a number, like 30"),
    (NUMBER, float("inf"), "Age must be a number, like 30"),
    (NUMBER, "2.5", "Age must be a whole number"),
    (NUMBER, "-1", "Age must be 0 or more"),
    (NUMBER, "1201", "Age must be 1,200 or less"),
    (DECIMALS, "2.555", "Hours must have 2 decimal places or fewer"),
    (DECIMALS, "9" * 13, "Hours must be 1,000,000,000,000 or less"),
    (TIME, "9", "Start time must be a time, like 9:30am or 14:00"),
    (TIME, "25:00", "Start time must be a time, like 9:30am or 14:00"),
    (TIME, "13pm", "Start time must be a time, like 9:30am or 14:00"),
    (TIME, ["9:30"], "Start time must be a time, like 9:30am or 14:00"),
    (TICK, "maybe", "Select held on"),
    (radio(), "perhaps", "Select whether it is so"),
    (radio(), ["yes"], "Select whether it is so"),
    (SELECT, "school", "Select agency"),
    (LIST, ["gp", "school"], "Select agency"),
    (LIST, [["gp"]], "Select agency"),
]


@pytest.mark.parametrize(("asked", "typed", "told"), REFUSED, ids=[str(n) for n in range(len(REFUSED))])
def test_what_cannot_be_recorded_is_told_in_a_sentence(asked, typed, told):
    assert refused(form(asked), {"it": typed}) == {("it",): told}


def needed(kind, label, message="", **more):
    properties = {"error_required": message} if message else {}
    return component(kind, label=label, required=True, properties=properties, **more)


OPTIONS = {"values": SELECT["values"]}
REQUIRED = [
    (needed("textfield", "Family name"), "Enter family name"),
    (needed("textfield", "NHS number"), "Enter NHS number"),
    (needed("textarea", "What happened?", "Enter what happened"), "Enter what happened"),
    (needed("textfield", "Name {of} it", "Enter {this}"), "Enter {this}"),
    (needed("number", "Number of visits"), "Enter number of visits"),
    (needed("datetime", "Date of the discussion", subtype="date"), "Enter date of the discussion"),
    (needed("select", "Agency", **OPTIONS), "Select agency"),
    (needed("radio", "Agency", "Select the agency", **OPTIONS), "Select the agency"),
    (needed("checklist", "Agencies", "Select the agencies", **OPTIONS), "Select the agencies"),
    (
        needed("checkbox", "I have told the family", "Confirm that you told the family"),
        "Confirm that you told the family",
    ),
]


@pytest.mark.parametrize(("asked", "told"), REQUIRED)
@pytest.mark.parametrize("raw", [{}, {"it": ""}, {"it": "  "}, {"it": None}, {"it": []}, {"other": "x"}])
def test_a_question_that_must_be_answered_says_so(asked, told, raw):
    assert refused(form(asked), raw) == {("it",): told}


def test_a_required_box_that_is_not_ticked_says_so():
    asked = needed("checkbox", "I have told the family", "Confirm it")
    assert refused(form(asked), {"it": "no"}) == {("it",): "Confirm it"}


def test_braces_in_a_label_are_only_braces():
    """marshmallow fills braces in its messages; a label may hold some."""
    asked = component("textfield", label="The {0} and {x}", rules={"maxLength": 1})
    assert refused(form(asked), {"it": "ab"}) == {("it",): "The {0} and {x} must be 1 character or less"}


def test_problems_come_in_the_order_of_the_form_and_each_answer_has_one():
    asked = [component("number", key, key, rules={"min": 5}) for key in ("zebra", "ant", "mole")]
    assert list(refused(form(*asked), {"ant": "1", "zebra": "1.5", "mole": "x"})) == [("zebra",), ("ant",), ("mole",)]


def test_unknown_keys_are_left_out():
    assert clean(form(LINE), {"it": "Ava", "role": "admin", "_x": 1, "typename": "x"}) == {"it": "Ava"}


@pytest.mark.parametrize("raw", [None, [], "x", 3, True])
def test_answers_that_are_no_mapping_are_refused(raw):
    assert list(refused(form(LINE), raw)) == [()]


def test_dates_may_come_as_dates():
    asked = component("datetime", label="Born", subtype="date")
    assert clean(form(asked), {"it": date(2019, 3, 27)}) == {"it": "2019-03-27"}


def test_what_was_answered_is_also_told_in_words():
    found = form(radio(), component("number", "age", "Age")).clean({"it": "yes"}, {}, ENV)
    assert found.labels == {"it": "Yes", "age": "Not answered"}
