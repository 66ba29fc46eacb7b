"""What an expression needs while it runs: the moment, the calendar, the limits; its names; a bound on its cost."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from engine.domain.calendar import WorkingCalendar
from engine.domain.errors import FeelTooCostly
from engine.domain.limits import Due
from engine.feel.values import Entries, Items, given

MISSING = object()
MOST_WARNINGS = 100

LookUpLimit = Callable[[str, date | datetime], Due | None]


def _no_limits(_limit: str, _anchor: date | datetime) -> None:
    return None


@dataclass(frozen=True)
class Environment:
    """The world of one command. FEEL never raises on bad data: it gives null, and says why in `warnings`.

    A warning names types and fields, never what a person typed, so it may be logged.
    `due` takes a limit's name and its anchor, and raises NoSuchLimit. `steps` bounds the cost of each run.
    """

    now: datetime
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    due: LookUpLimit = _no_limits
    warnings: list[str] = field(default_factory=list)
    steps: int = 100_000


class Run:
    """One run of one expression: counts its steps and gathers its warnings."""

    __slots__ = ("env", "left", "where")

    def __init__(self, env: Environment, where: str) -> None:
        self.env, self.where, self.left = env, where, env.steps

    def charge(self, steps: int) -> None:
        """Count steps before they are taken. Raises FeelTooCostly when there are too many."""
        self.left -= steps
        if self.left < 0:
            raise FeelTooCostly(where=self.where)

    def take(self, value: object) -> object:
        """A value from outside as FEEL has it, charged by its length."""
        if isinstance(value, list | tuple) and not isinstance(value, Items):
            self.charge(len(value))
        return given(value)

    def give(self, value: object) -> object:
        """A value as the caller gets it: plain lists and dicts, charged by every part that FEEL made."""
        if isinstance(value, Items):
            self.charge(len(value))
            return [self.give(item) for item in value]
        if isinstance(value, Entries):
            self.charge(len(value))
            return {name: self.give(item) for name, item in value.items()}
        return value

    def null(self, reason: str) -> Any:
        """Null, as a value, keeping why; the first hundred reasons are enough for anyone."""
        if len(self.env.warnings) < MOST_WARNINGS:
            self.env.warnings.append(f"{self.where}: {reason}")
        return None

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Without the warnings of what is only tried."""
        kept = len(self.env.warnings)
        yield
        del self.env.warnings[kept:]


class Frame:
    """The names in sight: those of a loop or a list's item first, then those around it."""

    __slots__ = ("names", "outer", "run")

    def __init__(self, run: Run, names: Mapping[str, object], outer: "Frame | None" = None) -> None:
        self.run, self.names, self.outer = run, names, outer

    def find(self, name: str) -> object:
        """The value of a name as FEEL has it, or MISSING."""
        frame: Frame | None = self
        while frame is not None:
            value = frame.names.get(name, MISSING)
            if value is not MISSING:
                return self.run.take(value)
            frame = frame.outer
        return MISSING

    def within(self, names: Mapping[str, object]) -> "Frame":
        """A frame that sees `names` before this one's."""
        return Frame(self.run, names, self)
