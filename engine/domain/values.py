"""The values that rooms of the house hand one another. All frozen; moments are aware and UTC, dates are London's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Actor:
    """Who acts: a person of the directory with roles, the clock (no person, no roles), or who types at the machine."""

    person: str  # the directory's own unique id; "" for the clock
    name: str
    roles: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    at_the_machine: bool = False  # with a shell beside the database: what guards the pages does not hold them

    @property
    def is_clock(self) -> bool:
        return not self.person


CLOCK = Actor("", "Childpath")


@dataclass(frozen=True)
class Person:
    """A person of the directory, as it says now."""

    id: str
    login: str
    name: str
    email: str = ""
    roles: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()

    def as_actor(self) -> Actor:
        return Actor(self.id, self.name, self.roles, self.teams)


@dataclass(frozen=True)
class Problem:
    """One wrong answer: `path` names the field, such as ("children", 0, "born", "day")."""

    path: tuple[str | int, ...]
    message: str


@dataclass(frozen=True)
class Finding:
    """What is wrong in a published file, and how to mend it; `error` false is advice that does not refuse a release."""

    file: str
    element: str
    message: str
    mend: str = ""
    error: bool = True

    def __str__(self) -> str:
        where = f"{self.file}#{self.element}" if self.element else self.file
        return f"{where}: {self.message} {self.mend}".rstrip()


@dataclass(frozen=True)
class OpenTask:
    """A user task that waits for a person, as the diagram tells it."""

    key: str  # the engine's id of this task
    element: str  # the id of the user task in its diagram
    name: str
    role: str  # the id of its lane
    form: str  # "" without one
    acted_by: str = ""  # the role that acts for it, where the lane's role is outside the directory
    item: str | int | None = None  # inside a multi-instance: the item's id
    item_name: str = ""  # how the item is called on a page ("Ava")
    deadline: "Deadline | None" = None


CHANNELS = {
    "letter": "Letter",
    "email": "Email",
    "phone": "Phone",
    "in person": "In person",
    "portal": "Online portal",
}


@dataclass(frozen=True)
class Behalf:
    """For whom a task was done by another: someone outside the directory, when their answer came, and how."""

    name: str
    received_on: date
    channel: str  # one of CHANNELS


@dataclass(frozen=True)
class Deadline:
    """A limit applied, or a date that people or the diagram have set: what a task or timer must meet."""

    limit: str  # "" for a bare date
    due: date  # the last London day
    sum: str  # "" for a bare date
    amber: date | None = None


@dataclass(frozen=True)
class OpenTimer:
    """A timer that runs in an instance; the engine fires it when told, once `at` has come."""

    key: str  # the engine's id of the waiting task that holds it
    element: str  # the id of the timer event in its diagram
    name: str
    at: datetime
    deadline: Deadline | None = None
    anchor: str | None = None  # ISO text of the value the limit was applied to
    anchor_field: str = ""  # the FEEL path it came from


@dataclass(frozen=True)
class Redated:
    """A date that was worked out again and has changed: of a timer, or of a task that has a date without one.

    The deadlines are None where nobody knew a date, and of timers that are none. `old_at` and `new_at` are the moments
    that a timer was and is counted for; None for a task, or where it does not run.
    """

    key: str  # the engine's id of the waiting task
    element: str  # the id of the timer event, or of the user task
    old: Deadline | None
    new: Deadline | None
    old_anchor: str | None = None  # ISO text, as in OpenTimer
    new_anchor: str | None = None
    old_at: datetime | None = None
    new_at: datetime | None = None


@dataclass(frozen=True)
class OperationShape:
    """What an operation must and may be given, by name: a diagram that calls it is checked against this."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    refusal: Callable[[str, object], str] | None = field(default=None, compare=False)
    """Why an input cannot take a value, in a sentence, or ""."""


@dataclass(frozen=True)
class FieldShape:
    """A field of a form, as diagrams are checked against it: the answers it offers, and the fields of its rows."""

    options: frozenset[str] | None = None  # None where people may answer anything
    fields: Mapping[str, "FieldShape"] | None = None  # None for a field that has no rows
    many: bool = False  # whether several of the answers may be given, so that it is a list


@dataclass(frozen=True)
class Thrown:
    """A message that an instance threw. Its payload names the `children` it concerns."""

    name: str
    payload: Mapping[str, object]


@dataclass(frozen=True)
class Decided:
    """A decision table that was asked: what it saw and what it said."""

    element: str
    decision: str
    inputs: Mapping[str, object]
    outputs: Mapping[str, object]


@dataclass(frozen=True)
class Step:
    """All that an instance is after one move; the caller writes it down and commits."""

    state: str  # JSON, without specs
    tasks: tuple[OpenTask, ...]
    timers: tuple[OpenTimer, ...]
    thrown: tuple[Thrown, ...] = ()
    awaited: frozenset[str] = frozenset()
    newly_awaited: frozenset[str] = frozenset()  # of those, what something began to wait for in this move
    left: tuple[int, ...] = ()  # the children that the instance no longer concerns
    decided: tuple[Decided, ...] = ()
    unknowns: tuple[str, ...] = ()  # where a condition was null, hence not taken
    ended: bool = False
    ending: str = ""  # the name of the end event last reached, once ended
    size: int = 0  # tasks in the engine's tree
    depth: int = 0


@dataclass(frozen=True)
class Answers:
    """Clean answers of a form, by field key: str, int, Decimal, bool, date, list or dict; and what a person reads."""

    values: Mapping[str, object]
    labels: Mapping[str, str] = field(default_factory=dict)
