"""Conditions: what is hidden is not asked, and whatever is posted for it is ignored."""

from tests.unit.forms.making import ENV, clean, component, day, form, radio, refused

ASKED = form(
    radio("enquiry", "Is an enquiry needed?", required=True),
    day("started_on", "Started on", required=True, hide='=enquiry != "yes"'),
    component("textarea", "reason", "Reason", required=True, hide='=enquiry != "no"'),
    component("group", "g", "More", hide="=started_on = null", components=[component("textfield", "place", "Place")]),
)


def test_what_is_hidden_is_neither_asked_nor_taken():
    raw = {"enquiry": "no", "reason": "None needed", "started_on": "not a date", "place": "School"}
    assert clean(ASKED, raw) == {"enquiry": "no", "reason": "None needed"}


def test_what_is_shown_is_asked():
    assert refused(ASKED, {"enquiry": "yes", "reason": "x"}) == {("started_on",): "Enter started on"}


def test_a_hidden_group_hides_all_that_it_holds():
    raw = {"enquiry": "yes", "started_on": "2026-03-02", "place": "School"}
    assert ASKED.visible(raw, {}, ENV) == {("enquiry",), ("started_on",), ("place",)}
    assert ASKED.visible({}, {}, ENV) == {("enquiry",)}


def test_a_hidden_answer_counts_as_not_given_for_the_conditions_after_it():
    """A date typed before the answer above it was changed shows nothing more."""
    raw = {"enquiry": "no", "reason": "x", "started_on": "2026-03-02", "place": "School"}
    assert ("place",) not in ASKED.visible(raw, {}, ENV)


def test_a_wrong_answer_counts_as_not_given():
    assert ASKED.visible({"enquiry": ["yes"]}, {}, ENV) == {("enquiry",)}


def test_a_condition_that_is_unknown_hides_nothing():
    """Nothing is lost silently: a condition over missing facts leaves its question on the page."""
    asked = form(component("textfield", hide="=case.children > 3"))
    assert asked.visible({}, {}, ENV) == {("it",)}


def test_a_condition_may_look_at_the_scope_of_its_task():
    asked = form(component("textfield", hide="=child.unborn"))
    assert asked.visible({}, {"child": {"unborn": True}}, ENV) == set()
    assert asked.visible({}, {"child": {"unborn": False}}, ENV) == {("it",)}


def test_an_answer_stands_before_a_name_of_the_scope():
    asked = form(radio("kind"), component("textfield", "why", hide='=kind != "yes"'))
    assert asked.visible({"kind": "yes"}, {"kind": "no"}, ENV) == {("kind",), ("why",)}


def test_conditions_see_clean_values():
    """A number as a number, a box as true or false, choices as a list, a date as ISO text, as in a diagram."""
    asked = form(
        component("number", "age", decimalDigits=1),
        component("checkbox", "told"),
        component("checklist", "who", values=[{"label": "GP", "value": "gp"}]),
        day("on"),
        component("textfield", "a", hide="=age < 1.5"),
        component("textfield", "b", hide="=told"),
        component("textfield", "c", hide='=not(list contains(who, "gp"))'),
        component("textfield", "d", hide='=on != "2026-03-02"'),
    )
    raw = {"age": "1,001.5", "told": "", "who": "gp", "on": {"day": "2", "month": "mar", "year": "2026"}}
    assert {path for (path,) in asked.visible(raw, {}, ENV)} >= {"a", "b", "c", "d"}
    raw = {"age": "1.4", "told": "yes", "who": [], "on": ""}
    assert not {path for (path,) in asked.visible(raw, {}, ENV)} & {"a", "b", "c", "d"}


def test_what_directly_follows_a_radio_and_hangs_on_it_is_a_reveal():
    assert [one.reveal for one in ASKED.components] == [None, ("enquiry", "yes"), ("enquiry", "no"), None]


def test_what_directly_follows_a_checklist_and_hangs_on_a_choice_is_a_reveal():
    who = component("checklist", "who", values=[{"label": "GP", "value": "gp"}])
    wanted, other = '=not(list contains(who, "gp"))', '=who != "gp"'
    asked = form(who, component("textfield", "a", hide=wanted), component("textfield", "b", hide=other))
    assert [one.reveal for one in asked.components] == [None, ("who", "gp"), None]


def test_a_reveal_may_follow_a_reveal():
    inner = radio("inner", hide='=outer != "yes"')
    asked = form(radio("outer"), inner, day("a", hide='=inner != "no"'), day("b", hide='=outer != "no"'))
    assert [one.reveal for one in asked.components] == [None, ("outer", "yes"), ("inner", "no"), ("outer", "no")]


def test_what_stands_elsewhere_or_hangs_on_more_is_shown_after_a_submit():
    between = component("separator", "s")
    asked = form(radio("a"), between, day("b", hide='=a != "yes"'))
    assert asked.components[2].reveal is None
    asked = form(radio("a"), day("b", hide='=a != "perhaps"'), day("c", hide='=a != "yes" or case.x'))
    assert [one.reveal for one in asked.components] == [None, None, None]


UNSEEN = form(component("textfield", "why", "Why"), component("textfield", "more", "More", hide="=why = null"))


def test_a_question_that_nobody_saw_is_a_problem_even_if_it_may_stay_empty():
    """Without JavaScript a question that hangs on a text appears only when the page comes back."""
    found = UNSEEN.problems({"why": "x"}, {}, ENV, shown={"why"})
    assert [(one.path, "More" in one.message) for one in found] == [(("more",), True)]
    assert UNSEEN.problems({"why": "x"}, {}, ENV, shown={"why", "more"}) == []
    assert UNSEEN.problems({"why": "x"}, {}, ENV) == []


def test_unseen_and_wrong_questions_come_in_the_order_of_the_form():
    asked = form(
        component("textfield", "a", "A"),
        component("textfield", "b", "B", hide="=a = null"),
        component("number", "c", "C"),
        component("textfield", "d", "D", hide="=a = null", required=True),
    )
    found = asked.problems({"a": "x", "c": "y"}, {}, ENV, shown={"a", "c"})
    assert [one.path for one in found] == [("b",), ("c",), ("d",)]
    assert found[2].message == "Enter d"
