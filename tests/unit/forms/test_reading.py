"""Reading a form file: what the profile of form-js allows, and a sentence for each thing that it does not."""

import pytest

from engine.forms import Form
from tests.unit.forms.making import YES_NO, component, content, day, findings, findings_in, form, radio


def nested(depth: int, kind="group") -> dict:
    """Groups inside one another."""
    inner = component("textfield") if depth == 0 else nested(depth - 1, kind)
    return component(kind, f"n{depth}", components=[inner])


REFUSED = [
    (component("iframe"), 'A component of the type "iframe" cannot be used. Use one of: checkbox'),
    ({"label": "x"}, 'A component of the type "None" cannot be used.'),
    ("text", 'A component of the type "None" cannot be used.'),
    (component("textfield", label=""), "It has no label. Say in the label what is asked."),
    (component("textfield", label={"a": 1}), '"label" is no text of at most 2,000 characters.'),
    (component("textfield", label="x" * 2001), '"label" is no text of at most 2,000 characters.'),
    (component("textfield", label="=name"), '"label" is an expression.'),
    (component("textfield", label="Hi {{name}}"), '"label" is an expression.'),
    (component("textfield", key="typename"), 'The key "typename" cannot be used.'),
    (component("textfield", key="item"), 'The key "item" cannot be used.'),
    (component("textfield", key="a.b"), 'The key "a.b" cannot be used.'),
    (component("textfield", key="a-b"), 'The key "a-b" cannot be used.'),
    (component("textfield", key=7), 'The key "" cannot be used.'),
    (component("textfield", rules={"pattern": "(a+)+$"}), 'The rule "pattern" cannot be used here. Remove it.'),
    (component("textfield", rules={"maxLength": "many"}), '"maxLength" is no number.'),
    (component("textfield", rules={"maxLength": 1.5}), '"maxLength" is no whole number from 1 to 100000.'),
    (component("number", rules={"min": True}), '"min" is no number.'),
    (component("number", rules={"min": "1e400"}), '"min" is no number.'),
    (component("textfield", properties={"error_requierd": "x"}), 'The property "error_requierd" cannot be used here.'),
    (component("textfield", properties={"confidential": "maybe"}), 'is neither "true" nor "false".'),
    (component("textfield", properties={"width": "7"}), 'The property "width" says "7". It can be 2, 3, 4, 5, 10, 20.'),
    (component("textfield", properties=["x"]), '"properties" is no list of names and values.'),
    (component("textfield", defaultValue="x"), 'The attribute "defaultValue" cannot be used here.'),
    (component("textfield", label="Who is it?", required=True), "nothing says what to tell a person who did not."),
    (component("checkbox", required=True), "nothing says what to tell a person who did not."),
    (component("radio", values=YES_NO, required=True), "nothing says what to tell a person who did not."),
    (component("radio", values=[]), "It has no answers to choose from, or more than 100."),
    (component("radio", values=YES_NO * 51), "It has no answers to choose from, or more than 100."),
    (component("radio", values=YES_NO * 2), "Two of its answers have the same value."),
    (component("radio", values=[{"label": "Yes"}]), "One of its answers has no value or no label."),
    (component("radio", values=["yes"]), "One of its answers has no value or no label."),
    (component("select", valuesKey="x"), 'The attribute "valuesKey" cannot be used here.'),
    (component("datetime", subtype="datetime"), "It asks for a date and a time at once."),
    (component("text", text="<b>Hello</b>"), "no plain text"),
    (component("text", text="# Title"), "no plain text"),
    (component("textfield", hide="= 1 +"), '"conditional" cannot be read:'),
    (component("textfield", hide='=outcome = "x"'), 'looks at "outcome", which is not asked before it.'),
    (component("textfield", hide='=it = "x"'), 'looks at "it", which is not asked before it.'),
    (component("textfield", hide="=nonsense(1)"), '"conditional" cannot be read:'),
    (component("textfield", properties={"prefill": "=1 +"}), '"prefill" cannot be read:'),
    (component("textfield") | {"conditional": 7}, '"conditional" is no list of names and values.'),
    (component("dynamiclist", components=[]), "Its rows ask nothing."),
    (component("dynamiclist", components="x"), "It holds no list of components."),
    (
        component("dynamiclist", properties={"max_rows": "21"}, components=[day()]),
        '"max_rows" is no whole number from 1',
    ),
    (component("dynamiclist", properties={"max_rows": "1", "min_rows": "2"}, components=[day()]), "more rows than"),
    (component("group", "g", path="x", components=[]), 'The attribute "path" cannot be used here.'),
    (nested(7), "Its parts are nested too deeply."),
    (nested(7, "dynamiclist"), "Its parts are nested too deeply."),
]


@pytest.mark.parametrize(("wrong", "told"), REFUSED, ids=[str(n) for n in range(len(REFUSED))])
def test_what_is_outside_the_profile_is_refused_with_a_sentence(wrong, told):
    assert any(told in one for one in findings(wrong)), findings(wrong)


def test_a_finding_names_the_file_and_the_component():
    assert findings(component("iframe", "map"))[0].startswith("some_form.form#map: ")


def test_all_findings_come_at_once():
    assert len(findings(component("iframe"), component("textfield", key="typename"), component("radio"))) >= 3


def test_two_questions_of_one_level_need_two_keys_and_rows_are_a_level_of_their_own():
    group = component("group", "g", components=[component("textfield", "name")])
    assert "Two questions have the key" in findings(component("textfield", "name"), group)[0]
    rows = component("dynamiclist", "rows", components=[component("textfield", "name")])
    assert findings(component("textfield", "name"), rows) == []


FILES = [
    (b"", "line 1 is no JSON."),
    (b"{", "line 1 is no JSON."),
    (b"\xff\xfe", "it is no JSON text in UTF-8."),
    (b"[" * 100_000, "it is nested too deeply."),
    (b'{"a":' * 30_000 + b"1" + b"}" * 30_000, "it is nested too deeply."),
    (b"[]", "The file holds no form."),
    (b'{"components": NaN}', "it is no JSON text in UTF-8."),
    (b'{"components": [], "components": []}', "it is no JSON text in UTF-8."),
    (b"{}", "It holds no list of components."),
    (b" " * 200_001, "It is larger than 200,000 bytes."),
    (content(form_id="other_form"), 'Its id must be the name of its file, "some_form".'),
    (content(*[component("separator", f"s{n}") for n in range(201)]), "The form has more than 200 components."),
    (b'{"components": [{"type": "number", "validate": {"min": ' + b"9" * 5000 + b"}}]}", "no JSON text"),
]


@pytest.mark.parametrize(("file", "told"), FILES, ids=[str(n) for n in range(len(FILES))])
def test_a_file_that_is_no_form_is_refused_with_a_sentence(file, told):
    assert any(told in one for one in findings_in(file)), findings_in(file)


def test_what_the_form_editor_leaves_behind_does_no_harm():
    """The editor writes layout, empty settings and its own name into a file."""
    asked = component("textfield", layout={"row": "Row_1", "columns": None}, description="", defaultValue="")
    asked |= {"conditional": {"hide": ""}, "validate": {"required": False, "pattern": ""}}
    assert form(asked, exporter={"name": "form-js", "version": "1.23"}, schemaVersion=19).components[0].hide is None


def test_every_type_of_the_profile_is_read():
    kinds = [
        component("textfield", "a"), component("textarea", "b"), component("number", "c"), day("d"),
        component("datetime", "e", subtype="time"), component("checkbox", "f"), radio("g"),
        component("checklist", "h", values=YES_NO), component("select", "i", values=YES_NO),
        component("group", "j", components=[component("textfield", "k")]),
        component("dynamiclist", "l", components=[component("textfield", "m")]),
        component("text", "n", text="One.\n\nTwo."), component("separator", "o"), component("spacer", "p", height=60),
    ]  # fmt: skip
    found = form(*kinds)
    assert [one.kind for one in found.components] == [
        "textfield", "textarea", "number", "date", "time", "checkbox", "radio", "checklist", "select", "group", "rows",
        "text", "separator", "spacer",
    ]  # fmt: skip
    assert found.keys == set("abcdefghikl")


def test_a_form_without_a_title_is_called_by_its_id():
    assert (form().title, form(title="Hold it").title, form().id) == ("Some form", "Hold it", "some_form")


def test_the_name_may_come_without_its_ending():
    assert Form.read("some_form", content()) == Form.read("some_form.form", content())


def test_a_form_is_a_value():
    """Releases are kept in a cache and shared between threads."""
    assert form(radio("a"), day("b")) == form(radio("a"), day("b"))
    assert hash(form(radio("a"), day("b"))) == hash(form(radio("a"), day("b")))
