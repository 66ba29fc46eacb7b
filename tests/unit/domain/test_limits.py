"""A row of the time-limit table and the calendar make a due date, with its sum in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.calendar import WorkingCalendar
from engine.domain.clock import LONDON
from engine.domain.limits import DAYS, EARLIER, HOURS, LATER, MONTHS, WORKING_DAYS, Limit, add_months, apply

NATIONAL = WorkingCalendar()
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def limit(amount: int, unit: str, rounding: str = EARLIER, amber: int | None = None) -> Limit:
    return Limit("conference", "national", amount, unit, "the meeting", rounding, amber=amber)


def test_the_first_conference_at_christmas():
    """15 working days over Christmas skip three bank holidays, and the sum names them."""
    due = apply(limit(15, WORKING_DAYS), date(2025, 12, 12), NATIONAL)
    assert due.due == due.day == date(2026, 1, 7)
    assert due.sum == (
        "15 working days after Friday 12 December 2025, skipping 25 and 26 December and 1 January: "
        "Wednesday 7 January 2026"
    )


def test_a_limit_at_easter():
    """Ten working days in spring skip Good Friday and Easter Monday."""
    assert apply(limit(10, WORKING_DAYS), date(2026, 3, 27), NATIONAL).due == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("start", "months", "reached"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_clamp_to_the_end_of_the_month(start, months, reached):
    """A month without such a day ends on its last."""
    assert add_months(start, months) == reached


@given(days, st.integers(-24, 24))
def test_months_keep_the_day_or_the_end_of_the_month(day, count):
    """So many months on is the same day, or the last of a shorter month; never in another month."""
    reached = add_months(day, count)
    assert (reached.year - day.year) * 12 + reached.month - day.month == count
    assert reached.day == day.day or (reached.day < day.day and (reached + timedelta(days=1)).day == 1)


def test_a_due_date_on_a_day_off_moves_earlier_and_says_so():
    """Three months that end on the Saturday after Christmas fall due on Christmas Eve, and the sum says why."""
    due = apply(limit(3, MONTHS), date(2025, 9, 27), NATIONAL)  # 27 December 2025 is a Saturday after two holidays
    assert due.due == date(2025, 12, 24)
    assert due.sum == (
        "3 months after Saturday 27 September 2025, which is Saturday 27 December 2025 and no working day, so earlier: "
        "Wednesday 24 December 2025"
    )


def test_a_window_that_protects_a_right_runs_later():
    """A window for amendments that ends on a day off runs to the next working day."""
    due = apply(limit(7, DAYS, LATER), date(2026, 3, 27), NATIONAL)  # ends on Good Friday
    assert due.due == date(2026, 4, 7)
    assert "so later: Tuesday 7 April 2026" in due.sum


def test_a_limit_before_its_anchor_counts_backwards():
    """Two working days before a Monday conference is the Thursday."""
    due = apply(limit(-2, WORKING_DAYS), date(2026, 3, 9), NATIONAL)
    assert due.due == date(2026, 3, 5)
    assert due.sum == "2 working days before Monday 9 March 2026: Thursday 5 March 2026"


def test_one_is_singular():
    """One working day is not "1 working days"."""
    assert apply(limit(1, WORKING_DAYS), date(2026, 3, 2), NATIONAL).sum.startswith("1 working day after")


def test_a_limit_ends_with_its_london_day():
    """A date in summer time is over at 23:00 UTC."""
    assert apply(limit(1, DAYS), date(2026, 6, 1), NATIONAL).at == datetime(2026, 6, 2, 23, tzinfo=UTC)


def test_a_moment_counts_from_its_london_day():
    """Half past eleven at night UTC in summer is already the next day in London."""
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert apply(limit(1, DAYS), late, NATIONAL).start == date(2026, 6, 2)


def test_clock_hours_run_through_the_weekend():
    """24 clock hours from Friday afternoon end on Saturday afternoon."""
    friday = datetime(2026, 3, 6, 14, 30, tzinfo=LONDON)
    due = apply(limit(24, HOURS), friday, NATIONAL)
    assert due.due == due.at == friday + timedelta(hours=24) and due.day == date(2026, 3, 7)
    assert due.sum == "24 clock hours after 14:30 on Friday 6 March 2026: 14:30 on Saturday 7 March 2026"


def test_clock_hours_are_real_hours_when_the_clocks_change():
    """24 clock hours over the spring change end an hour later by the wall."""
    before = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    assert apply(limit(24, HOURS), before, NATIONAL).due.hour == 13


@given(days, st.integers(1, 60), st.sampled_from([WORKING_DAYS, DAYS]), st.sampled_from([EARLIER, LATER]))
def test_a_due_date_is_always_a_working_day(day, amount, unit, rounding):
    """Whatever the unit and the rounding, what falls due does so on a working day."""
    assert NATIONAL.is_working_day(apply(limit(amount, unit, rounding), day, NATIONAL).day)


@given(days, st.integers(1, 12))
def test_moving_earlier_is_never_later_than_the_limit(day, months):
    """A limit of so many months that moves earlier never gives more time than the months."""
    assert apply(limit(months, MONTHS), day, NATIONAL).day <= add_months(day, months)


@given(days, st.integers(1, 30))
def test_an_added_holiday_never_brings_a_limit_forward(day, amount):
    """A day off announced since gives the same date or a later one, for limits in working days."""
    plain = apply(limit(amount, WORKING_DAYS), day, NATIONAL).day
    moved = apply(limit(amount, WORKING_DAYS), day, WorkingCalendar(frozenset({plain}))).day
    assert moved > plain


def test_amber_comes_before_the_limit():
    """A limit with an amber amount says from which day it should worry."""
    due = apply(limit(20, WORKING_DAYS, amber=15), date(2026, 3, 2), NATIONAL)
    assert (due.amber, due.due) == (date(2026, 3, 23), date(2026, 3, 30))
