"""Every scenario plays whole: under each authority that it fits, and those told from today on whatever day that is."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from engine import Told, read_scenario, rehearse
from engine.domain.limits import add_months
from engine.domain.record_views import RecordLines
from engine.domain.values import CLOCK
from tests.processes.conftest import ROOT, Played, Stage
from webapp.cli_commands.demo import scenarios as of_the_demonstration

AUTHORITIES = ("york", "rotherham", "warwickshire", "north_yorkshire", "national")
FILES = sorted((ROOT / "processes" / "scenarios").glob("*.yaml"))
TOLD = {file: read_scenario(str(file), file.read_text(encoding="utf-8")) for file in FILES}
FROM_TODAY = [file for file in FILES if TOLD[file].from_today]
LONG = ROOT / "processes" / "scenarios" / "five_years.yaml"  # played once, below
DAYS = [date(2026, 11, 22), date(2025, 12, 24), date(2026, 4, 3)]  # a Sunday, the day before Christmas, Good Friday

STAGES = (
    "strategy_discussion",
    "section_47_enquiry",
    "conference_preparation",
    "conference_reports",
    "conference_sitting",
    "conference_outputs",
    "protection_plan",
    "core_group",
    "home_visit",
    "plan_review",
    "step_down",
    "transfer_in",
    "transfer_out",
)


def of_own_days() -> Iterator[Any]:
    """Each scenario with dates of its own under its authorities.

    Where CI is not set, under those that it tells apart, or else under the national limits.
    """
    for file in (one for one in FILES if one not in (*FROM_TODAY, LONG)):
        text = file.read_text(encoding="utf-8")
        fitting = [one for one in AUTHORITIES if TOLD[file].is_for(one)]
        told_apart = [one for one in fitting if one == file.stem or f"{one}:" in text] or ["national"]
        for authority in fitting if os.environ.get("CI") else told_apart:
            yield pytest.param(file, authority, id=f"{file.stem}-{authority}")


@contextmanager
def staged(authority: str = "national") -> Iterator[Stage]:
    """A stage of one's own: timers of families played before would fire again on a shared one."""
    own = Stage(authority)
    try:
        yield own
    finally:
        own.engine.close()


def played(stage: Stage, file: Path, today: date, until: int | None = None) -> Played:
    return stage.play_text(str(file), file.read_text(encoding="utf-8"), today, until)


@pytest.mark.parametrize(("file", "authority"), list(of_own_days()))
def test_a_scenario_of_its_own_days_is_as_expected(file: Path, authority: str) -> None:
    """What differs between authorities stands in its expectations."""
    with staged(authority) as stage:
        assert played(stage, file, DAYS[0]).endings


@pytest.mark.parametrize("file", FROM_TODAY, ids=lambda file: file.stem)
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_scenario_told_from_today_is_as_expected_on_any_day(file: Path, today: date) -> None:
    """On a day off, and with bank holidays near."""
    with staged() as stage:
        assert played(stage, file, today).endings


@pytest.mark.parametrize("today", DAYS[:2], ids=str)
def test_the_demonstration_opens_with_work_of_every_urgency_at_every_stage(today: date) -> None:
    """Late tasks, tasks due soon and tasks with time; families from the first discussion to a move away."""
    with staged() as stage:
        shown = [played(stage, Path(one.file), today, 10) for one in of_the_demonstration() if one.is_for("national")]
    waiting = [line for one in shown for line in one.case.open_tasks]
    running = {run.process for one in shown for run in one.case.instances if run.ended_at is None}
    assert {line.tag for line in waiting} >= {"late", "due soon", "on time", "no date"}
    assert not [stage for stage in STAGES if stage not in running]


# ---- five years of one plan


@dataclass
class Costs:
    """How many statements each kind of step took, and how many bytes it wrote, in the order of the steps."""

    statements: int = 0
    written: int = 0
    of: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def count(self, *seen: Any) -> None:
        """What SQLAlchemy calls before each statement."""
        statement, parameters = seen[2], seen[3]
        self.statements += 1
        if statement.startswith(("INSERT", "UPDATE")):
            self.written += len(str(parameters))

    def told(self, line: Told) -> None:
        """A step was done: what was counted since the last one is its own."""
        if line.kind == "did":
            self.of[line.text].append((self.statements, self.written))
            self.statements = self.written = 0


@contextmanager
def counted(stage: Stage) -> Iterator[Costs]:
    costs = Costs()
    event.listen(stage.engine.database, "before_cursor_execute", costs.count)
    yield costs
    event.remove(stage.engine.database, "before_cursor_execute", costs.count)


@pytest.fixture(scope="module")
def five_years() -> Iterator[tuple[Costs, RecordLines]]:
    """Played under the national limits: what each step cost, and the record at the end."""
    with staged() as stage, counted(stage) as costs:
        case = rehearse(stage.engine, stage.clock, TOLD[LONG], costs.told)
        with stage.engine.session() as session:
            yield costs, stage.engine.reading(session).family_record(CLOCK, case).record


def test_in_five_years_no_step_comes_to_cost_more(five_years: tuple[Costs, RecordLines]) -> None:
    """Whatever is done often takes as many statements in the last year as in the first, and writes as much."""
    costs = {step: found for step, found in five_years[0].of.items() if len(found) >= 10}
    assert len(costs) >= 20
    for step, found in costs.items():
        first, last = found[1:5], found[-4:]
        assert max(last)[0] <= max(first)[0] + 1, step  # a timer of another stage may come due in the same look
        assert min(one for _, one in last) <= 1.05 * max(one for _, one in first), step


def test_in_five_years_the_core_group_meets_every_month(five_years: tuple[Costs, RecordLines]) -> None:
    """Sixty times and more: never more than a month after the time before."""
    days = sorted(one.held_on for one in five_years[1].core_groups)
    assert len(days) >= 60
    assert all(later <= add_months(day, 1) for day, later in pairwise(days))


def test_in_five_years_there_are_eleven_reviews_in_time(five_years: tuple[Costs, RecordLines]) -> None:
    """The first within three months of the conference, the others within six of the one before."""
    days = sorted(one.held_on for one in five_years[1].reviews)
    assert len(days) == 11
    assert days[0] <= add_months(date(2026, 1, 30), 3)
    assert all(later <= add_months(day, 6) for day, later in pairwise(days))
