"""Values from outside, warnings, laziness, and the bound on every expression's cost."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from time import process_time

import pytest

from engine import feel
from tests.unit.feel.asking import value, warned, world


class Lazy(Mapping[str, object]):
    """Facts that are worked out when asked for, and remember what was asked."""

    def __init__(self, facts: dict[str, object]) -> None:
        self.facts, self.asked = facts, []

    def __getitem__(self, key: str) -> object:
        self.asked.append(key)
        return self.facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def test_a_mapping_is_read_only_where_an_expression_looks() -> None:
    case = Lazy({"conference": {"planned_on": date(2026, 5, 1)}, "children": []})
    assert value("case.conference.planned_on", case=case) == date(2026, 5, 1)
    assert case.asked == ["conference"]
    assert value("case", case=case) is case


@pytest.mark.parametrize(
    ("outside", "inside"),
    [
        (3, Decimal(3)),
        (1.1, Decimal("1.1")),
        (True, True),
        ((1, 2), [Decimal(1), Decimal(2)]),
        (datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 1, 1, 10, tzinfo=UTC)),
        (datetime(2026, 1, 1, 12), None),
        (float("nan"), None),
        (object(), None),
        (feel.Months(3), feel.Months(3)),
        ("2026-01-01", "2026-01-01"),
    ],
)
def test_values_from_python_become_those_of_feel(outside: object, inside: object) -> None:
    given = value("x", x=outside)
    assert given == inside
    assert type(given) is type(inside)


def test_what_comes_out_is_plain_lists_and_dicts() -> None:
    made = value("[{a: [1]}]")
    assert type(made) is list
    assert type(made[0]) is dict
    assert type(made[0]["a"]) is list


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('1 + "a"', "test#it: number + string has no meaning."),
        ("1 / 0", "test#it: number / number has no result: a division by zero, or out of bounds."),
        ("10 ** 9999", "test#it: number ** number has no result: a division by zero, or out of bounds."),
        ('1 < "a"', "test#it: number < string cannot be compared."),
        ("-true", "test#it: - boolean has no meaning."),
        ('upper case("a", 1)'.replace(", 1", "") + " + 1", "test#it: string + number has no meaning."),
        ("upper case(1)", "test#it: upper case: number cannot be its “string”."),
        ('date("secret")', 'test#it: date: That is no date: write it as "2026-01-31".'),
        ("[1][3]", "test#it: The list has no such item."),
        ("{}.a", "test#it: There is no “a” in the context."),
        ('@"2026-01-31".hour', "test#it: date has no “hour”."),
        ("for i in 5 return i", "test#it: number cannot be gone through one by one."),
        ('@"09:00:00" < @"09:00:00Z"', "test#it: time < time: only one of the two has a time zone."),
    ],
)
def test_bad_data_is_null_with_a_reason_that_holds_no_data(text: str, reason: str) -> None:
    assert warned(text) == [reason]


def test_warnings_are_kept_up_to_a_hundred() -> None:
    env = world()
    feel.compile("for i in 1..500 return i.x", "f#e").run({}, env)
    assert len(env.warnings) == 100


BOMBS = {
    "a long loop": "for i in 1..1000000000 return i",
    "loops in loops": "for a in 1..999, b in 1..999, c in 1..999 return a",
    "a loop that finds nothing": "some i in 1..1000000000 satisfies i < 0",
    "a text that doubles": 'for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]',
    "a list that doubles": "for i in 1..60 return if i = 1 then [1, 2] else concatenate(partial[-1], partial[-1])",
    "a tree that doubles": "for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]",
    "a tree that doubles, as text": "string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])",
    "a tree that doubles, flat": "flatten(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])",
    "a context that doubles": "for i in 1..60 return if i = 1 then {} else {a: partial[-1], b: partial[-1]}",
    "filters in filters": "xs[count(xs[count(xs[item > 0]) > 0]) > 0]",
    "distinct values": "distinct values(concatenate(xs, xs, xs))",
    "a list read again and again": "for i in xs return count(ys)",
    "all a deep nest": "(for i in 1..2000 return if i = 1 then [] else [partial[-1]])[-1]",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_what_would_cost_too_much_is_stopped_early(text: str) -> None:
    started = process_time()
    with pytest.raises(feel.FeelTooCostly, match=r"plan.bpmn#bomb: this expression takes too long"):
        feel.compile(text, "plan.bpmn#bomb").run({"xs": list(range(900)), "ys": list(range(900))}, world())
    assert process_time() - started < 2


def test_the_bound_is_for_each_run_and_may_be_set() -> None:
    compiled = feel.compile("count(for i in 1..1000 return i)", "f#e")
    env = world()
    assert [compiled.run({}, env) for _ in range(50)] == [1000] * 50
    with pytest.raises(feel.FeelTooCostly):
        compiled.run({}, world(steps=1000))
