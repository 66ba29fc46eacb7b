"""Every scenario plays whole: those told from today, on whatever day that is."""

from datetime import date
from pathlib import Path

import pytest

from tests.processes.conftest import ROOT, Stage

FILES = sorted((ROOT / "processes" / "scenarios").glob("*.yaml"))
FROM_TODAY = [file for file in FILES if "today" in file.read_text(encoding="utf-8")]
DAYS = [date(2026, 11, 22), date(2025, 12, 24), date(2026, 4, 3)]  # a Sunday, the day before Christmas, Good Friday


def authority_of(file: Path) -> str:
    """A scenario that is only for some authorities is named after one."""
    return file.stem if "authorities:" in file.read_text(encoding="utf-8") else "national"


@pytest.mark.parametrize("file", [file for file in FILES if file not in FROM_TODAY], ids=lambda file: file.stem)
def test_a_scenario_of_its_own_days_is_as_expected(file: Path) -> None:
    """On an engine of its own, under the limits of the authority that it is for."""
    own = Stage(authority_of(file))
    assert own.play_text(file.name, file.read_text(encoding="utf-8"), DAYS[0]).endings
    own.engine.close()


@pytest.mark.parametrize("file", FROM_TODAY, ids=lambda file: file.stem)
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_scenario_told_from_today_is_as_expected_on_any_day(stage: Stage, file: Path, today: date) -> None:
    """On a day off, and with bank holidays near."""
    assert stage.play_text(file.name, file.read_text(encoding="utf-8"), today).endings


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_played_up_to_now_they_leave_work_of_every_urgency(today: date) -> None:
    """What a demonstration opens with: late tasks, tasks due soon, and tasks with time."""
    own = Stage("national")
    told = [own.play_text(file.name, file.read_text(encoding="utf-8"), today, until=10) for file in FROM_TODAY]
    found = {line.tag for played in told for line in played.case.open_tasks}
    own.engine.close()
    assert found >= {"late", "due soon", "on time", "no date"}
