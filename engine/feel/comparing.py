"""Equality and order of FEEL's values. Of different types they are neither equal nor unequal: null, with a warning."""

from collections.abc import Mapping
from operator import ge, gt, le, lt
from typing import Any

from engine.feel.running import Run
from engine.feel.values import Range, all_true, any_true, given, kind, opposite

ORDERED = {
    "number",
    "string",
    "date",
    "date and time",
    "time",
    "days and time duration",
    "years and months duration",
}
ORDERS = {"<": lt, "<=": le, ">": gt, ">=": ge}


def compare(sign: str, left: object, right: object, run: Run) -> bool | None:
    """`left` beside `right` by one of = != < <= > >=."""
    if sign == "=":
        return equal(left, right, run)
    if sign == "!=":
        return opposite(equal(left, right, run))
    return ordered(sign, left, right, run)


def ordered(sign: str, left: Any, right: Any, run: Run) -> bool | None:
    """Whether `left` comes before (or after) `right`; null where the two have no order."""
    if kind(left) != kind(right) or kind(left) not in ORDERED:
        return run.null(f"{kind(left)} {sign} {kind(right)} cannot be compared.")
    try:
        return ORDERS[sign](left, right)
    except TypeError:  # a time with an offset beside one without
        return run.null(f"{kind(left)} {sign} {kind(right)}: only one of the two has a time zone.")


def equal(left: object, right: object, run: Run) -> bool | None:
    """Whether both are the same value. Only null equals null, and nothing else does."""
    run.charge(1)
    if left is None or right is None:
        return left is right
    if kind(left) != kind(right):
        return run.null(f"{kind(left)} = {kind(right)} cannot be compared.")
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all_true(equal(a, b, run) for a, b in zip(left, right, strict=True))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return _same_context(left, right, run)
    return left == right


def _same_context(left: Mapping[str, object], right: Mapping[str, object], run: Run) -> bool | None:
    if set(left) != set(right):
        return False
    return all_true(equal(given(left[key]), given(right[key]), run) for key in left)


def includes(container: Range, value: object, run: Run) -> bool | None:
    """Whether a range holds a value; null when an end or the value is null."""
    low, high = (">=" if container.closed[0] else ">"), ("<=" if container.closed[1] else "<")
    return all_true((ordered(low, value, container.low, run), ordered(high, value, container.high, run)))


def matches(value: object, test: object, run: Run) -> bool | None:
    """Whether a value passes a test: it lies in a range, stands in a list (or in a range in it), or is equal."""
    if isinstance(test, Range):
        return value == test if isinstance(value, Range) else includes(test, value, run)
    if isinstance(test, list):
        found = any_true(matches(value, one, run) for one in test)
        same = equal(value, test, run) if isinstance(value, list) else False
        return any_true((same, found))
    return equal(value, test, run)
