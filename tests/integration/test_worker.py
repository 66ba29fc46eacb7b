"""The worker: sweeps at once when it starts, writes its heartbeat, and outlives what fails."""

from threading import Event

import pytest

from engine import DatabaseUnavailable, Worker
from tests.integration.family import House


def test_a_worker_fires_what_fell_due_while_nothing_ran_and_leaves_its_heartbeat(house: House):
    case = house.open()
    house.start(case, "chain")
    house.later(days=15)
    worker = Worker(house.engine, "here")
    worker.sweep()
    assert house.rows("select worker from heartbeats") == [("here",)]
    assert house.rows("select count(*) from events where verb = 'fire_timer'") == [(1,)]


def test_a_started_worker_runs_by_itself_until_it_is_stopped(house: House, monkeypatch: pytest.MonkeyPatch):
    swept = Event()
    monkeypatch.setattr(house.engine, "fire_due_timers", lambda: swept.set() or 0)
    worker = Worker(house.engine)
    worker.start()
    try:
        assert swept.wait(20)
    finally:
        worker.stop()
        worker.stop()


def test_a_worker_outlives_a_sweep_that_fails(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    failed, swept = Event(), Event()

    def beat(_worker: str) -> None:
        if failed.is_set():
            swept.set()
            return
        failed.set()
        raise DatabaseUnavailable

    monkeypatch.setattr("engine.worker.SWEEP_SECONDS", 0.05)
    monkeypatch.setattr(house.engine, "heartbeat", beat)
    worker = Worker(house.engine)
    worker.start()
    try:
        assert swept.wait(20)
    finally:
        worker.stop()
    assert "action=sweep_postponed cause=DatabaseUnavailable" in caplog.text
