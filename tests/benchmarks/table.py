"""The figures as a table that people read: what was measured, what is to be reached, and what was found."""

from io import StringIO
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.benchmarks.everything import Measured

WIDTH = 110
ABSENT = "-"

# what, what to reach on SQLite and on PostgreSQL, the group, the figure, and how it is written
ROWS = (
    ("one task, over a raw write of the same rows", "10x", "5x", "complete_task", "ratio_to_write", "{:.1f}x"),
    ("its SQL statements, in the mean", "15", "15", "complete_task", "statements", "{:.1f}"),
    ("time in an old case, over a young one", "1.1x", "1.1x", "complete_task", "flat_time", "{:.2f}x"),
    ("bytes in an old case, over a young one", "1.1x", "1.1x", "complete_task", "flat_bytes", "{:.2f}x"),
    ("stock SpiffWorkflow takes, at 50 finished tasks", "5x", "5x", "complete_task", "against_stock_50", "{:.1f}x"),
    ("stock SpiffWorkflow takes, at 500", "50x", "50x", "complete_task", "against_stock_500", "{:.0f}x"),
    ("time in a full database, over an empty one", "1.3x", "1.3x", "complete_task", "at_scale", "{:.2f}x"),
    ("timers fired a second", ABSENT, "500", "timers", "fired_per_second", "{:.0f}"),
    ("bare durable commits a second, one connection", ABSENT, ABSENT, "timers", "commits_per_second", "{:.0f}"),
    ("a poll with nothing due, ms", "1", "1", "timers", "idle_poll_ms", "{:.2f}"),
    ("timers lost", "0", "0", "timers", "lost", "{:.0f}"),
    ("timers fired twice", "0", "0", "timers", "doubled", "{:.0f}"),
    ("page of tasks, median ms", "30", "30", "inbox", "median_ms", "{:.0f}"),
    ("page of tasks, 95th percentile ms", "80", "80", "inbox", "p95_ms", "{:.0f}"),
)


def table(measured: Measured) -> str:
    """The table, as plain text."""
    drawn = Table("What", "SQLite", "reach", "PostgreSQL", "reach", title="What Childpath costs", title_justify="left")
    for what, lite, postgresql, group, figure, written in ROWS:
        found = getattr(measured, group)
        drawn.add_row(
            what, _cell(found, "sqlite", figure, written), lite, _cell(found, "postgresql", figure, written), postgresql
        )
    for element in next(iter(measured.kinds.values()), {}):
        drawn.add_row(*_kind(measured, element))
    started = ABSENT if measured.first_start_s is None else f"{measured.first_start_s:.1f}"
    drawn.add_row("first start to the log-in page, s", started, "5", ABSENT, ABSENT)
    return _printed(drawn)


def _cell(found: dict[str, dict[str, float] | None], place: str, figure: str, written: str) -> str:
    figures = found.get(place)
    return written.format(figures[figure]) if figures else ABSENT


def _kind(measured: Measured, element: str) -> tuple[str, ...]:
    """What one kind of task took, and its raw write; these are of this machine."""
    cells = [_taken(measured, place, element) for place in ("sqlite", "postgresql")]
    return f"{element.replace('_', ' ')}: ms (raw write), statements", cells[0], ABSENT, cells[1], ABSENT


def _taken(measured: Measured, place: str, element: str) -> str:
    if place not in measured.kinds:
        return ABSENT
    kind = measured.kinds[place][element]
    return f"{1000 * median(kind.engine):.1f} ({1000 * median(kind.floor):.2f}), {kind.statements}"


def _printed(drawn: Table) -> str:
    to = StringIO()
    Console(file=to, width=WIDTH).print(drawn)
    return to.getvalue().rstrip()
