"""Functions of dates, times and durations. The day of a moment is London's."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from engine.domain.clock import LONDON, london_date
from engine.feel.builtins.registry import builtin
from engine.feel.running import Run
from engine.feel.temporal import read_date, read_day, read_duration, read_moment, read_time
from engine.feel.values import Months


@builtin("today")
def today(run: Run) -> date:
    return london_date(run.env.now)


@builtin("now")
def now(run: Run) -> datetime:
    return run.env.now.astimezone(UTC)


@builtin("date")
def date_from(_run: Run, from_: str | date) -> date:
    """The date that a text writes, or the London day of a moment."""
    return read_day(from_)


@builtin("date")
def date_of(_run: Run, year: Decimal, month: Decimal, day: Decimal) -> date:
    return date(_whole(year), _whole(month), _whole(day))


@builtin("time")
def time_from(_run: Run, from_: str | datetime | time) -> time:
    """The time that a text writes, or the London time of a moment."""
    if isinstance(from_, datetime):
        return from_.astimezone(LONDON).time()
    return read_time(from_) if isinstance(from_, str) else from_


@builtin("time")
def time_of(_run: Run, hour: Decimal, minute: Decimal, second: Decimal) -> time:
    return time(_whole(hour), _whole(minute), _whole(second))


@builtin("date and time")
def moment_from(_run: Run, from_: str | date) -> datetime:
    """The moment that a text writes (London's without a zone), or the first one of a day."""
    if isinstance(from_, str):
        return read_moment(from_)
    return from_ if isinstance(from_, datetime) else read_moment(from_.isoformat())


@builtin("date and time")
def moment_of(_run: Run, date: date, time: time) -> datetime:
    return datetime.combine(read_day(date), time, time.tzinfo or LONDON).astimezone(UTC)


@builtin("duration")
def duration(_run: Run, from_: str | timedelta | Months) -> timedelta | Months:
    return read_duration(from_) if isinstance(from_, str) else from_


@builtin("years and months duration")
def years_and_months_duration(_run: Run, from_: date, to: date) -> Months:
    """The whole months between two days."""
    start, end = read_day(from_), read_day(to)
    sign = 1 if end >= start else -1
    first, last = sorted((start, end))
    return Months(sign * (12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)))


@builtin("day of week")
def day_of_week(_run: Run, date: str | date) -> str:
    return f"{_day(date):%A}"


@builtin("month of year")
def month_of_year(_run: Run, date: str | date) -> str:
    return f"{_day(date):%B}"


@builtin("day of year")
def day_of_year(_run: Run, date: str | date) -> Decimal:
    return Decimal(_day(date).timetuple().tm_yday)


@builtin("week of year")
def week_of_year(_run: Run, date: str | date) -> Decimal:
    return Decimal(_day(date).isocalendar().week)


def _day(value: str | date) -> date:
    return read_date(value) if isinstance(value, str) else read_day(value)


def _whole(number: Decimal) -> int:
    if number != int(number):
        raise ValueError("A whole number is needed.")
    return int(number)
