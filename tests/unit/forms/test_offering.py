"""What FEEL gives a form while it is filled in: answers to choose from, and paragraphs to read."""

import pytest

from tests.unit.forms.making import ENV, YES_NO, clean, component, content, findings, form, radio, refused

GROUNDS = {"data": {"grounds": ["Neglect", "Injury"]}}
PEOPLE = {"case": {"invitations": [{"id": 7, "name": "Dr Amir"}, {"id": 9, "name": "Mrs Lowe"}]}}
THOSE = "=for who in case.invitations return {value: who.id, label: who.name}"


def choice(kind="select", of="=data.grounds", key="it", **more):
    """A question whose answers an expression gives."""
    properties = {"error_required": "Select one"} if kind != "select" else {}
    return component(kind, key, valuesExpression=of, properties=properties, **more)


def options(of, scope) -> list[tuple[str, str]]:
    """What the first question of a form offers."""
    return [(one.value, one.label) for one in of.placed({}, scope, ENV)[0].component.options]


@pytest.mark.parametrize("kind", ["select", "radio", "checklist"])
def test_texts_are_offered_as_they_are(kind):
    assert options(form(choice(kind)), GROUNDS) == [("Neglect", "Neglect"), ("Injury", "Injury")]


def test_contexts_offer_a_label_and_record_a_value():
    asked = form(choice(of=THOSE))
    assert options(asked, PEOPLE) == [("7", "Dr Amir"), ("9", "Mrs Lowe")]
    assert clean(asked, {"it": "9"}, PEOPLE) == {"it": 9}, "a number, as FEEL compares it with what it gave"
    assert clean(form(choice("checklist", of=THOSE)), {"it": ["9", "7"]}, PEOPLE) == {"it": [7, 9]}


def test_only_what_is_offered_is_taken():
    for kind in ("select", "radio", "checklist"):
        assert refused(form(choice(kind)), {"it": "Rumour"}, GROUNDS)
    assert clean(form(choice(required=True)), {"it": "Injury"}, GROUNDS) == {"it": "Injury"}
    assert refused(form(choice(required=True)), {}, GROUNDS) == {("it",): "Select held on"}


def test_where_there_is_nothing_to_choose_from_nobody_must_choose():
    for scope in ({"data": {"grounds": []}}, {"data": {}}, {"data": {"grounds": "Neglect"}}):
        assert clean(form(choice("checklist", required=True)), {}, scope) == {"it": []}
        assert clean(form(choice(required=True)), {"it": ""}, scope) == {"it": None}


def test_what_makes_no_answer_is_left_out():
    """FEEL may give anything: answers are texts or numbers, each once, and few enough to read."""
    odd = [None, "", "  ", "a", "a", {"label": "no value"}, {"value": True, "label": "Yes"}, ["list"], 3, "x" * 501]
    odd += [{"value": "b"}, {"value": "c", "label": "half \ud800"}]
    found = options(form(choice(of="=data.odd")), {"data": {"odd": odd}})
    assert found == [("a", "a"), ("yes", "Yes"), ("3", "3"), ("b", "b"), ("c", "half \ufffd")]
    many = [f"answer {number}" for number in range(300)]
    assert len(options(form(choice(of="=data.odd")), {"data": {"odd": many}})) == 100


def test_answers_may_follow_from_those_before_and_from_the_item_of_a_row():
    first = component("checklist", "kinds", values=YES_NO)
    asked = form(first, choice("radio", of="=kinds"))
    assert clean(asked, {"kinds": ["no"], "it": "no"}) == {"kinds": ["no"], "it": "no"}
    assert refused(asked, {"kinds": ["no"], "it": "yes"}) == {("it",): "Select one"}
    rows = component("dynamiclist", "who", properties={"for_each": "=x"}, components=[choice(of="=item.may")])
    scope = {"x": [{"id": 1, "name": "Ava", "may": ["sing"]}, {"id": 2, "name": "Ben", "may": ["draw"]}]}
    raw = {"who": [{"item": "1", "it": "sing"}, {"item": "2", "it": "sing"}]}
    assert refused(form(rows), raw, scope) == {("who", 1, "it"): "Select held on"}


def test_answers_are_read_back_by_their_labels_while_these_are_still_offered():
    asked = form(choice(of=THOSE), component("textfield", "more", "More"))
    assert asked.summary({"it": 9, "more": "x"}, PEOPLE, ENV) == [("Held on", "Mrs Lowe"), ("More", "x")]
    assert asked.summary({"it": 12}, PEOPLE, ENV) == [("Held on", "12")]
    assert asked.summary({"it": 9}) == [("Held on", "9")]
    assert asked.clean({"it": "9"}, PEOPLE, ENV).labels["it"] == "Mrs Lowe"


def test_a_question_may_open_beneath_an_answer_that_is_worked_out():
    asked = form(choice("radio"), component("textfield", "how", "How", hide='=it != "Injury"'))
    assert asked.components[1].reveal == ("it", "Injury")
    assert asked.visible({"it": "Injury"}, GROUNDS, ENV) == {("it",), ("how",)}
    assert asked.visible({"it": "Injury"}, {"data": {}}, ENV) == {("it",)}, "it is no longer offered"


def test_diagrams_are_told_that_any_answer_may_come():
    assert form(choice()).shape["it"].options is None
    assert form(radio()).shape["it"].options == {"yes", "no"}


WORDS = form(component("text", "t", text='="For " + data.name + ".\n\nRead it twice."'))


def test_a_text_may_be_worked_out():
    placed = WORDS.placed({}, {"data": {"name": "Ava"}}, ENV)
    assert placed[0].component.paragraphs == ("For Ava.", "Read it twice.")
    assert WORDS.placed({}, {"data": {}}, ENV)[0].component.paragraphs == (), "a text that is not known says nothing"


def test_its_expressions_are_told_to_those_who_check_forms():
    asked = form(choice(of="=case.children"), component("text", "t", text="=case.reference"))
    assert [str(one) for _, one in asked.expressions] == ["case.children", "case.reference"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (choice(of="=1 +"), '"valuesExpression" cannot be read:'),
        (choice(of=7), '"valuesExpression" is no FEEL expression'),
        (choice(of="=nobody"), 'Its answers look at "nobody", which is not asked before it.'),
        (choice(of="=data.x", values=YES_NO), "It has answers of its own and an expression that gives them."),
        (component("text", text="=1 +"), '"text" cannot be read:'),
        (component("text", text="=nobody"), 'Its text looks at "nobody", which is not asked before it.'),
        (component("textfield", valuesExpression="=data.x"), 'The attribute "valuesExpression" cannot be used here.'),
    ],
)
def test_what_is_wrong_is_told(wrong, told):
    assert any(told in one for one in findings(wrong)), findings(wrong)


def test_what_the_editor_leaves_behind_is_no_expression():
    assert options(form(choice(of="", values=YES_NO)), {}) == [("yes", "Yes"), ("no", "No")]
    assert content(choice())
