"""Functions and forms that the corpus cannot compare with feelin."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from tests.unit.feel.asking import value

SCOPE = {"data": {"a": None, "b": {"c": 1}}, "xs": [3, 1, 2], "day": date(2026, 1, 31)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is defined(data.a)", True),
        ("is defined(data.b.c)", True),
        ("is defined(data.z)", False),
        ("is defined(data.z.y)", False),
        ("is defined(nobody)", False),
        ("is defined(day.year)", True),
        ("is defined(day.hour)", False),
        ("is defined(xs[9])", False),
        ("is defined(xs[1])", True),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(1.005, 2)", Decimal("1.01")),
        ("round(1, 9999)", None),
        ('trim("  a ")', "a"),
        ("string(1.50)", "1.5"),
        ("string(100)", "100"),
        ("string(0.000001)", "0.000001"),
        ("string([1..3])", "[1..3]"),
        ('string("a\\"b")', 'a"b'),
        ('string(["a\\"b"])', '["a\\"b"]'),
        ("split(null, null)", None),
        ('split("a|b", "|")', None),
        ('split("a|b", "\\\\|")', ["a", "b"]),
        ("min(xs)", 1),
        ("max(xs)", 3),
        ('min(1, "a")', None),
        ("mean(xs)", 2),
        ('sum(["a", "b"])', None),
        ('sum([@"P1D", @"PT12H"])', timedelta(hours=36)),
        ("sublist(xs, 9)", None),
        ("all([true, null])", None),
        ("any([true, null])", True),
        ('number("1e3")', 1000),
        ('number(from: "1.000,5", grouping separator: ".", decimal separator: ",")', Decimal("1000.5")),
        ("number(5)", 5),
        ("modulo(-7.5, 2)", Decimal("0.5")),
        ("get value(data.b, 1)", None),
        ("context merge([{a: 1}, 5])", None),
        ("concatenate()", []),
        ("list contains(xs, 2)", True),
        ("list contains(xs, null)", False),
        ("union([1], [1, 2], 3)", [1, 2, 3]),
        ("day instance of date", True),
        ("day instance of date and time", False),
        ('@"P1D" instance of days and time duration', True),
        ("data.a instance of Any", False),
        ("data instance of context", True),
        ('"\\U01F600"', "😀"),
        ('"\\ud83d\\ude00"', "😀"),
        ('time("09:30")', time(9, 30)),
        ('date and time("2026-01-01T00:00:00@Nowhere/Land")', None),
        ('date and time("2026-01-01T00:00:00Z")', datetime(2026, 1, 1, tzinfo=UTC)),
        ("xs[nobody]", []),
        ("[][1]", None),
        ("[][item > 1]", []),
        ("xs[1.5]", None),
        ("{item: 5}[item = 5]", [{"item": 5}]),
        ("[1..3] = [1..3]", True),
        ("2 in [[1..3], 9]", True),
        ("[1, 2] in [[1, 2], [3]]", True),
        ("for i in [1..3] return i", [1, 2, 3]),
        ("for i in (1..3) return i", [2]),
        ("for i in 1.5..3 return i", None),
    ],
)
def test_functions_and_special_forms_give_what_dmn_says(text: str, expected: object) -> None:
    found = value(text, **SCOPE)
    assert found == expected
    assert type(found) is type(expected) or isinstance(found, Decimal)
