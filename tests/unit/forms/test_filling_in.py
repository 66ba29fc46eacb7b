"""What a form fills in by itself, what it shows again, and what it reads back in words."""

from datetime import date
from decimal import Decimal

from tests.unit.forms.making import ENV, YES_NO, clean, component, day, form, radio


def pre(expression: str, **more) -> dict:
    return {"prefill": expression} | more


def test_prefill_comes_from_the_scope_as_if_it_had_been_typed():
    asked = form(
        component("textfield", "place", properties=pre("=case.place")),
        day("on", properties=pre("=today()")),
        component("number", "count", properties=pre("=count(case.children)")),
        radio("again", properties=pre("=true")),
        component("checklist", "who", values=YES_NO, properties=pre('=["yes"]')),
        component("checkbox", "told", properties=pre("=true")),
        component("textfield", "unset"),
    )
    scope = {"case": {"place": "School", "children": [1, 2]}}
    raw = asked.prefill(scope, ENV)
    assert raw == {
        "place": "School",
        "on": {"day": "02", "month": "03", "year": "2026"},
        "count": "2",
        "again": "yes",
        "who": ["yes"],
        "told": "yes",
    }
    assert clean(asked, raw)["on"] == "2026-03-02"


def test_a_prefill_over_missing_facts_leaves_a_blank():
    asked = form(component("textfield", "place", properties=pre("=case.place")), day("on", properties=pre("=case.on")))
    assert clean(asked, asked.prefill({}, ENV)) == {"place": None, "on": None}


def test_a_repeated_section_begins_with_its_first_rows():
    rows = component("dynamiclist", "who", components=[component("textfield", "name", properties=pre('="Ava"'))])
    assert form(rows).prefill({}, ENV) == {"who": [{"name": "Ava"}]}
    assert form(rows | {"defaultRepetitions": 0}).prefill({}, ENV) == {"who": []}
    assert len(form(rows | {"defaultRepetitions": 3}).prefill({}, ENV)["who"]) == 3


def test_a_repeated_section_may_be_prefilled_with_rows():
    rows = component("dynamiclist", "who", properties=pre("=case.who"), components=[component("textfield", "name")])
    assert form(rows).prefill({"case": {"who": [{"name": "Ava", "x": 1}]}}, ENV) == {"who": [{"name": "Ava"}]}


def test_fixed_rows_are_prefilled_for_their_item():
    name = component("textfield", "name", properties=pre("=item.name"))
    rows = component("dynamiclist", "who", properties={"for_each": "=case.children"}, components=[name])
    scope = {"case": {"children": [{"id": 7, "name": "Ava"}]}}
    assert form(rows).prefill(scope, ENV) == {"who": [{"item": "7", "name": "Ava"}]}


ALL = form(
    component("textfield", "name", "Name"),
    component("number", "hours", "Hours", decimalDigits=1),
    day("on", "Held on"),
    component("datetime", "at", "", timeLabel="Held at", subtype="time"),
    component("checkbox", "told", "The family was told"),
    radio("again", "Once more?"),
    component(
        "checklist", "who", "Who came", values=[{"label": "GP", "value": "gp"}, {"label": "Police", "value": "p"}]
    ),
    component("group", "g", "More", components=[component("textarea", "why", "Why")]),
    component(
        "dynamiclist",
        "visits",
        "Visits",
        properties={"row_name": "visit"},
        components=[component("number", "n", "Number")],
    ),
)
VALUES = {
    "name": "Ava",
    "hours": "2.5",
    "on": "2026-03-02",
    "at": "14:05",
    "told": True,
    "again": "no",
    "who": ["gp", "p"],
    "why": "One.\n\nTwo.",
    "visits": [{"n": 1}, {"n": 1000}],
}


def test_clean_values_come_back_from_the_raw_answers_they_give():
    assert clean(ALL, ALL.raw_from(VALUES)) == VALUES


def test_values_may_be_typed_ones_and_others_are_left_out():
    raw = ALL.raw_from({"on": date(2026, 3, 2), "hours": Decimal("2.50"), "again": True, "nobody": 1})
    assert raw == {"hours": "2.50", "on": {"day": "02", "month": "03", "year": "2026"}, "again": "yes"}


def test_answers_are_read_back_in_words():
    assert ALL.summary(VALUES) == [
        ("Name", "Ava"),
        ("Hours", "2.5"),
        ("Held on", "2 March 2026"),
        ("Held at", "2:05pm"),
        ("The family was told", "Yes"),
        ("Once more?", "No"),
        ("Who came", "GP and Police"),
        ("Why", "One.\n\nTwo."),
        ("Visit 1: Number", "1"),
        ("Visit 2: Number", "1000"),
    ]


def test_what_was_not_asked_is_not_read_back_and_what_was_not_answered_is():
    assert ALL.summary({"on": None, "told": False, "who": [], "visits": []}) == [
        ("Held on", "Not answered"),
        ("The family was told", "No"),
        ("Who came", "Not answered"),
        ("Visits", "None"),
    ]


def test_a_fixed_row_is_read_back_under_the_name_it_had():
    rows = component(
        "dynamiclist", "who", properties={"for_each": "=x"}, components=[component("textfield", "n", "Note")]
    )
    values = {"who": [{"item": 7, "item_name": "Ava", "n": "Well"}]}
    assert form(rows).summary(values) == [("Ava: Note", "Well")]


def test_values_of_an_older_release_are_read_back_as_they_are():
    assert ALL.summary({"on": "soon", "at": "later", "again": "perhaps", "name": 3, "visits": "two"}) == [
        ("Name", "3"), ("Held on", "soon"), ("Held at", "later"), ("Once more?", "perhaps"), ("Visits", "None"),
    ]  # fmt: skip


def test_a_question_is_found_by_the_path_of_its_answer():
    assert ALL.find(("visits", 1, "n")).label == "Number"
    assert ALL.find(("on", "month")).label == "Held on"
    assert ALL.find(("why",)).label == "Why"
    assert ALL.find(("nobody",)) is None
    assert ALL.find(()) is None
