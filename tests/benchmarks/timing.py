"""How times are taken: in turns, so that noise hits all alike, and told as medians."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from time import perf_counter

Job = Callable[[], object]


def seconds(job: Job) -> float:
    """How long one run takes."""
    began = perf_counter()
    job()
    return perf_counter() - began


def in_turns(rounds: int, *jobs: Job) -> list[float]:
    """The median seconds of each job, over rounds in which each runs once, the first in turn."""
    taken: list[list[float]] = [[] for _ in jobs]
    with undisturbed():
        for turn in range(rounds):
            for index in range(len(jobs)):
                chosen = (index + turn) % len(jobs)
                taken[chosen].append(seconds(jobs[chosen]))
    return [median(times) for times in taken]


def spread(times: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return median(times), quantiles(times, n=20)[-1]


@contextmanager
def undisturbed() -> Iterator[None]:
    """What was made before is no concern of the collector, which otherwise walks through it in somebody's turn."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
