"""The benchmark itself, on next to nothing: that it measures what it says, and prints the shape it promises."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.storage import tables as t
from tests.benchmarks import complete_task
from tests.benchmarks.complete_task import home_on
from tests.benchmarks.everything import Measured
from tests.benchmarks.family import ANSWERS, Home, Visits
from tests.benchmarks.places import Place, Sqlite
from tests.benchmarks.recording import Floor, recorded
from tests.benchmarks.scale import fill
from tests.benchmarks.sizes import TINY
from tests.benchmarks.stock import Stock
from tests.benchmarks.table import table
from tests.benchmarks.timers import timers
from webapp.cli import run

COMPLETE_TASK = {
    "ratio_to_write",
    "statements",
    "flat_time",
    "flat_bytes",
    "against_stock_50",
    "against_stock_500",
    "at_scale",
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Room for SQLite files."""
    return Sqlite(tmp_path)


def test_the_floor_writes_the_very_rows_that_the_engine_writes(place: Place):
    with home_on(place.new()) as home:
        family = Visits(home, home.open())
        home.engine.close()
        copy = place.copy(home.url)
        with recorded(home.engine.database) as sent:
            family.complete()
        with closing(Home(copy)) as other:
            floor = Floor(other.engine.database)
            floor.write(sent.writes)
            floor.close()
            assert everything_in(other) == everything_in(home)


def everything_in(home) -> dict[str, list]:
    return {table.name: home.rows(f"select * from {table.name}") for table in t.metadata.sorted_tables}


def test_completing_tasks_is_measured_for_both_kinds_of_task(place: Place):
    kinds = complete_task.against_write(place, TINY)
    assert kinds.keys() == ANSWERS.keys()
    assert all(len(kind.engine) == len(kind.floor) == TINY.samples for kind in kinds.values())
    assert complete_task.ratio(kinds) > 0


def test_an_old_case_sends_as_many_bytes_as_a_young_one(place: Place):
    figures = complete_task.by_age(place, TINY)
    assert figures.keys() == {"against_stock_50", "against_stock_500", "flat_time", "flat_bytes"}
    assert figures["flat_bytes"] == pytest.approx(1, abs=0.01)


def test_stock_goes_round_for_as_many_tasks_as_it_is_asked():
    stock = Stock().reach(20)
    stock.visit()
    assert stock.finished == 22


def test_a_copied_case_goes_on_like_the_one_it_was_copied_from_and_each_due_timer_fires_once(place: Place):
    with home_on(place.new()) as home:
        filled = fill(home, TINY.cases, TINY.due)
        for case in (filled.waiting[0], filled.waiting[-1]):
            Visits(home, case).visit()
        with home.engine.session() as session:
            assert session.scalar(select(func.count()).select_from(t.timers)) > 10 * TINY.cases
        measured = timers(home, filled)
        assert (measured["lost"], measured["doubled"]) == (0, 0)


def test_the_figures_have_the_promised_shape_and_a_missing_database_is_null():
    figures = dict.fromkeys(COMPLETE_TASK, 1.234)
    measured = Measured({"sqlite": figures, "postgresql": None}, {"postgresql": None}, {"postgresql": None}, {}, 4.321)
    told = json.loads(json.dumps(measured.as_json()))
    assert set(told) == {"complete_task", "timers", "inbox", "first_start_s"}
    assert told["complete_task"] == {"sqlite": dict.fromkeys(COMPLETE_TASK, 1.23), "postgresql": None}
    assert told["first_start_s"] == 4.32
    assert "1.2x" in table(measured)


def test_outside_a_checkout_the_command_says_in_one_sentence_that_it_needs_one(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr("webapp.cli_commands.bench.CHECKOUT", tmp_path)
    assert run(["bench"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "checkout" in said.err


def test_the_command_starts_the_measuring_of_its_checkout():
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.benchmarks", "--help"]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    assert "--quick" in said and "--json" in said
