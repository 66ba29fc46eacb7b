"""Limits as bars: where they begin and end, how far the work has come, and whether it is late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from engine import LATE, TaskLine
from webapp.time_line import time_line

OPEN = TaskLine(
    1, "See", 1, "CP-1", "Okoro", ("Ava",), 1, "Enquiry", "see", "", "", "worker", "Worker", "", "", "seen", "enquiry",
    date(2026, 3, 13), "the sum", None, "on time", 4, "open", datetime(2026, 3, 2, 9, tzinfo=UTC),
)  # fmt: skip
DONE = replace(OPEN, id=2, state="done", done_at=OPEN.opened_at + timedelta(days=3))
TODAY = date(2026, 3, 9)


def test_tasks_under_one_limit_are_one_bar_that_runs_until_all_are_done():
    line = time_line([OPEN, DONE], TODAY)
    (span,) = line.spans
    assert (span.start, span.end, span.urgent, span.late) == (date(2026, 3, 2), None, OPEN, False)
    assert (line.at(span.start), line.reach(span)) == (0, TODAY)
    assert 90 < line.at(span.due) < 100


def test_what_was_done_after_its_limit_and_what_is_late_both_say_so():
    late = replace(OPEN, limit="plan", due_on=date(2026, 3, 6), tag=LATE)
    after = replace(DONE, due_on=date(2026, 3, 4))
    assert [(span.limit, span.late) for span in time_line([late, after, DONE], TODAY).spans] == [
        ("enquiry", True), ("plan", True), ("enquiry", False),
    ]  # fmt: skip


def test_without_dates_there_is_no_line():
    assert time_line([], TODAY) is None


def test_limits_that_are_all_past_fill_the_line_and_today_is_not_on_it():
    later = TODAY + timedelta(days=300)
    line = time_line([DONE], later)
    assert (line.last, line.is_current) == (date(2026, 3, 14), False)
    assert time_line([OPEN], TODAY).is_current
