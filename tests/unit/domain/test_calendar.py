"""Working days of England and Wales, with the days that holidays.csv adds and removes."""

from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.calendar import WorkingCalendar, read_calendar
from engine.domain.errors import BadHolidayTable

NATIONAL = WorkingCalendar()
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
counts = st.integers(1, 120)


@pytest.mark.parametrize(
    ("start", "count", "reached"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 3)),  # day zero, a Monday, is not counted
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # over a weekend
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # a Saturday as day zero
        (date(2025, 12, 12), 15, date(2026, 1, 7)),  # Christmas, Boxing Day, New Year
        (date(2026, 4, 1), 2, date(2026, 4, 7)),  # Good Friday and Easter Monday
        (date(2021, 12, 24), 1, date(2021, 12, 29)),  # both substitute days
        (date(2026, 3, 9), -2, date(2026, 3, 5)),  # backwards
        (date(2026, 3, 7), 0, date(2026, 3, 7)),  # none at all stays, even on a day off
    ],
)
def test_a_count_of_working_days_leaves_out_day_zero_weekends_and_bank_holidays(start, count, reached):
    """A count of working days leaves out day zero, weekends and bank holidays."""
    assert NATIONAL.after(start, count) == reached


@given(days, counts)
def test_counting_on_and_counting_the_days_between_agree(day, count):
    """The nth working day after a day has n working days between."""
    assert NATIONAL.between(day, NATIONAL.after(day, count)) == count


@given(days, counts)
def test_what_is_reached_is_a_working_day_and_later(day, count):
    """A positive count always ends on a later working day."""
    reached = NATIONAL.after(day, count)
    assert reached > day and NATIONAL.is_working_day(reached)


@given(days, days)
def test_the_days_between_change_sign_with_the_direction(one, other):
    """Counting from b to a is the negative of counting from a to b."""
    assert NATIONAL.between(one, other) == -NATIONAL.between(other, one)


@given(days)
def test_moving_off_a_day_off_is_as_short_as_can_be(day):
    """Moving earlier or later stops at the first working day, and a working day stays."""
    earlier, later = NATIONAL.on_or_before(day), NATIONAL.on_or_after(day)
    between = [earlier + timedelta(days=n) for n in range(1, (later - earlier).days)]
    assert earlier <= day <= later and not any(map(NATIONAL.is_working_day, between))
    assert (earlier == day) == (later == day) == NATIONAL.is_working_day(day)


def test_the_holidays_are_those_that_the_government_lists():
    """On weekdays, our holidays are those of gov.uk's list for as long as that list runs."""
    listed = {
        holiday["date"]
        for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    }
    start, end = date(min(listed).year, 1, 1), date(max(listed).year, 12, 31)
    ours = NATIONAL.weekday_holidays(start - timedelta(days=1), end)
    assert set(ours) == {day for day in listed if day.weekday() < 5}


def test_a_holiday_announced_since_moves_the_count():
    """A day added by holidays.csv is skipped, and a day removed counts again."""
    calendar = read_calendar(
        ["date,change,source\n", "2026-03-03,add,a coronation\n", "2026-04-03,remove,Good Friday moved\n"]
    )
    assert calendar.after(date(2026, 3, 2), 1) == date(2026, 3, 4)
    assert calendar.after(date(2026, 4, 2), 1) == date(2026, 4, 3)


@pytest.mark.parametrize("line", ["next Tuesday,add,x\n", "2026-03-03,move,x\n", "2026-03-03\n", ",,\n"])
def test_a_line_that_cannot_be_read_is_named(line):
    """A holidays.csv with a line that says nothing is refused, naming the line."""
    with pytest.raises(BadHolidayTable, match="Line 3") as refused:
        read_calendar(["date,change,source\n", "2026-12-28,add,ok\n", line])
    assert refused.value.line == 3


def test_a_day_both_added_and_removed_is_a_holiday():
    """Where a table contradicts itself, the day off wins: a due date must never be too late."""
    day = date(2026, 3, 3)
    assert WorkingCalendar(frozenset({day}), frozenset({day})).is_holiday(day)
