"""Sums of numbers, texts, dates and durations. What cannot be reckoned is null, with a warning."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.domain.clock import LONDON
from engine.domain.limits import add_months
from engine.feel.running import Run
from engine.feel.values import Months, kind

NUMBER, TEXT, DATE, MOMENT, CLOCK = "number", "string", "date", "date and time", "time"
SPAN, MONTHS = "days and time duration", "years and months duration"
MOST_MONTHS = 12 * 1_000_000

Sum = Callable[[Any, Any], object]
SUMS: dict[tuple[str, str, str], Sum] = {
    (NUMBER, "+", NUMBER): lambda a, b: a + b,
    (NUMBER, "-", NUMBER): lambda a, b: a - b,
    (NUMBER, "*", NUMBER): lambda a, b: a * b,
    (NUMBER, "/", NUMBER): lambda a, b: a / b,
    (NUMBER, "**", NUMBER): lambda a, b: a**b,
    (TEXT, "+", TEXT): lambda a, b: a + b,
    (SPAN, "+", SPAN): lambda a, b: a + b,
    (SPAN, "-", SPAN): lambda a, b: a - b,
    (SPAN, "*", NUMBER): lambda a, b: _span(_micros(a) * b),
    (NUMBER, "*", SPAN): lambda a, b: _span(_micros(b) * a),
    (SPAN, "/", NUMBER): lambda a, b: _span(_micros(a) / b),
    (SPAN, "/", SPAN): lambda a, b: _micros(a) / _micros(b),
    (MONTHS, "+", MONTHS): lambda a, b: _months(int(a) + int(b)),
    (MONTHS, "-", MONTHS): lambda a, b: _months(int(a) - int(b)),
    (MONTHS, "*", NUMBER): lambda a, b: _months(int(a) * b),
    (NUMBER, "*", MONTHS): lambda a, b: _months(int(b) * a),
    (MONTHS, "/", NUMBER): lambda a, b: _months(int(a) / b),
    (MONTHS, "/", MONTHS): lambda a, b: Decimal(int(a)) / int(b),
    (DATE, "-", DATE): lambda a, b: a - b,
    (MOMENT, "-", MOMENT): lambda a, b: a - b,
    (DATE, "+", SPAN): lambda a, b: a + b,  # the part of a day falls away
    (DATE, "-", SPAN): lambda a, b: a + -b,
    (SPAN, "+", DATE): lambda a, b: b + a,
    (MOMENT, "+", SPAN): lambda a, b: a + b,
    (MOMENT, "-", SPAN): lambda a, b: a - b,
    (SPAN, "+", MOMENT): lambda a, b: b + a,
    (DATE, "+", MONTHS): lambda a, b: add_months(a, int(b)),
    (DATE, "-", MONTHS): lambda a, b: add_months(a, -int(b)),
    (MONTHS, "+", DATE): lambda a, b: add_months(b, int(a)),
    (MOMENT, "+", MONTHS): lambda a, b: _moment_months(a, int(b)),
    (MOMENT, "-", MONTHS): lambda a, b: _moment_months(a, -int(b)),
    (MONTHS, "+", MOMENT): lambda a, b: _moment_months(b, int(a)),
    (CLOCK, "+", SPAN): lambda a, b: _clock(a, b),
    (CLOCK, "-", SPAN): lambda a, b: _clock(a, -b),
    (SPAN, "+", CLOCK): lambda a, b: _clock(b, a),
    (CLOCK, "-", CLOCK): lambda a, b: _on_a_day(a) - _on_a_day(b),
}


def calculate(left: object, sign: str, right: object, run: Run) -> object:
    """`left` and `right` by one of + - * / **, or null and a warning: wrong types, division by zero, out of bounds."""
    reckon = SUMS.get((kind(left), sign, kind(right)))
    if reckon is None:
        return run.null(f"{kind(left)} {sign} {kind(right)} has no meaning.")
    if isinstance(left, str) and isinstance(right, str):
        run.charge((len(left) + len(right)) // 8)
    try:
        return reckon(left, right)
    except (ArithmeticError, ValueError, TypeError):
        return run.null(f"{kind(left)} {sign} {kind(right)} has no result: a division by zero, or out of bounds.")


def negative(value: object, run: Run) -> object:
    """The value with its sign turned: a number or a duration."""
    if isinstance(value, Months):
        return Months(-int(value))
    if isinstance(value, timedelta):
        return calculate(timedelta(), "-", value, run)
    if isinstance(value, Decimal):
        return -value
    return run.null(f"- {kind(value)} has no meaning.")


def _micros(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(microseconds=1))


def _span(micros: Decimal) -> timedelta:
    return timedelta(microseconds=int(micros))


def _months(count: Any) -> Months:
    if abs(count) > MOST_MONTHS:
        raise OverflowError
    return Months(int(count))


def _moment_months(moment: datetime, months: int) -> datetime:
    there = moment.astimezone(LONDON)
    return datetime.combine(add_months(there.date(), months), there.timetz()).astimezone(UTC)


def _on_a_day(clock: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), clock)


def _clock(clock: time, span: timedelta) -> time:
    return (_on_a_day(clock) + timedelta(seconds=span.seconds, microseconds=span.microseconds)).timetz()
