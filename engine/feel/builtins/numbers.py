"""Functions of numbers; `scale` is how many decimals stay."""

import decimal as rounding
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.running import Run
from engine.feel.values import Months

ZERO = Decimal(0)
ROUNDINGS = {
    "floor": rounding.ROUND_FLOOR,
    "ceiling": rounding.ROUND_CEILING,
    "round": rounding.ROUND_HALF_UP,  # not in the standard, but what everyone expects
    "round up": rounding.ROUND_UP,
    "round down": rounding.ROUND_DOWN,
    "round half up": rounding.ROUND_HALF_UP,
    "round half down": rounding.ROUND_HALF_DOWN,
}


def rounded(number: Decimal, scale: Decimal, how: str) -> Decimal:
    """The number with `scale` decimals. Raises an ArithmeticError where a number cannot hold so many."""
    return number.quantize(Decimal(1).scaleb(-int(scale)), how)


def _rounding(how: str) -> Callable[..., object]:
    def round_(_run: Run, n: Decimal, scale: Decimal = ZERO) -> Decimal:
        return rounded(n, scale, how)

    return round_


for _name, _how in ROUNDINGS.items():
    builtin(_name)(_rounding(_how))


@builtin("decimal")
def decimal(_run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Rounded to `scale` decimals, halves to the even neighbour."""
    return rounded(n, scale, rounding.ROUND_HALF_EVEN)


@builtin("abs")
def absolute(_run: Run, n: Decimal | timedelta | Months) -> object:
    return Months(abs(int(n))) if isinstance(n, Months) else abs(n)


@builtin("modulo")
def modulo(_run: Run, dividend: Decimal, divisor: Decimal) -> Decimal:
    """What is left after dividing, with the sign of the divisor."""
    rest = dividend % divisor
    return rest + divisor if rest and (rest < 0) != (divisor < 0) else rest


@builtin("sqrt")
def sqrt(_run: Run, number: Decimal) -> Decimal:
    return number.sqrt()


@builtin("odd")
def odd(_run: Run, number: Decimal) -> bool:
    return abs(number % 2) == 1


@builtin("even")
def even(_run: Run, number: Decimal) -> bool:
    return number % 2 == 0
