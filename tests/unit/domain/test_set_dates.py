"""A limit beside a date that people have set."""

from datetime import UTC, date, datetime

from engine.domain.calendar import WorkingCalendar
from engine.domain.errors import NoSuchLimit
from engine.domain.limits import HOURS, WORKING_DAYS, Due, Limit, apply
from engine.domain.set_dates import due_or_set

LIMITS = {
    "ten_days": Limit("ten_days", "national", 10, WORKING_DAYS, "the day", amber=7),
    "one_day": Limit("one_day", "national", 24, HOURS, "the moment"),
}
MONDAY = date(2026, 1, 5)  # ten working days later is Monday 19 January
TEN = "10 working days after Monday 5 January 2026: Monday 19 January 2026"


def look_up(name: str, start: date | datetime) -> Due:
    if name not in LIMITS:
        raise NoSuchLimit(limit=name, authority="national", on=str(start))
    return apply(LIMITS[name], start, WorkingCalendar())


def found(limit: str | None, start: date | datetime | None, chosen: date | datetime | None) -> Due:
    due = due_or_set(limit, start, chosen, look_up)
    assert due is not None
    return due


def test_a_set_date_that_is_earlier_counts_and_the_sum_says_so() -> None:
    due = found("ten_days", MONDAY, date(2026, 1, 16))
    assert (due.due, due.limit) == (date(2026, 1, 16), LIMITS["ten_days"])
    assert due.sum == f"Set by people: Friday 16 January 2026, earlier than the limit, {TEN}"


def test_a_set_date_that_is_later_does_not_count() -> None:
    due = found("ten_days", MONDAY, date(2026, 1, 20))
    assert due.due == date(2026, 1, 19)
    assert due.sum == f"{TEN}, earlier than Tuesday 20 January 2026, set by people"


def test_of_two_equal_dates_the_limit_is_told() -> None:
    due = found("ten_days", MONDAY, date(2026, 1, 19))
    assert (due.due, due.sum) == (date(2026, 1, 19), f"{TEN}, set by people too")


def test_without_a_limit_for_the_authority_the_set_date_counts_alone() -> None:
    due = found("unheard_of", MONDAY, date(2026, 1, 24))
    assert (due.due, due.limit, due.start, due.amber) == (date(2026, 1, 24), None, MONDAY, None)
    assert due.sum == "Set by people: Saturday 24 January 2026; there is no limit for it"


def test_without_a_day_to_count_from_the_set_date_counts_alone() -> None:
    due = found("ten_days", None, date(2026, 1, 20))
    assert due.sum == "Set by people: Tuesday 20 January 2026; the day to count the limit from is not known"


def test_without_a_set_date_the_limit_counts_alone() -> None:
    assert found("ten_days", MONDAY, None) == look_up("ten_days", MONDAY)


def test_with_neither_there_is_no_date() -> None:
    for limit, start in (("unheard_of", MONDAY), ("ten_days", None), (None, MONDAY), (None, None)):
        assert due_or_set(limit, start, None, look_up) is None


def test_the_amber_day_stays_only_where_it_comes_before_the_date() -> None:
    amber = look_up("ten_days", MONDAY).amber
    assert amber == date(2026, 1, 14)
    assert found("ten_days", MONDAY, date(2026, 1, 15)).amber == amber
    assert found("ten_days", MONDAY, date(2026, 1, 14)).amber is None


def test_a_limit_in_hours_ends_with_its_hour_and_a_set_day_with_its_day() -> None:
    nine = datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert found("one_day", nine, date(2026, 1, 6)).due == datetime(2026, 1, 6, 9, tzinfo=UTC)
    assert found("one_day", nine, date(2026, 1, 5)).due == date(2026, 1, 5)
    earlier = found("one_day", nine, datetime(2026, 1, 6, 8, 30, tzinfo=UTC))
    assert earlier.at == datetime(2026, 1, 6, 8, 30, tzinfo=UTC)
    assert earlier.sum.startswith(
        "Set by people: 08:30 on Tuesday 6 January 2026, earlier than the limit, 24 clock hours"
    )
