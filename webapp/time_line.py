"""A case against its limits: a bar for each, from the day it began to run to the day it ends, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from engine import LATE, TaskLine, london_date

MOST = 12  # the latest: a page is no place for the limits of years


@dataclass(frozen=True)
class Span:
    """A limit as it ran for some tasks of a case."""

    limit: str
    start: date
    due: date
    end: date | None  # when the last of its tasks was done; None while one is open
    sum: str
    urgent: TaskLine | None  # of those open

    @property
    def late(self) -> bool:
        return self.urgent.tag == LATE if self.urgent else bool(self.end and self.end > self.due)


@dataclass(frozen=True)
class TimeLine:
    """The spans, the soonest to end first, and the days between which they are drawn.

    They are drawn up to today while one of them is open; a case whose limits are all past would else be a few dots.
    """

    first: date
    last: date
    today: date
    spans: tuple[Span, ...]

    @property
    def is_current(self) -> bool:
        """Whether today is among its days."""
        return self.first <= self.today <= self.last

    def at(self, day: date) -> float:
        """Where a day stands, as a percentage of the width."""
        return round(100 * (day - self.first) / (self.last - self.first), 2)

    def reach(self, span: Span) -> date:
        """How far the work under a limit has come: to today, while some of it is open."""
        return min(span.end or self.today, self.last)


def time_line(tasks: Iterable[TaskLine], today: date) -> TimeLine | None:
    """The limits that these tasks are done under; None without any."""
    ordered = sorted(tasks, key=_limit)
    spans = [_span(list(group)) for _, group in groupby(ordered, _limit)][-MOST:]
    if not spans:
        return None
    days = [day for span in spans for day in (span.start, span.due, span.end or today)]
    return TimeLine(min(days), max(days) + timedelta(days=1), today, tuple(spans))


def _limit(task: TaskLine) -> tuple[date, str]:
    return task.due_on or date.max, task.limit


def _span(tasks: Sequence[TaskLine]) -> Span:
    still_open = [task for task in tasks if task.state == "open"]
    ends = [london_date(task.done_at) for task in tasks if task.done_at]
    first = tasks[0]
    return Span(
        limit=first.limit or first.name,
        start=min(london_date(task.opened_at) for task in tasks),
        due=first.due_on or date.max,
        end=None if still_open or not ends else max(ends),
        sum=first.due_sum,
        urgent=still_open[0] if still_open else None,
    )
