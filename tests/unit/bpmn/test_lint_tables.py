"""Tables and limits against the forms, the authorities and the diagrams that they are asked from."""

from collections.abc import Mapping

import pytest

from engine.bpmn import Catalogue
from engine.domain.errors import ReleaseRefused
from engine.domain.values import FieldShape, OperationShape
from tests.unit.bpmn.drawing import border, diagram, end, node, process, rule, service, start, throw, user
from tests.unit.bpmn.playing import OPERATIONS
from tests.unit.bpmn.test_decisions import ROWS, table

LIMITS = table('hitPolicy="FIRST"', ROWS, ("limit", "authority", "on"), ("amount", "unit", "amber"), id="limits")
CALLS = {**OPERATIONS, "ask": OperationShape(frozenset({"limit"}))}
ASKS = {
    "any_form": {
        "how": FieldShape(options=frozenset({"home", "school"})),
        "sure": FieldShape(options=frozenset()),
        "who": FieldShape(options=frozenset({"mother", "father"}), many=True),
        "why": FieldShape(),
    }
}


def told(*nodes: str, flows: str, rules: bytes = b"", forms: Mapping = ASKS) -> list[str]:
    """The errors of a release with a process of these nodes, beside a start `s` and an end `e`."""
    content = diagram(process("p", start("s"), *nodes, end("e"), flows=flows))
    files = {"a.bpmn": content, "limits.dmn": LIMITS, **({"rules.dmn": rules} if rules else {})}
    try:
        Catalogue.read(files, CALLS, forms)
    except ReleaseRefused as refused:
        return [str(one) for one in refused.findings if one.error]
    return []


def asked_by_answers(cell: str) -> list[str]:
    return told(
        user("go", keep="how"),
        rule("decide", "visits", kind="=data.how", age="=1"),
        flows="s > go > decide > e",
        rules=table('hitPolicy="FIRST"', [f"{cell} | - | 1", "- | - | 2"]),
    )


def test_a_cell_may_only_ask_for_answers_that_the_form_offers():
    """Through the name that the diagram gives the answer, and whatever surrounds the text in the cell."""
    (found,) = asked_by_answers('not("hospital")')
    assert found == (
        'rules.dmn#r0: Row 1 is met by no answer: decide asks data.how, never "hospital". '
        "The form offers: home, school."
    )
    assert asked_by_answers('"home","school"') == []
    assert asked_by_answers('string length(?) > string length("hospital")') == []


def asked_by_authority(cell: str) -> list[str]:
    rules = table('hitPolicy="FIRST"', [f"{cell} | 1", "- | 2"], ("authority",))
    return told(rule("decide", "visits", authority="=case.authority"), flows="s > decide > e", rules=rules)


def test_a_table_may_only_name_authorities_that_the_limits_know():
    (found,) = asked_by_authority('"yrok"')
    assert found == (
        'rules.dmn#r0: Row 1 asks for the authority "yrok", which the table of limits lacks. There are: national, york.'
    )
    assert asked_by_authority('"york","national"') == []


def test_so_may_a_condition():
    way = node("exclusiveGateway", "which", "", 'default="which_to_e"')
    flows = "s > which > e; which > go > e"
    (found,) = told(way, user("go"), flows=flows.replace("which > go", 'which > go ? =case.authority = "yrok"; go'))
    assert found == 'a.bpmn#which: There is no authority "yrok" in the table of limits. There are: national, york.'


def test_a_column_that_a_table_does_not_give_is_told():
    rules = table('hitPolicy="FIRST"', ["- | - | 1"])
    given = told(
        rule("decide", "visits", kind="=1", age="=1", result="rhythm"),
        service("tell", "note", text="=data.rhythm.weeks"),
        flows="s > decide > tell > e",
        rules=rules,
    )
    assert given == ["a.bpmn#tell: The table gives no weeks to data.rhythm. It gives: days."]


@pytest.mark.parametrize(
    ("drawn", "place"),
    [
        (service("x", "ask", limit='="lost"'), "x"),
        (service("x", "ask", limit='=if case.late then "ten_days" else "lost"'), "x"),
        (service("x", "note", text='=due(if case.late then "ten_days" else "lost", case.day)'), "x"),
        (throw("x", "asked", '={children: [], limit: "lost"}'), "x"),
    ],
    ids=["an input", "either of two", "in due", "a message"],
)
def test_a_limit_is_known_wherever_it_is_named(drawn: str, place: str):
    found = told(drawn, flows="s > x > e")
    assert f"a.bpmn#{place}: There is no time limit called lost. Add it to the table of limits, or correct it." in found


def deadline(named: str, date: str) -> list[str]:
    stands = border("b", "x", date=date, deadline=named)
    return [one for one in told(user("x"), stands, flows="s > x > e; b > e") if "#b" in one]


def test_a_deadline_and_its_date_name_the_same_path():
    assert deadline("=case.conference.limit", "=due( case.conference.limit , case.day)") == []
    assert deadline("ten_days", '=due("ten_days", case.day)') == []
    (found,) = deadline("=case.conference.limit", "=due(case.conference.kind, case.day)")
    assert found.startswith("a.bpmn#b: The deadline is =case.conference.limit, but the date is not that of")


def chosen(condition: str) -> list[str]:
    way = node("exclusiveGateway", "which", "", 'default="which_to_e"')
    flows = f"s > go > which > e; which > more ? ={condition}; more > e"
    return [one.partition(": ")[2] for one in told(user("go"), way, user("more"), flows=flows)]


def test_several_answers_are_a_list():
    """Which no text equals: the condition would be false in silence."""
    assert chosen('list contains(answers.go.who, "mother")') == []
    assert chosen('answers.go.who = "mother"') == [
        "The condition can never hold: answers.go.who is a list of answers. "
        'Write list contains(answers.go.who, "mother").'
    ]


def test_a_choice_is_tried_with_every_answer():
    """With none, too: a question may always have been left out."""
    dead = "Its default flow is never taken: whatever people answer, another condition holds. "
    assert chosen('answers.go.how = "home" or answers.go.how = "school"') == []
    assert chosen('answers.go.how in ("home", "school", null)')[0].startswith(dead)
    assert chosen("answers.go.sure = true or answers.go.sure != true")[0].startswith(dead)
    assert chosen('answers.go.how = "home" and answers.go.how != "home"') != []
    assert chosen("answers.go.why = answers.go.why") == []  # what people may write themselves is not tried
