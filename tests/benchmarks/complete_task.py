"""Completing a task: the engine's whole transaction, over a visit (two tasks), against each thing it is measured by."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.family import ANSWERS, Home, Visits
from tests.benchmarks.places import Place
from tests.benchmarks.recording import Floor, recorded
from tests.benchmarks.sizes import Sizes
from tests.benchmarks.stock import Stock
from tests.benchmarks.timing import in_turns, seconds, undisturbed

WARM_UP = 10  # visits, before anything is measured: caches fill, the driver prepares its statements


@contextmanager
def home_on(url: str) -> Iterator[Home]:
    """A home on an empty database, its release published and its caches warm."""
    home = Home(url)
    try:
        home.publish()
        Visits(home, home.open()).reach(2 * WARM_UP)
        yield home
    finally:
        home.close()


@dataclass
class Kind:
    """One kind of task: the seconds that it and its floor took, and how many statements it sent."""

    engine: list[float]
    floor: list[float]
    statements: int = 0


def against_write(place: Place, sizes: Sizes) -> dict[str, Kind]:
    """Each kind of task beside a raw durable write of the same rows, in a copy of the same database."""
    kinds = {element: Kind([], []) for element in ANSWERS}
    with home_on(place.new()) as home:
        families = [Visits(home, home.open()) for _ in range(sizes.samples + WARM_UP)]
        home.engine.close()
        with _floor_on(place.copy(home.url)) as floor, undisturbed():
            for family in families:
                _one_visit(home, family, floor, kinds)
    return {element: Kind(one.engine[WARM_UP:], one.floor[WARM_UP:], one.statements) for element, one in kinds.items()}


@contextmanager
def _floor_on(url: str) -> Iterator[Floor]:
    with closing(Home(url)) as copy, closing(Floor(copy.engine.database)) as floor:
        yield floor


def _one_visit(home: Home, family: Visits, floor: Floor, kinds: dict[str, Kind]) -> None:
    for element, kind in kinds.items():
        assert family.element == element
        with recorded(home.engine.database) as sent:
            kind.engine.append(seconds(family.complete))
        kind.floor.append(seconds(lambda writes=sent.writes: floor.write(writes)))
        kind.statements = len(sent.statements)


def ratio(kinds: dict[str, Kind]) -> float:
    """The engine's time over the floor's, for one of each kind."""
    return sum(median(kind.engine) for kind in kinds.values()) / sum(median(kind.floor) for kind in kinds.values())


def by_age(place: Place, sizes: Sizes) -> dict[str, float]:
    """A visit in a case that grows old, against young cases and against stock SpiffWorkflow on the way."""
    found = {}
    with home_on(place.new()) as home:
        growing = Visits(home, home.open())
        for age, name in zip(sizes.stock, ("against_stock_50", "against_stock_500"), strict=True):
            found[name] = _against_stock(growing.reach(age), Stock().reach(age), sizes)
        return found | _flat(home, growing.reach(sizes.old), sizes)


def _against_stock(family: Visits, stock: Stock, sizes: Sizes) -> float:
    """Few rounds, since each makes the stock one slower."""
    ours, theirs = in_turns(min(sizes.samples, 10), family.visit, stock.visit)
    return theirs / ours


def _flat(home: Home, old: Visits, sizes: Sizes) -> dict[str, float]:
    families = [Visits(home, home.open()).reach(sizes.young) for _ in range(sizes.samples)]
    waiting = iter(families)
    young_time, old_time = in_turns(sizes.samples, lambda: next(waiting).visit(), old.visit)
    young_bytes, old_bytes = (_bytes(home, one) for one in (families[-1], old))
    return {"flat_time": old_time / young_time, "flat_bytes": old_bytes / young_bytes}


def _bytes(home: Home, family: Visits) -> int:
    with recorded(home.engine.database) as sent:
        family.visit()
    return sent.bytes
