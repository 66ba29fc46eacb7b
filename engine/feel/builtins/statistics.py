"""What is true of many values together. Each takes one list, or the values one by one."""

from decimal import Decimal
from functools import reduce

from engine.feel.arithmetic import calculate
from engine.feel.builtins.registry import builtin
from engine.feel.comparing import ordered
from engine.feel.running import Run
from engine.feel.values import all_true, any_true


def _spread(values: tuple[object, ...]) -> list[object]:
    return values[0] if len(values) == 1 and isinstance(values[0], list) else list(values)


@builtin("count")
def count(_run: Run, list_: list) -> Decimal:
    return Decimal(len(list_))


@builtin("sum")
def sum_(run: Run, *list_: object) -> object:
    """Of numbers or durations; null of none."""
    values = _spread(list_)
    return reduce(lambda total, one: calculate(total, "+", one, run), values) if _numeric(values) else None


def _numeric(values: list[object]) -> bool:
    if any(isinstance(one, str) for one in values):
        raise ValueError("Texts have no sum.")
    return bool(values)


@builtin("mean")
def mean(run: Run, *list_: object) -> object:
    values = _spread(list_)
    total = sum_(run, values)
    return None if total is None else calculate(total, "/", Decimal(len(values)), run)


def _extreme(sign: str, values: list[object], run: Run) -> object:
    best = values[0] if values else None
    for one in values:
        better = ordered(sign, one, best, run)
        if better is None:
            return None
        best = one if better else best
    return best


@builtin("min")
def min_(run: Run, *list_: object) -> object:
    """The least of comparable values; null of none."""
    return _extreme("<", _spread(list_), run)


@builtin("max")
def max_(run: Run, *list_: object) -> object:
    """The greatest of comparable values; null of none."""
    return _extreme(">", _spread(list_), run)


@builtin("all")
def all_(_run: Run, *list_: object) -> bool | None:
    """Whether all are true; true of none."""
    return all_true(_spread(list_))


@builtin("any")
def any_(_run: Run, *list_: object) -> bool | None:
    """Whether one is true; false of none."""
    return any_true(_spread(list_))
