"""All measurements in their order, and their shape as `childpath bench --json` prints it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from random import Random
from statistics import mean
from time import monotonic

from tests.benchmarks import complete_task
from tests.benchmarks.complete_task import Kind, home_on
from tests.benchmarks.family import Home, Visits
from tests.benchmarks.first_start import DidNotStart, first_start
from tests.benchmarks.inbox import inbox
from tests.benchmarks.places import Place, durable_postgresql, sqlite
from tests.benchmarks.scale import Filled, fill
from tests.benchmarks.sizes import Sizes
from tests.benchmarks.timers import timers
from tests.benchmarks.timing import in_turns

Figures = dict[str, float | int]
Tell = Callable[[str], None]
PLACES: dict[str, Callable[[], AbstractContextManager[Place | None]]] = {
    "sqlite": sqlite,
    "postgresql": durable_postgresql,
}
DIGITS = 2


@dataclass
class Measured:
    """Every figure, by what was measured and on which database; None for a database that the machine has not."""

    complete_task: dict[str, Figures | None] = field(default_factory=dict)
    timers: dict[str, Figures | None] = field(default_factory=dict)
    inbox: dict[str, Figures | None] = field(default_factory=dict)
    kinds: dict[str, dict[str, Kind]] = field(default_factory=dict)
    first_start_s: float | None = None

    def as_json(self) -> dict[str, object]:
        """The figures rounded, in the shape that the command promises."""
        groups = {"complete_task": self.complete_task, "timers": self.timers, "inbox": self.inbox}
        rounded = {name: {place: _rounded(one) for place, one in group.items()} for name, group in groups.items()}
        return rounded | {"first_start_s": self.first_start_s and round(self.first_start_s, DIGITS)}


def _rounded(figures: Figures | None) -> Figures | None:
    return figures and {name: round(value, DIGITS) for name, value in figures.items()}


def everything(sizes: Sizes, tell: Tell) -> Measured:
    """Measure all there is, and tell what is being done meanwhile."""
    measured, began, steps = Measured(), monotonic(), count(1)

    def say(what: str) -> None:
        tell(f"{monotonic() - began:5.0f} s  {next(steps)}. {what}")

    for name, open_place in PLACES.items():
        with open_place() as place:
            if place is None:
                tell(f"PostgreSQL was not measured: this machine has none (apt-get install {name}).")
                measured.complete_task[name] = measured.timers[name] = measured.inbox[name] = None
            else:
                _on(place, sizes, measured, partial(_say_on, say, name))
    say("The first start of the demonstration")
    try:
        measured.first_start_s = first_start()
    except DidNotStart as error:
        tell(str(error))
    return measured


def _say_on(say: Tell, name: str, what: str) -> None:
    say(f"{what} ({name})")


def _on(place: Place, sizes: Sizes, measured: Measured, say: Tell) -> None:
    say("Completing tasks, beside a raw write of the same rows")
    kinds = complete_task.against_write(place, sizes)
    statements = mean(kind.statements for kind in kinds.values())
    figures: Figures = {"ratio_to_write": complete_task.ratio(kinds), "statements": statements}
    say(f"Completing {sizes.old:,} tasks of one case, with stock SpiffWorkflow on the way")
    figures |= complete_task.by_age(place, sizes)
    say(f"Filling a database with {sizes.cases:,} cases")
    with home_on(place.new()) as home:
        filled = fill(home, sizes.cases, sizes.due)
        say(f"Completing tasks among {sizes.cases:,} cases, against an empty database")
        figures["at_scale"] = _at_scale(place, home, filled, sizes)
        say("Asking for the page of tasks")
        measured.inbox[place.name] = inbox(home, sizes.pages)
        say(f"Firing {sizes.due:,} timers")
        measured.timers[place.name] = timers(home, filled)
    measured.complete_task[place.name], measured.kinds[place.name] = figures, kinds


def _at_scale(place: Place, large: Home, filled: Filled, sizes: Sizes) -> float:
    """A visit in a case chosen by chance, over one in a database that holds hardly anything else."""
    many = iter([Visits(large, case) for case in Random(1).sample(filled.waiting, sizes.samples)])
    with home_on(place.new()) as empty:
        few = iter([Visits(empty, empty.open()) for _ in range(sizes.samples)])
        among_few, among_many = in_turns(sizes.samples, lambda: next(few).visit(), lambda: next(many).visit())
    return among_many / among_few
