"""Dates as people type them: a day, a month (a number or a name) and a year of four digits."""

import re
from collections.abc import Mapping
from datetime import date

from marshmallow import ValidationError

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1900, 2199
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
SEPARATORS = re.compile(r"[\s/.,-]+")
DIGITS = re.compile(r"[0-9]+", re.ASCII)
ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)", re.ASCII)
MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july", "august")
MONTHS = (*MONTHS, "september", "october", "november", "december")


def parts_of(raw: object) -> dict[str, str] | None:
    """The three parts of a raw date, as typed: from a mapping, or from one text; None for anything else."""
    if isinstance(raw, date):
        raw = raw.isoformat()
    if isinstance(raw, str):
        return _split(raw.strip())
    if not isinstance(raw, Mapping):
        return None
    parts = {part: raw.get(part) for part in PARTS}
    if not all(value is None or isinstance(value, str | int) for value in parts.values()):
        return None
    return {part: _part(value) for part, value in parts.items()}


def _part(value: str | int | None) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if value is None or abs(value) > 10**9 else str(int(value))


def _split(text: str) -> dict[str, str]:
    if found := ISO.fullmatch(text):
        return dict(zip(PARTS, reversed(found.groups()), strict=True))
    words = SEPARATORS.split(text, maxsplit=3)
    return dict(zip(PARTS, words if len(words) == len(PARTS) else [text, "", ""], strict=True))


def day_of(subject: str, parts: Mapping[str, str]) -> date:
    """The date that the parts make. Raises ValidationError, under the part that is wrong where it is one."""
    missing = [part for part in PARTS if not parts[part]]
    if missing:
        raise ValidationError({missing[0]: [f"{subject} must include a {' and '.join(missing)}"]})
    day, month, year = _day(parts["day"]), _month(parts["month"]), _year(parts["year"])
    for part, found, most in (("day", day, 31), ("month", month, 12)):
        if not 1 <= found <= most:
            raise ValidationError({part: [f"{subject} must be a real date"]})
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValidationError(f"{subject} must be a real date") from error


def _day(text: str) -> int:
    found = ORDINAL.fullmatch(text.lower())
    return _number(found[1] if found else text)


def _number(text: str) -> int:
    return int(text) if DIGITS.fullmatch(text) and len(text) < 6 else 0


def _month(text: str) -> int:
    name = text.lower().rstrip(".")
    if len(name) >= 3:
        name = "september" if name == "sept" else name
        return next((number for number, month in enumerate(MONTHS, start=1) if month.startswith(name)), 0)
    return _number(text)


def _year(text: str) -> int:
    if not DIGITS.fullmatch(text) or len(text) != 4:
        raise ValidationError({"year": ["Year must include 4 numbers"]})
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValidationError({"year": [f"Year must be between {FIRST_YEAR} and {LAST_YEAR}"]})
    return int(text)
