"""The sweep over a million waiting timers: how fast due ones fire, what an idle poll takes, and that none gets lost."""

import json
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import monotonic

from tests.benchmarks.family import PRIYA, Home
from tests.benchmarks.recording import Floor, Statement
from tests.benchmarks.scale import Filled
from tests.benchmarks.timing import seconds

MODULE = "tests.benchmarks.timers"
ROOT = Path(__file__).parents[2]
WORKERS = {"sqlite": 1, "postgresql": 2}
POLLS = 200
BENCH = "bench"
BROUGHT = "ask_about_the_visit"  # the task that a due timer opens


@dataclass(frozen=True)
class Sweep:
    """What one worker did, by the machine's clock that all share."""

    fired: int
    began: float
    ended: float


def timers(home: Home, filled: Filled) -> dict[str, float | int]:
    """Fire what is due, by one worker on SQLite and by two processes on PostgreSQL; then poll with nothing due.

    Each timer that fires is one durable commit; how many of those the machine does in the same minute, writing next to
    nothing, is the most that any worker by itself could reach.
    """
    before = _bare_commits(home)
    sweeps = _swept(home, WORKERS[home.engine.database.dialect.name])
    taken = max(one.ended for one in sweeps) - min(one.began for one in sweeps)
    opened = Counter(row.case_id for row in home.rows("select case_id from tasks where element = :e", e=BROUGHT))
    return {
        "fired_per_second": sum(one.fired for one in sweeps) / taken,
        "commits_per_second": (before + _bare_commits(home)) / 2,
        "idle_poll_ms": 1000 * median(seconds(home.engine.fire_due_timers) for _ in range(POLLS)),
        "lost": sum(case not in opened for case in filled.due),
        "doubled": sum(count - 1 for count in opened.values()),
    }


def _bare_commits(home: Home) -> float:
    """Commits of one changed row a second, by one connection."""
    home.engine.heartbeat(BENCH)
    change = Statement("update heartbeats set worker = worker", (), False)
    with closing(Floor(home.engine.database)) as floor:
        return 1 / median(seconds(lambda: floor.write([change])) for _ in range(POLLS))


def _swept(home: Home, workers: int) -> list[Sweep]:
    """Each worker is a process of its own; they begin together, when all are ready."""
    command = [sys.executable, "-m", MODULE, home.url, home.clock.now().isoformat()]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]
    for one in running:
        one.stdout.readline()
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate()[0] for one in running]
    return [Sweep(**json.loads(text)) for text in told]


def _work(url: str, moment: str) -> None:
    """A worker: reads the release, says that it is ready, waits for the word, and fires until nothing is due."""
    home = Home(url)
    home.clock.set(datetime.fromisoformat(moment))
    home.engine.permissions(PRIYA)
    print("ready", flush=True)
    sys.stdin.readline()
    began = monotonic()
    fired = home.engine.fire_due_timers()
    print(json.dumps({"fired": fired, "began": began, "ended": monotonic()}), flush=True)
    home.close()


if __name__ == "__main__":
    _work(*sys.argv[1:])
