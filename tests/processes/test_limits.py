"""limits.dmn: the whole table of time limits, for each authority that has its own row and for one that has none."""

from datetime import date, datetime

import pytest

from engine import LONDON, due
from engine.domain.errors import NoSuchLimit

HELD = date(2026, 3, 20)  # a Friday

DUES = [
    ("initial_conference", "national", date(2025, 12, 12), date(2026, 1, 7)),
    ("initial_conference", "york", date(2026, 3, 20), date(2026, 4, 14)),
    ("transfer_in_conference", "national", date(2025, 12, 12), date(2026, 1, 7)),
    ("report_to_parents", "national", HELD, date(2026, 3, 18)),
    ("report_to_parents", "york", HELD, date(2026, 3, 19)),
    ("report_to_unit", "national", HELD, date(2026, 3, 18)),
    ("report_to_unit", "york", HELD, date(2026, 3, 18)),
    ("agency_report_to_family", "national", HELD, date(2026, 3, 18)),
    ("agency_report_to_family", "york", HELD, date(2026, 3, 19)),
    ("outline_plan", "national", HELD, date(2026, 3, 23)),
    ("conference_record", "national", HELD, date(2026, 4, 21)),
    ("conference_record", "warwickshire", HELD, date(2026, 4, 14)),
    ("record_amendments", "national", date(2026, 3, 27), date(2026, 4, 7)),
    ("first_core_group", "national", HELD, date(2026, 4, 7)),
    ("first_core_group", "warwickshire", HELD, date(2026, 3, 30)),
    ("next_core_group", "rotherham", date(2026, 1, 31), date(2026, 2, 27)),
    ("home_visit", "north_yorkshire", HELD, date(2026, 4, 2)),
    ("first_review", "national", date(2025, 11, 30), date(2026, 2, 27)),
    ("next_review", "national", date(2026, 8, 31), date(2027, 2, 26)),
    ("review_preparation", "national", date(2026, 6, 19), date(2026, 5, 8)),
]


@pytest.mark.parametrize(("limit", "authority", "start", "expected"), DUES)
def test_a_limit_is_due(limit: str, authority: str, start: date, expected: date) -> None:
    """With bank holidays, month ends and days off."""
    assert due(limit, start, authority).due == expected


def test_an_override_is_looked_at_within_24_clock_hours() -> None:
    """Weekends too."""
    decided = datetime(2026, 3, 20, 15, 30, tzinfo=LONDON)
    assert due("veto_oversight", decided).due == datetime(2026, 3, 21, 15, 30, tzinfo=LONDON)


@pytest.mark.parametrize("authority", ["national", "york", "rotherham", "warwickshire"])
def test_where_nobody_limits_visits_the_plan_sets_them(authority: str) -> None:
    """Only North Yorkshire has a row."""
    with pytest.raises(NoSuchLimit):
        due("home_visit", HELD, authority)


def test_an_authority_without_rows_of_its_own_has_the_national_ones() -> None:
    """Every limit but the visits, which have no national row."""
    shared = {limit for limit, *_ in DUES} - {"home_visit"}
    assert {limit: due(limit, HELD, "rotherham").due for limit in shared} == {
        limit: due(limit, HELD).due for limit in shared
    }


def test_some_limits_warn_early() -> None:
    """The conference from the 8th working day, its record from the 15th; after a move in, as the initial one."""
    assert due("transfer_in_conference", date(2026, 3, 2)).amber == date(2026, 3, 12)
    ambers = (due("initial_conference", date(2026, 3, 2)).amber, due("conference_record", date(2026, 3, 2)).amber)
    assert ambers == (date(2026, 3, 12), date(2026, 3, 23))


def test_every_limit_says_where_it_comes_from() -> None:
    """A source that people can look up, and its edition."""
    assert all(due(limit, start, authority).limit.source for limit, authority, start, _ in DUES)
    assert all(due(limit, start, authority).limit.edition for limit, authority, start, _ in DUES)


@pytest.mark.parametrize(("start", "edition"), [(date(2026, 3, 17), "2013 to 2023"), (date(2026, 3, 18), "2026")])
def test_the_statute_is_that_of_the_day_it_is_counted_from(start: date, edition: str) -> None:
    """Of 18 March 2026 there is a new edition of Working Together, so far with the same figures."""
    found = due("initial_conference", start).limit
    assert edition in found.edition
    assert found.amount == 15
