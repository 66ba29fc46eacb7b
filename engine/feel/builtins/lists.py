"""Functions of lists. Positions count from 1, from the end with -1."""

from collections.abc import Iterator
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.comparing import equal
from engine.feel.running import Run
from engine.feel.values import kind


def _same(one: object, other: object, run: Run) -> bool:
    """Whether two items are the same; items of different types are merely not, and nobody needs a warning."""
    return kind(one) == kind(other) and equal(one, other, run) is True


def _has(items: list[object], element: object, run: Run) -> bool:
    return any(_same(one, element, run) for one in items)


@builtin("list contains")
def list_contains(run: Run, list_: list, element: object) -> bool:
    return _has(list_, element, run)


@builtin("index of")
def index_of(run: Run, list_: list, match: object) -> list[Decimal]:
    return [Decimal(at) for at, one in enumerate(list_, 1) if _same(one, match, run)]


@builtin("append")
def append(_run: Run, list_: list, *item: object) -> list[object]:
    return [*list_, *item]


@builtin("concatenate")
def concatenate(_run: Run, *list_: list) -> list[object]:
    return [one for items in list_ for one in items]


@builtin("union")
def union(run: Run, *list_: list) -> list[object]:
    """All lists together, each value once."""
    return _distinct([one for items in list_ for one in items], run)


@builtin("distinct values")
def distinct_values(run: Run, list_: list) -> list[object]:
    return _distinct(list_, run)


def _distinct(items: list[object], run: Run) -> list[object]:
    seen: list[object] = []
    for one in items:
        run.charge(len(seen))
        if not _has(seen, one, run):
            seen.append(one)
    return seen


@builtin("flatten")
def flatten(run: Run, list_: list) -> list[object]:
    """The items of the list and of all lists in it."""
    return list(_flat(list_, run))


def _flat(items: list[object], run: Run) -> Iterator[object]:
    for one in items:
        run.charge(1)
        if isinstance(one, list):
            yield from _flat(one, run)
        else:
            yield one


@builtin("reverse")
def reverse(_run: Run, list_: list) -> list[object]:
    return list_[::-1]


def _position(items: list[object], position: Decimal) -> int:
    """The index in Python of a position. Raises ValueError where the list has none such."""
    index = int(position) - 1 if position > 0 else len(items) + int(position)
    if not position or not 0 <= index <= len(items):
        raise ValueError("The list has no such position.")
    return index


@builtin("sublist")
def sublist(_run: Run, list_: list, start_position: Decimal, length: Decimal | None = None) -> list[object]:
    start = _position(list_, start_position)
    return list_[start:] if length is None else list_[start : start + max(int(length), 0)]


@builtin("insert before")
def insert_before(_run: Run, list_: list, position: Decimal, new_item: object) -> list[object]:
    at = _position(list_, position)
    return [*list_[:at], new_item, *list_[at:]]


@builtin("remove")
def remove(_run: Run, list_: list, position: Decimal) -> list[object]:
    at = _position(list_, position)
    return [*list_[:at], *list_[at + 1 :]]
