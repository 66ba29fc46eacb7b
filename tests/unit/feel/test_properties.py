"""What holds for all numbers, truths, ranges and texts."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import feel
from engine.domain.limits import add_months
from engine.feel.values import DECIMALS
from tests.unit.feel.asking import hits, value, world

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)
TRUTHS = (True, False, None)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
WORDS = """
    a b.c 1 2.5 .5 "x" "" @"P1D" ( ) [ ] { } , : .. . + - * / ** = != < <= > >= and or not( not if then else for return
    some every satisfies in between instance of number true null ? item today() count( date(and) //x /* */ " ' \\ é
"""
FRAGMENTS = st.sampled_from(WORDS.split())
PYTHONS = {
    "+": DECIMALS.add,
    "-": DECIMALS.subtract,
    "*": DECIMALS.multiply,
    "/": DECIMALS.divide,
}


@given(NUMBERS, st.sampled_from(sorted(PYTHONS)), NUMBERS)
def test_sums_are_those_of_pythons_decimals(left: Decimal, sign: str, right: Decimal) -> None:
    try:
        expected = PYTHONS[sign](left, right)
    except (DivisionByZero, InvalidOperation):
        expected = None
    assert value(f"({left:f}) {sign} ({right:f})") == expected
    assert value(f"a {sign} b", a=left, b=right) == expected


@given(NUMBERS, NUMBERS, NUMBERS)
def test_times_binds_before_plus_and_minus_goes_from_the_left(a: Decimal, b: Decimal, c: Decimal) -> None:
    assert value("a + b * c", a=a, b=b, c=c) == DECIMALS.add(a, DECIMALS.multiply(b, c))
    assert value("a - b - c", a=a, b=b, c=c) == DECIMALS.subtract(DECIMALS.subtract(a, b), c)


@given(NUMBERS, NUMBERS)
def test_order_is_that_of_the_numbers(a: Decimal, b: Decimal) -> None:
    found = [value(f"a {sign} b", a=a, b=b) for sign in ("<", "<=", "=", "!=", ">=", ">")]
    assert found == [a < b, a <= b, a == b, a != b, a >= b, a > b]


@pytest.mark.parametrize(("a", "b"), [*product(TRUTHS, TRUTHS)])
def test_and_or_and_not_are_kleenes(a: bool | None, b: bool | None) -> None:
    """With false 0, unknown a half and true 1: and is the least, or the greatest, not the rest to 1."""
    worth = {False: 0.0, None: 0.5, True: 1.0}
    back = {number: truth for truth, number in worth.items()}
    assert value("a and b", a=a, b=b) is back[min(worth[a], worth[b])]
    assert value("a or b", a=a, b=b) is back[max(worth[a], worth[b])]
    assert value("not(a)", a=a) is back[1 - worth[a]]
    assert value("every x in [a, b] satisfies x", a=a, b=b) is value("a and b", a=a, b=b)
    assert value("some x in [a, b] satisfies x", a=a, b=b) is value("a or b", a=a, b=b)


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9), st.sampled_from("[(]"), st.sampled_from("])["))
def test_a_range_holds_what_lies_between_its_ends(x: int, low: int, high: int, opening: str, closing: str) -> None:
    above = low <= x if opening == "[" else low < x
    below = x <= high if closing == "]" else x < high
    text = f"{opening}{low}..{high}{closing}"
    assert value(f"x in {text}", x=x) is (above and below)
    assert hits(text, x) is (above and below)
    assert hits(f"not({text})", x) is not (above and below)


@given(st.lists(st.integers(-5, 5), max_size=8), st.integers(-5, 5))
def test_a_filter_keeps_in_order_what_passes(xs: list[int], least: int) -> None:
    assert value("xs[item >= least]", xs=xs, least=least) == [x for x in xs if x >= least]
    assert value("for x in xs return x + 1", xs=xs) == [x + 1 for x in xs]
    assert value("distinct values(xs)", xs=xs) == list(dict.fromkeys(xs))


@given(st.lists(st.integers(-(10**30), 10**30), min_size=1, max_size=8), st.data())
def test_positions_count_from_one_and_from_the_end(xs: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(xs)))
    assert value("xs[at]", xs=xs, at=at) == xs[at - 1]
    assert value("xs[-at]", xs=xs, at=at) == xs[-at]


@given(DAYS, st.integers(-2000, 2000), st.integers(-400, 400))
def test_days_and_months_are_added_as_the_limits_add_them(day: date, days: int, months: int) -> None:
    assert value("d + s", d=day, s=timedelta(days=days)) == day + timedelta(days=days)
    assert value("d + m", d=day, m=feel.Months(months)) == add_months(day, months)
    assert value("(d + s) - d", d=day, s=timedelta(days=days)) == timedelta(days=days)


@given(st.one_of(st.timedeltas(timedelta(-9999), timedelta(9999)), st.integers(-9999, 9999).map(feel.Months)))
def test_a_duration_is_read_back_from_its_text(span: timedelta | feel.Months) -> None:
    assert value("duration(string(x))", x=span) == span


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=10))
def test_a_value_is_read_back_from_its_text(tree: object) -> None:
    """A list of all there is, so that a text stands in quotes."""
    assert value(value("string([x])", x=tree)) == value("[x]", x=tree)


@given(st.lists(FRAGMENTS, max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_text_compiles_or_is_refused_and_then_runs(text: str) -> None:
    for compiled in (feel.compile, feel.compile_unary):
        with suppress(feel.FeelError, feel.FeelTooCostly):
            compiled(text, "f#e").run({"a": 1, "b": {"c": [1, "x"]}, "?": 3}, world(steps=5000))


@given(st.lists(FRAGMENTS, max_size=10).map(" ".join))
def test_with_names_given_a_compiled_expression_reads_no_others(text: str) -> None:
    with suppress(feel.FeelError):
        assert feel.compile(text, "f#e", names=["a", "b"]).names <= {"a", "b"}
