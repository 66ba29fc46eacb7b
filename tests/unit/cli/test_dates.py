"""Dates on the command line are read as people write them."""

from datetime import date, datetime

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import LONDON, day_in_words, short_day
from webapp.cli_commands.dates import read_dates

TWELFTH = date(2025, 12, 12)


@pytest.mark.parametrize(
    "written",
    [
        "2025-12-12",
        "12/12/2025",
        "12.12.2025",
        "12 December 2025",
        "12 Dec 2025",
        "12th of December, 2025",
        "Friday 12 December 2025",
        "fri 12 dec 2025",
    ],
)
def test_a_date_may_be_written_in_every_usual_way(written):
    assert read_dates([written]) == [TWELFTH]


def test_several_dates_need_no_quotes():
    """The shell splits "12 December 2025" into three arguments, which still are one date."""
    assert read_dates(["12", "December", "2025", "1/2/2026", "2026-03-04"]) == [
        TWELFTH,
        date(2026, 2, 1),
        date(2026, 3, 4),
    ]


@pytest.mark.parametrize(
    "written", ["2025-12-12T14:30", "2025-12-12 14:30", "12/12/2025 2:30pm", "12 December 2025 at 14:30"]
)
def test_a_date_with_a_time_is_a_moment_in_london(written):
    assert read_dates([written]) == [datetime(2025, 12, 12, 14, 30, tzinfo=LONDON)]


@pytest.mark.parametrize(
    "written", ["soon", "2025-13-01", "31/02/2026", "12 Foo 2025", "12 Mayhem 2025", "2025-12-12 25:00", "12-12"]
)
def test_what_is_no_date_is_named(written):
    with pytest.raises(click.BadParameter, match="is not a date"):
        read_dates(["2025-12-12", written])


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_the_program_writes_it_also_reads(day):
    assert read_dates([day.isoformat(), short_day(day), day_in_words(day), f"{day:%d/%m/%Y}"]) == [day] * 4
