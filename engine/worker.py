"""What runs by itself: the sweep of due timers, the recount of dates, the sealing of looks, the nightly jobs.

APScheduler only rings the bell. What is due is always asked of the database, so a bell that rings late or not at all
loses nothing, and any number of workers may run. `serve` on SQLite holds a worker inside itself; `childpath work` is
one.
"""

import logging
import os
import socket
from collections.abc import Callable
from threading import Event

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from engine.domain.clock import SystemClock
from engine.domain.errors import ChildpathError
from engine.service import Engine

SWEEP_SECONDS = 5
REDATED_AT_ONCE = 500  # cases between two lines of the log
SEAL_SECONDS = 60
NIGHTLY_SECONDS = 600

log = logging.getLogger(__name__)


class Worker:
    """Start it in a process of its own (`run`) or beside a web server (`start`, `stop`)."""

    def __init__(self, engine: Engine, name: str = "") -> None:
        """`name` tells this worker's heartbeat from others'."""
        self._engine = engine
        self._name = name or f"{socket.gethostname()}:{os.getpid()}"
        self._stopping = Event()
        # More than a second late is no reason to leave a run out, which is APScheduler's own default.
        late_is_fine = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults=late_is_fine, executors={"default": ThreadPoolExecutor(4)}
        )
        self._every(SWEEP_SECONDS, self.sweep)
        self._every(SWEEP_SECONDS, self.redate)
        self._every(SEAL_SECONDS, self.seal)
        self._every(NIGHTLY_SECONDS, self.night)

    def _every(self, seconds: int, job: Callable[[], None]) -> None:
        self._scheduler.add_job(_logged(job), "interval", seconds=seconds, id=job.__name__)

    def start(self) -> None:
        """Begin, in threads of its own. The first sweep is now: what fell due while nothing ran has waited enough."""
        self._scheduler.start()
        for job in self._scheduler.get_jobs():
            # The scheduler lives by the machine's clock, whatever clock the engine is given.
            job.modify(next_run_time=SystemClock().now())

    def stop(self) -> None:
        """End, after the runs in progress. Stopping twice is no error."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def run(self) -> None:
        """Work until `stop` is called, say by a signal."""
        self.start()
        self._stopping.wait()
        self.stop()

    def sweep(self) -> None:
        """Write the heartbeat, then fire what is due."""
        self._engine.heartbeat(self._name)
        if fired := self._engine.fire_due_timers():
            log.info("action=timers_fired count=%s", fired)

    def redate(self) -> None:
        """Count the dates of cases anew where a release has changed the holidays or the limits, until none is left.

        It may take minutes; timers fire meanwhile, each after its own case was brought up to date.
        """
        while not self._stopping.is_set() and (count := self._engine.redate_cases(REDATED_AT_ONCE)):
            log.info("action=cases_redated count=%s left=%s", count, self._engine.health().cases_to_redate)

    def seal(self) -> None:
        """Chain the looks recorded since the last time."""
        self._engine.seal_looks()

    def night(self) -> None:
        """Run the nightly jobs that nobody has run."""
        for job in self._engine.run_nightly():
            log.info("action=nightly_done job=%s", job)


def _logged(job: Callable[[], None]) -> Callable[[], None]:
    """A run that fails is logged and the next one tries again: the worker itself never dies of it."""

    def run() -> None:
        try:
            job()
        except ChildpathError as error:
            log.warning("action=%s_postponed cause=%s", job.__name__, type(error).__name__)
        except Exception:
            log.exception("action=%s_failed", job.__name__)

    return run
