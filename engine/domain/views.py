"""What pages read: frozen values, made by the queries. Moments are UTC, dates London's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from engine.domain.values import Behalf

Item = TypeVar("Item")

LATE, DUE_SOON, ON_TIME, NO_DATE = "late", "due soon", "on time", "no date"


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A few of many, in order; `next` is the key that the next page follows, None on the last."""

    items: tuple[Item, ...]
    next: str | None = None

    def __iter__(self):
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class TaskLine:
    """A task in a list."""

    id: int
    name: str
    case_id: int
    reference: str
    family_name: str
    children: tuple[str, ...]
    instance_id: int
    process: str  # the process's name, as people read it
    element: str
    item: str
    item_name: str
    role: str
    role_name: str
    acted_by: str
    acted_by_name: str
    form: str
    limit: str
    due_on: date | None
    due_sum: str
    amber_on: date | None
    tag: str  # one of LATE, DUE_SOON, ON_TIME, NO_DATE
    days: int | None  # working days left; negative once late
    state: str  # open, done, or withdrawn
    opened_at: datetime
    claimed_by: str | None = None
    claimed_name: str | None = None
    claimed_at: datetime | None = None
    done_by: str | None = None
    done_name: str | None = None
    done_at: datetime | None = None  # when it was done or withdrawn
    behalf: Behalf | None = None  # for whom it was done, where that was someone outside the directory

    @property
    def title(self) -> str:
        """The task's name with the child it is about, inside a multi-instance."""
        return f"{self.name}: {self.item_name}" if self.item_name else self.name


@dataclass(frozen=True)
class InboxCounts:
    """How much waits for a person; each number is at most `MOST`, which means "so many or more"."""

    mine: int
    roles: int
    late: int
    due_soon: int

    MOST = 1000


@dataclass(frozen=True)
class ChildLine:
    """A child of a case, with what the record says of where the child stands."""

    id: int
    name: str
    given_name: str
    family_name: str
    birth_date: date | None
    expected_birth_date: date | None
    sex: str
    standing: str = ""  # a sentence: "On a plan since 3 March 2026 (neglect)"
    plan_since: date | None = None
    category: str = ""

    @property
    def unborn(self) -> bool:
        return self.birth_date is None


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    id: int
    reference: str
    family_name: str
    authority: str
    restricted: bool
    opened_at: datetime
    closed_at: datetime | None
    children: tuple[str, ...]
    open_tasks: int = 0
    next_due: date | None = None


@dataclass(frozen=True)
class InstanceLine:
    """One run of a process in a case."""

    id: int
    process: str  # its id
    name: str
    release: int
    children: tuple[str, ...]
    started_at: datetime
    ended_at: datetime | None
    ending: str


@dataclass(frozen=True)
class TimerLine:
    """A timer that runs: what will happen by itself, and when."""

    id: int
    name: str
    instance: str
    due_at: datetime
    due_on: date | None
    sum: str
    stuck: bool = False
    failure: str = ""
    sentence: str = ""  # what is to be done until then, and what follows if it is not


@dataclass(frozen=True)
class Entry:
    """A line of a case's chronology: who did what, when."""

    number: int
    at: datetime
    verb: str
    sentence: str
    person: str
    person_name: str
    details: tuple[str, ...] = ()  # what followed, a line each
    task_id: int | None = None
    behalf: str = ""  # for whom it was done, in words


@dataclass(frozen=True)
class DepartureLine:
    """A named decision to hold a meeting later than its limit, on a child's file."""

    child: str
    limit: str
    limit_date: date
    planned_on: date | None
    agreed: bool
    reason: str
    protection: str
    decided_on: date
    decided_by: str


@dataclass(frozen=True)
class DecisionLine:
    """What a conference decided for a child."""

    child: str
    outcome: str
    category: str
    reason: str
    decided_on: date


@dataclass(frozen=True)
class ConferenceLine:
    """A conference of a case, with what it decided."""

    id: int
    kind: str
    requested_on: date
    limit_date: date | None
    planned_on: date | None
    held_on: date | None
    place: str
    chair: str
    outline: str
    children: tuple[str, ...]
    departures: tuple[DepartureLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()


@dataclass(frozen=True)
class CaseView:
    """A case's page."""

    id: int
    reference: str
    family_name: str
    authority: str
    restricted: bool
    opened_at: datetime
    closed_at: datetime | None
    children: tuple[ChildLine, ...]
    open_tasks: tuple[TaskLine, ...]
    instances: tuple[InstanceLine, ...]
    timers: tuple[TimerLine, ...]
    conferences: tuple[ConferenceLine, ...]
    chronology: Page[Entry]
    dated: tuple[TaskLine, ...] = ()  # its tasks with a due date, open and done, the latest date first


@dataclass(frozen=True)
class ClauseText:
    """A clause of the authorities' guides that a task answers."""

    id: str
    text: str
    source: str


@dataclass(frozen=True)
class TaskView:
    """A task's page: its line, what guides it, and what its form needs."""

    line: TaskLine
    guidance: str
    clauses: tuple[ClauseText, ...]
    form: object | None  # a forms.Form of the task's own release
    scope: Mapping[str, object]  # what the form's FEEL sees
    env: object  # the feel.Environment it runs in
    prefill: Mapping[str, object]  # raw answers to start with
    draft: Mapping[str, object] | None  # the actor's own, raw
    drafted_at: datetime | None
    children: tuple[ChildLine, ...]  # those that the instance concerns
    may_act: bool  # whether the actor may claim and complete it
    actors: tuple[str, ...]  # the names of the roles that may
    answers: Mapping[str, object] | None = None  # once done
    release: int = 0
    for_another: bool = False  # whether the actor does it for someone outside the directory

    def __getattr__(self, name: str) -> object:
        """A task's page reads its line's fields as its own: `task.name`, `task.due_on`."""
        if name.startswith("_") or name == "line":
            raise AttributeError(name)
        return getattr(self.line, name)


@dataclass(frozen=True)
class Startable:
    """A process that the actor may start by hand."""

    process: str  # its id
    name: str
    guidance: str
    form: str  # its id, "" without one
    opens: bool  # whether it opens a new case
    stage: bool = False  # whether the overview shows it as a stage of a child's way


@dataclass(frozen=True)
class StartView:
    """The page that starts a process by hand."""

    process: str
    name: str
    guidance: str
    form: object | None
    scope: Mapping[str, object]
    env: object
    prefill: Mapping[str, object]
    case_id: int | None = None
    reference: str = ""
    children: tuple[ChildLine, ...] = ()  # to choose from


@dataclass(frozen=True)
class StageView:
    """One run of a process, as a picture and in words."""

    case_id: int
    reference: str
    family_name: str
    instance_id: int
    name: str
    guidance: str
    children: tuple[str, ...]
    started_at: datetime
    ended_at: datetime | None
    ending: str
    svg: str  # "" where nobody drew the process
    steps: tuple[str, ...]  # a sentence for each step


@dataclass(frozen=True)
class ChildStages:
    """Which stages a child has been through, as a picture and in words."""

    child: str
    svg: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class OverviewView:
    """Where each child of a case stands among all stages."""

    case_id: int
    reference: str
    family_name: str
    children: tuple[ChildStages, ...]


@dataclass(frozen=True)
class Look:
    """A read that the access log keeps: who looked is the actor that reads."""

    what: str
    case_id: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Health:
    """How the engine is: `problems` are sentences, empty when all is well."""

    release: int | None
    last_heartbeat: datetime | None
    waiting_timers: int  # due and unfired for more than a minute
    stuck_timers: int
    oldest_due: datetime | None
    problems: tuple[str, ...] = field(default_factory=tuple)
    cases_to_redate: int = 0  # whose dates a release has changed, and no worker has counted anew yet

    @property
    def well(self) -> bool:
        return not self.problems
