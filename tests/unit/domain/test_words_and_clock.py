"""Dates as people read them, and the one place that knows the time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.clock import SetClock, SystemClock, aware, end_of, london_date, start_of
from engine.domain.errors import NoSuchLimit, TaskAlreadyDone
from engine.domain.values import CLOCK, Actor, Finding
from engine.domain.words import day_in_words, days_in_words, listed, moment_in_words, short_day


def test_a_day_in_words():
    """A day has no leading zero."""
    assert day_in_words(date(2026, 1, 7)) == "Wednesday 7 January 2026"
    assert short_day(date(2026, 1, 7)) == "7 January 2026"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 6, 1, 23, 0, tzinfo=UTC), "2 June 2026 at midnight"),
        (datetime(2026, 6, 1, 23, 5, tzinfo=UTC), "2 June 2026 at 12:05am"),
        (datetime(2026, 1, 1, 12, 0, tzinfo=UTC), "1 January 2026 at midday"),
        (datetime(2026, 1, 1, 14, 5, tzinfo=UTC), "1 January 2026 at 2:05pm"),
    ],
)
def test_a_moment_in_words_is_londons(moment, words):
    """Pages show London time with a twelve-hour clock."""
    assert moment_in_words(moment) == words


def test_days_of_one_month_stand_together():
    """A list of days names each month once."""
    days = [date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)]
    assert days_in_words(days) == "25 and 26 December and 1 January"
    assert listed(["a", "b", "c"]) == "a, b and c" and listed(["a"]) == "a"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_london_day_starts_and_ends_in_itself(day):
    """The first and the last moment of a London day belong to it; the end is the next day's first moment."""
    assert london_date(start_of(day)) == day == london_date(end_of(day) - timedelta(microseconds=1))
    assert end_of(day) == start_of(day + timedelta(days=1))


def test_a_moment_without_a_zone_is_refused():
    """A naive moment could mean two instants."""
    with pytest.raises(ValueError, match="needs a time zone"):
        aware(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="needs a time zone"):
        SetClock(datetime(2026, 1, 1))


def test_a_set_clock_stands_still_until_it_is_set():
    """The clock of tests and rehearsals moves only when told, backwards too."""
    clock = SetClock(datetime(2026, 1, 2, tzinfo=UTC))
    assert clock.now() == clock.now() == datetime(2026, 1, 2, tzinfo=UTC)
    clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2026, 1, 1, tzinfo=UTC)


def test_the_machines_clock_tells_utc():
    """The real clock gives aware moments."""
    assert SystemClock().now().tzinfo is UTC


def test_an_error_says_its_docstring_with_the_facts():
    """What a person reads is the class's sentence, filled in; the facts stay at hand."""
    error = NoSuchLimit(limit="visit", authority="york", on="1 May 2026")
    assert str(error) == "There is no time limit called visit for york on 1 May 2026."
    assert error.authority == "york"
    with pytest.raises(AttributeError):
        TaskAlreadyDone(person="Ava", when="today").nothing_such  # noqa: B018


def test_a_finding_reads_as_one_line():
    """A finding names the file and the element, the fault and the mend."""
    assert str(Finding("a.bpmn", "Task_1", "It has no lane.", "Draw it in one.")) == (
        "a.bpmn#Task_1: It has no lane. Draw it in one."
    )
    assert str(Finding("a.bpmn", "", "It is empty.")) == "a.bpmn: It is empty."


def test_the_clock_is_nobody():
    """Only the clock acts without a person."""
    assert CLOCK.is_clock and not Actor("p1", "Ava").is_clock
