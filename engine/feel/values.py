"""The values of FEEL, their types, and its logic of three values: true, false and null (unknown).

null None, boolean bool, number Decimal, string str, list, context (any Mapping), date, date and time (aware, in UTC),
time, days and time duration (timedelta), years and months duration (Months), Range.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import lru_cache
from types import NoneType
from typing import Any

# The decimals of IEEE 754-2008 (decimal128), as DMN wants them; nothing grows without end.
DECIMALS = Context(prec=34, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow])


class Months(int):
    """A years-and-months duration, in months. `str` gives its ISO text."""

    def __str__(self) -> str:
        years, months = divmod(abs(int(self)), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return f"{'-' if self < 0 else ''}P{parts}"

    __repr__ = __str__


@dataclass(frozen=True)
class Range:
    """All values from `low` to `high`; its ends belong to it where `closed` says so."""

    low: object
    high: object
    closed: tuple[bool, bool] = (True, True)


class Items(list[object]):
    """A list whose items are FEEL's values already; a plain list came from outside."""


class Entries(dict[str, object]):
    """A context that FEEL made; any other mapping came from outside, and is read only where asked."""


KINDS: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (Decimal, "number"),
    (str, "string"),
    (datetime, "date and time"),  # before date, which it is too
    (date, "date"),
    (time, "time"),
    (timedelta, "days and time duration"),
    (Months, "years and months duration"),
    (list, "list"),
    (Mapping, "context"),
    (Range, "range"),
)


SAME = {NoneType, bool, str, Months, Items, Entries, date}


def kind(value: Any) -> str:
    """The FEEL name of the value's type; "null" for None."""
    python: Any = type(value)
    return _kind_of(python)


@lru_cache(maxsize=256)
def _kind_of(python: type) -> str:
    if python is NoneType:
        return "null"
    return next((name for types, name in KINDS if issubclass(python, types)), "unknown")


def given(value: object) -> object:
    """A value handed in from Python as FEEL has it: ints and floats are numbers, moments are in UTC.

    Lists are made over whole; contexts stay as they are and are read when asked. What FEEL has no type for is null.
    """
    if type(value) in SAME or isinstance(value, str):
        return value
    if isinstance(value, Decimal | int):
        return _number(value)
    if isinstance(value, float):
        return given(Decimal(repr(value)))
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, list | tuple):
        return value if isinstance(value, Items) else Items(map(given, value))
    return value if kind(value) != "unknown" else None


def _number(value: Decimal | int) -> Decimal | None:
    """In FEEL's 34 digits, as any sum would give it; null for what is none, or is too large."""
    try:
        number = DECIMALS.create_decimal(value)
    except (Overflow, InvalidOperation):
        return None
    return number if number.is_finite() else None


def _in_utc(moment: datetime) -> datetime | None:
    """Null without a zone, which could be two moments, and where UTC is out of the calendar."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else None
    except OverflowError:
        return None


def opposite(answer: object) -> bool | None:
    """not: null for all but true and false."""
    return not answer if isinstance(answer, bool) else None


def any_true(answers: Iterable[object]) -> bool | None:
    """or: true if one is true, else null if one is no boolean, else false."""
    unknown = False
    for answer in answers:
        if answer is True:
            return True
        unknown = unknown or answer is not False
    return None if unknown else False


def all_true(answers: Iterable[object]) -> bool | None:
    """and: false if one is false, else null if one is no boolean, else true."""
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is not True
    return None if unknown else True
