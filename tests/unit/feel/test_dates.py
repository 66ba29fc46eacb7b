"""Dates and moments of London, working days and limits."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from engine import feel
from engine.domain.calendar import WorkingCalendar
from engine.domain.errors import NoSuchLimit
from tests.unit.feel.asking import value, warned, world


def run(text: str, now: datetime, **facts: object) -> object:
    return feel.compile(text, "f#e").run({}, world(now, **facts))


def test_today_is_the_day_in_london() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert run("today()", late) == date(2026, 7, 2)
    assert run("now()", late) == late
    assert run("date(now())", late) == date(2026, 7, 2)
    assert run("now().hour", late) == 0
    assert run("string(now())", late) == "2026-07-02T00:30:00+01:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('date and time("2026-07-01T09:30:00")', datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),
        ('date and time("2026-01-01")', datetime(2026, 1, 1, tzinfo=UTC)),
        ('date and time(@"2026-07-01", time("09:30:00"))', datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),
        ('date and time(@"2026-07-01")', datetime(2026, 6, 30, 23, tzinfo=UTC)),
        ('@"2026-03-28T12:00:00" + @"P1M"', datetime(2026, 4, 28, 11, tzinfo=UTC)),
        ('@"2026-10-25T01:30:00+01:00" < @"2026-10-25T01:30:00+00:00"', True),
        ('time(@"2026-07-01T08:30:00Z")', time(9, 30)),
        ('@"2026-01-31" + @"P3M"', date(2026, 4, 30)),
        ('@"2026-01-31" - @"P11M"', date(2025, 2, 28)),
        ('@"9999-12-31" + @"P1D"', None),
        ('@"9999-12-31" + @"P999999999Y"', None),
        ('@"P999999999Y" + @"P1Y"', None),
        ('string(-@"P14M")', "-P1Y2M"),
        ('string(@"-PT90.5S")', "-PT1M30.5S"),
        ('string(@"P0M")', "P0M"),
        ('@"-P14M".years', -1),
        ('@"-PT90M".minutes', -30),
        ('@"PT1H" / @"PT30M"', 2),
        ('@"P1Y" / @"P6M"', 2),
        ('@"P1Y" / 5', feel.Months(2)),
        ('@"23:30:00" - @"22:00:00"', timedelta(minutes=90)),
        ('abs(@"-P3M")', feel.Months(3)),
        ('day of week("2026-03-02")', "Monday"),
    ],
)
def test_dates_are_reckoned_as_london_and_the_standard_have_them(text: str, expected: object) -> None:
    assert value(text) == expected


def test_working_days_skip_weekends_and_holidays() -> None:
    assert value('working_days_after(@"2026-04-02", 1)') == date(2026, 4, 7)
    assert value("working_days_after(d, -1)", d="2026-04-07") == date(2026, 4, 2)
    assert value('working_days_between("2026-04-02", @"2026-04-08")') == 2
    assert value('working_days_between("2026-04-08", "2026-04-02")') == -2


def test_working_days_follow_the_calendar_handed_in() -> None:
    calendar = WorkingCalendar(added=frozenset([date(2026, 3, 3)]))
    assert run('working_days_after("2026-03-02", 1)', datetime(2026, 3, 2, tzinfo=UTC), calendar=calendar) == date(
        2026, 3, 4
    )


def test_working_days_start_from_the_london_day_of_a_moment() -> None:
    assert value("working_days_after(m, 0)", m="2026-07-01T23:30:00Z") == date(2026, 7, 2)


def test_due_gives_the_last_day_of_a_limit_for_a_date_its_text_or_a_moment() -> None:
    for anchor in (date(2025, 12, 12), "2025-12-12", datetime(2025, 12, 12, 15, tzinfo=UTC)):
        assert value('due("first", anchor)', anchor=anchor) == date(2026, 1, 7)


def test_due_gives_the_moment_for_a_limit_in_hours() -> None:
    anchor = datetime(2026, 3, 28, 12, tzinfo=UTC)  # the clocks change in the night
    assert value('due("oversight", anchor)', anchor=anchor) == datetime(2026, 3, 29, 12, tzinfo=UTC)
    assert value('due("oversight", "2026-03-28T12:00:00Z")') == datetime(2026, 3, 29, 12, tzinfo=UTC)


def test_due_without_a_date_is_null_and_without_a_limit_says_so() -> None:
    assert warned('due("first", null)') == ["test#it: due: null cannot be its “anchor”."]
    assert warned('due("first", "soon")')
    with pytest.raises(NoSuchLimit):
        value('due("unheard of", today())')


FIRST = date(2025, 12, 12)  # the limit counted from it ends on 7 January 2026


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('due("first", a, null)', date(2026, 1, 7)),
        ('due("first", a, "2026-01-06")', date(2026, 1, 6)),
        ('due("first", a, @"2026-01-07")', date(2026, 1, 7)),
        ('due("first", a, "2026-01-08")', date(2026, 1, 7)),
        ('due("unheard of", a, "2026-01-08")', date(2026, 1, 8)),
        ('due(null, a, "2026-01-08")', date(2026, 1, 8)),
        ('due("first", null, "2026-01-08")', date(2026, 1, 8)),
        ('due("unheard of", a, null)', None),
        ('due("first", null, null)', None),
        ('due(limit: "first", anchor: a, set: "2026-01-06")', date(2026, 1, 6)),
        ('due("oversight", "2026-01-05T09:00:00Z", "2026-01-06")', datetime(2026, 1, 6, 9, tzinfo=UTC)),
        ('due("oversight", "2026-01-05T09:00:00Z", "2026-01-05")', date(2026, 1, 5)),
        ('due("oversight", "2026-01-05T09:00:00Z", "2026-01-06T08:00:00Z")', datetime(2026, 1, 6, 8, tzinfo=UTC)),
    ],
)
def test_of_a_limit_and_a_date_that_people_set_the_earlier_is_due(text: str, expected: object) -> None:
    """A date ends with its day, a limit in hours with its hour; the one that is missing does not count."""
    assert value(text, a=FIRST) == expected


def test_a_set_date_that_is_none_gives_null_and_says_so() -> None:
    assert warned('due("first", a, "soon")', a=FIRST)
    assert warned('due("first", a, 7)', a=FIRST) == ["test#it: due: number cannot be its “set”."]


def test_an_expression_tells_whether_it_asks_for_now() -> None:
    assert [feel.compile(text, "f#e").asks_now for text in ("today() + d", "[1, now()]", "date(d)")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("count", ["100000", "0.5", "10 ** 30", "-6000"])
def test_nobody_counts_working_days_beyond_twenty_years(count: str) -> None:
    assert warned(f"working_days_after(today(), {count})")
