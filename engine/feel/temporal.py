"""Dates, times and durations: their texts and the properties that an expression may read of them.

A date and time without a zone is London's; inside FEEL all are in UTC, so that sums and comparisons are of instants.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.domain.clock import LONDON, london_date
from engine.feel.values import DECIMALS, Months

DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TIME = re.compile(r"(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:\d\d)?(?:@([\w/+-]+))?", re.ASCII)
DURATION = re.compile(
    r"(-)?P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?"
    r"(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?",
    re.ASCII,
)


def read_date(text: str) -> date:
    """The date that "2026-01-31" names. Raises ValueError."""
    if not DATE.fullmatch(text):
        raise ValueError('That is no date: write it as "2026-01-31".')
    return date.fromisoformat(text)


def read_time(text: str) -> time:
    """The time that "09:30", "09:30:00Z" or "09:30:00+01:00" names. Raises ValueError."""
    found = TIME.fullmatch(text)
    if not found or found[3]:
        raise ValueError('That is no time: write it as "09:30:00".')
    return time.fromisoformat(found[1] + (found[2] or ""))


def read_moment(text: str) -> datetime:
    """The moment, in UTC, that "2026-01-31T09:30:00" (London's), "...Z", "...+01:00" or "...@Europe/Paris" names.

    A date alone is its midnight. Raises ValueError.
    """
    day, _, rest = text.partition("T")
    found = TIME.fullmatch(rest) if rest else TIME.fullmatch("00:00")
    if not found or (found[2] and found[3]):
        raise ValueError('That is no date and time: write it as "2026-01-31T09:30:00".')
    clock = time.fromisoformat(found[1] + (found[2] or ""))
    return datetime.combine(read_date(day), clock, clock.tzinfo or _zone(found[3])).astimezone(UTC)


def _zone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else LONDON
    except (KeyError, OSError) as error:
        raise ValueError("There is no such time zone.") from error


def read_duration(text: str) -> Months | timedelta:
    """The duration that "P1Y2M" or "P1DT2H3M4S" names; months and days never mix. Raises ValueError."""
    found = DURATION.fullmatch(text)
    sign = -1 if found and found[1] else 1
    years, months, *rest = found.groups()[1:] if found else (None,) * 6
    if not found or ((years or months) and any(rest)):
        raise ValueError('That is no duration: write it as "P3M", or as "P14D" or "PT24H".')
    if years or months:
        return Months(sign * (12 * int(years or 0) + int(months or 0)))
    days, hours, minutes, seconds = (Decimal(part or 0) for part in rest)
    micros = int(DECIMALS.multiply(seconds, Decimal(1_000_000)))
    return sign * timedelta(days=int(days), hours=int(hours), minutes=int(minutes), microseconds=micros)


def read_literal(text: str) -> object:
    """What `@"..."` names: a date, a time, a date and time or a duration. Raises ValueError."""
    if text.lstrip("-").startswith("P"):
        return read_duration(text)
    if "T" in text:
        return read_moment(text)
    return read_time(text) if ":" in text else read_date(text)


def read_day(value: object) -> date:
    """The London day of a date, of a moment, or of the ISO text of either. Raises ValueError."""
    if isinstance(value, str):
        value = read_moment(value) if "T" in value else read_date(value)
    if isinstance(value, datetime):
        return london_date(value)
    if isinstance(value, date):
        return value
    raise ValueError("A date is needed here.")


def duration_text(value: timedelta) -> str:
    """The ISO text of a days-and-time duration: "P1DT2H", "-PT30M", "PT0S"."""
    parts = clock_parts(value)
    days = f"{parts['days']}D" if parts["days"] else ""
    seconds = Decimal(parts["seconds"]) + Decimal(abs(value).microseconds).scaleb(-6)
    clock = [(parts["hours"], "H"), (parts["minutes"], "M"), (seconds.normalize() if seconds else 0, "S")]
    rest = "".join(f"{number:f}{unit}" if unit == "S" else f"{number}{unit}" for number, unit in clock if number)
    body = days + (f"T{rest}" if rest else "") or "T0S"
    return f"{'-' if value < timedelta() else ''}P{body}"


def clock_parts(value: timedelta) -> dict[str, int]:
    """The days, hours, minutes and seconds of a duration, without its sign."""
    size = abs(value)
    hours, rest = divmod(size.seconds, 3600)
    return {"days": size.days, "hours": hours, "minutes": rest // 60, "seconds": rest % 60}


def moment_text(value: datetime) -> str:
    """The ISO text of a moment in London, with its offset."""
    return value.astimezone(LONDON).isoformat()


def _signed(value: timedelta) -> dict[str, int]:
    sign = -1 if value < timedelta() else 1
    return {name: sign * part for name, part in clock_parts(value).items()}


def _date_parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day, "weekday": day.isoweekday()}


def _time_parts(clock: time | datetime) -> dict[str, int]:
    return {"hour": clock.hour, "minute": clock.minute, "second": clock.second}


def _moment_parts(moment: datetime) -> dict[str, int]:
    there = moment.astimezone(LONDON)
    return _date_parts(there.date()) | _time_parts(there)


def _month_parts(value: Months) -> dict[str, int]:
    sign = -1 if value < 0 else 1
    years, months = divmod(abs(int(value)), 12)
    return {"years": sign * years, "months": sign * months}


PARTS: tuple[tuple[type, Callable[..., Mapping[str, int]]], ...] = (
    (datetime, _moment_parts),  # before date, which it is too
    (date, _date_parts),
    (time, _time_parts),
    (timedelta, _signed),
    (Months, _month_parts),
)


def parts_of(value: object) -> Mapping[str, int]:
    """The properties of a date, time or duration, by name; none for other values. A moment's are London's."""
    try:
        return next((parts(value) for types, parts in PARTS if isinstance(value, types)), {})
    except OverflowError:  # a moment so near the calendar's ends that London's is beyond them
        return {}
