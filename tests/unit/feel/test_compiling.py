"""What is known of an expression before it runs, and how a wrong one is refused."""

import copy
import logging

import lark
import pytest

from engine import feel
from engine.feel import parsing
from engine.feel.builtins import BUILTINS, SPACED_NAMES
from tests.unit.feel.asking import refusal, value, world


def test_an_expression_is_its_text_without_the_leading_equals_sign() -> None:
    compiled = feel.compile(" = a + 1 ", "plan.bpmn#gate", condition=True)
    assert (compiled, compiled.where, compiled.condition) == ("a + 1", "plan.bpmn#gate", True)


@pytest.mark.parametrize(
    ("text", "names", "paths"),
    [
        ("1 + 2", set(), set()),
        ("a + b.c.d", {"a", "b"}, {"a", "b.c.d"}),
        ("case.conference.planned_on", {"case"}, {"case.conference.planned_on"}),
        ("for x in data.xs return x.name + y", {"data", "y"}, {"data.xs", "y"}),
        ("for x in xs, y in x.ys return y.z", {"xs"}, {"xs"}),
        ("some x in xs satisfies x = z", {"xs", "z"}, {"xs", "z"}),
        ("{a: b, c: a}", {"b"}, {"b"}),
        ("for x in xs return partial", {"xs"}, {"xs"}),
        ("xs[item > 1]", {"xs"}, {"xs"}),
        ("xs[1].name", {"xs"}, {"xs"}),
        ("is defined(data.x)", {"data"}, {"data.x"}),
        ("a in (b, > c)", {"a", "b", "c"}, {"a", "b", "c"}),
        ("today()", set(), set()),
    ],
)
def test_an_expression_knows_its_free_names_and_paths(text: str, names: set[str], paths: set[str]) -> None:
    compiled = feel.compile(text, "f#e")
    assert (compiled.names, compiled.paths) == (names, paths)


def test_a_name_inside_a_filter_counts_only_if_it_is_known_to_be_no_field_of_the_items() -> None:
    text = "children[id = data.child and age > 3]"
    assert feel.compile(text, "f#e").names == {"children"}
    assert feel.compile(text, "f#e", names=["children", "data"]).paths == {"children", "data.child"}


def test_a_call_of_due_tells_its_limit_and_its_anchor() -> None:
    compiled = feel.compile('= due("first", (case.enquiry.started_on))', "f#e", names=["case"])
    assert compiled.due is not None
    assert (compiled.due.limit, compiled.due.anchor, compiled.due.set) == ('"first"', "case.enquiry.started_on", None)
    assert compiled.due.anchor.paths == {"case.enquiry.started_on"}
    assert compiled.limits == {"first"}


def test_a_call_of_due_tells_the_path_of_its_limit_and_the_date_that_people_set() -> None:
    compiled = feel.compile("due(data.called.limit, data.called.from, (data.a) + (data.b))", "f#e", names=["data"])
    assert compiled.due is not None
    assert (compiled.due.limit, compiled.due.set) == ("data.called.limit", "(data.a) + (data.b)")
    assert compiled.limits == set()


def test_due_is_told_of_named_parameters_too_but_only_of_a_whole_expression() -> None:
    named = feel.compile('due(anchor: x, limit: "first", set: y)', "f#e")
    assert named.due == feel.DueCall('"first"', "x", "y")
    assert named.limits == {"first"}
    inside = feel.compile('due("first", x) + @"P1D"', "f#e")
    assert (inside.due, inside.limits) == (None, {"first"})


def test_a_compiled_expression_may_be_copied_with_what_holds_it() -> None:
    compiled = feel.compile("1", "f#e")
    assert copy.deepcopy([compiled])[0] is compiled
    assert copy.copy(compiled) is compiled


@pytest.mark.parametrize("name", sorted(SPACED_NAMES & set(BUILTINS)))
def test_a_function_with_spaces_in_its_name_may_be_called_with_any_spaces(name: str) -> None:
    """Only what is read as the name of a function can be refused for its parameters."""
    spread = name.replace(" ", " \n ")
    assert f"“{name}” is called as" in refusal(f"{spread} (zzz: 1)")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "It is empty."),
        ("=", "It is empty."),
        ("a and", "It ends too early: something is missing after the last word."),
        ("(1", "It ends too early: something is missing after the last word."),
        ("1 + * 2", "“*” at character 5 is not expected there."),
        ("a\n+ )", "“)” at line 2, character 3 is not expected there."),
        ("a == b", "“=” at character 4 is not expected there. Use a single = to compare."),
        ("a && b", "“&” at character 3 is not expected there. Write and."),
        ("a = 'x'", '“\'” at character 5 is not expected there. Put text between double quotes: "...".'),
        ('a = "x', 'The text that begins at character 5 is not expected there, or its closing " is missing.'),
        (
            "string lenght(a)",
            "“lenght” at character 8 is not expected there: no name has spaces in it, only some functions have.",
        ),
        ("chidlren + 1", "There is no “chidlren” at character 1. Did you mean “children”?"),
        ("1 + zzz.y", "There is no “zzz” at character 5. In sight are: a, b, children."),
        ("a < today", "There is no “today” at character 5. To call the function, write today(...)."),
        ("uper_case(a)", "There is no function “uper_case” at character 1. Did you mean “upper case”?"),
        ("substring(a)", "“substring” is called as substring(string, start position, length)."),
        ("date(1, 2)", "“date” is called as date(from) or date(year, month, day)."),
        ("substring(string: a, start: 1)", "“substring” is called as substring(string, start position, length)."),
        ("? > 3", "“?” is the input of a decision table's column: it has no meaning here."),
        ('@"2026-02-30"', "day is out of range for month at character 1."),
        ('@"P1M1D"', 'That is no duration: write it as "P3M", or as "P14D" or "PT24H" at character 1.'),
        ("not(1, 2)", "Several tests inside not(...) belong in a cell of a decision table, not here, at character 1."),
    ],
)
def test_what_is_wrong_is_said_in_a_plain_sentence_with_its_place(text: str, reason: str) -> None:
    assert refusal(text, names=["a", "b", "children"]) == reason


@pytest.mark.parametrize(
    "text", ["[" * 200 + "]" * 200, "not(" * 80 + "true" + ")" * 80, "1" + "0" * 7000, "a" * 10_001]
)
def test_a_text_that_is_too_long_or_too_deep_is_refused(text: str) -> None:
    assert refusal(text)


def test_long_chains_are_not_deep() -> None:
    assert value(" + ".join(["1"] * 1500)) == 1500
    assert value(" and ".join(["true"] * 1100)) is True
    assert value("(" * 2000 + "1" + ")" * 2000) == 1


def test_without_names_every_name_passes_and_a_missing_one_is_null_with_a_warning() -> None:
    env = world()
    assert feel.compile("anything.goes", "f.bpmn#x").run({}, env) is None
    assert env.warnings[0] == "f.bpmn#x: There is no “anything”."


def test_python_is_out_of_reach() -> None:
    """Attributes of Python's objects are no properties, and Python's names are no names."""

    class Secret:
        password = "x"

    assert value("s.password", s=Secret()) is None
    assert value("d.__class__", d="text") is None
    assert value("d.keys", d={}) is None
    assert value("d.real", d=5) is None
    assert "There is no function" in refusal("eval(a)")
    assert "There is no function" in refusal("open(a)")


def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    parsing._parser.cache_clear()
    lark.logger.addHandler(caplog.handler)
    lark.logger.setLevel(logging.DEBUG)
    try:
        lark.Lark(
            parsing.files("engine.feel").joinpath("grammar.lark").read_text("utf-8"),
            parser="lalr",
            start=["start", "cell"],
            debug=True,
        )
    finally:
        lark.logger.removeHandler(caplog.handler)
        lark.logger.setLevel(logging.CRITICAL)
    assert "onflict" not in caplog.text
