"""What a diagram says, as values: its processes and their elements. Nothing here knows how they are run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from engine.bpmn.drawing import Drawing
from engine.feel import Expression

BY_HAND, BY_MESSAGE = "by hand", "message"
ALL_CHILDREN = "all children"  # the only thing that `waits_for` may say


@dataclass(frozen=True)
class Element:
    """One node of a diagram with what an analyst set on it; `kind` is its BPMN tag, such as "userTask".

    `deadline` is the name of a limit, or with a leading "=" the FEEL path that gives it: the same as stands first in
    the `due(...)` of the timer. `waits_for` (of an interrupting boundary message) lets the children that a message
    names leave the instance, and interrupts only when none is left.
    """

    id: str
    kind: str
    file: str
    name: str = ""
    lane: str = ""  # the id of the lane it stands in, which is the role
    guidance: str = ""
    form: str = ""
    keep: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    acted_by: str = ""
    deadline: str = ""
    due: Expression | None = None  # the due date of a user task that has no timer for it
    waits_for: str = ""
    for_each: Expression | None = None
    item: str = ""  # the name by which a multi-instance calls each item
    operation: str = ""
    decision: str = ""
    inputs: Mapping[str, Expression] = field(default_factory=dict)  # of the operation or the decision
    result: str = ""  # where its outcome lands in the process data
    message: str = ""
    variable: str = ""  # where the message's payload lands in the process data
    payload: Expression | None = None  # what a thrown message says
    timer: Expression | None = None
    lasts: bool = False  # the timer is a duration, counted from when it is reached
    conditions: Mapping[str, Expression] = field(default_factory=dict)  # of the flows out of it, by their id
    calls: str = ""  # the process that a call activity runs
    attached_to: str = ""
    within: tuple[str, ...] = ()  # the sub-processes around it, outermost first
    opens: str = ""

    @property
    def where(self) -> str:
        """The element as findings, failures and clauses name it: "file#id"."""
        return f"{self.file}#{self.id}"

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every FEEL text of the element and of the flows out of it."""
        own = (self.for_each, self.payload, self.timer, self.due, *self.inputs.values(), *self.conditions.values())
        return tuple(one for one in own if one is not None)


@dataclass(frozen=True)
class Start:
    """How a process starts: by hand, by a person of `role` with `form`, or by the message named `message`."""

    element: str
    kind: str
    role: str = ""
    message: str = ""
    form: str = ""
    operation: str = ""
    inputs: Mapping[str, Expression] = field(default_factory=dict)
    result: str = ""
    keep: tuple[str, ...] = ()
    opens: str = ""  # "case" where it may open a new case

    @property
    def in_a_case(self) -> "Start":
        """The same start in a case that is there already: nothing is asked about the family, and no case is opened."""
        return replace(self, form="", operation="", inputs={}, result="", keep=(), opens="") if self.opens else self


@dataclass(frozen=True)
class Process:
    """A diagram that can be run. `elements` are also those of the processes it calls; the specs are this room's own."""

    id: str
    name: str
    documentation: str
    file: str
    elements: Mapping[str, Element]
    starts: Start
    drawing: Drawing | None = field(default=None, repr=False, compare=False)  # its file's; None if nobody drew it
    spec: object = field(default=None, repr=False, compare=False)
    subspecs: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class Arrow:
    """A message between two boxes of an overview."""

    id: str
    source: str
    target: str
    message: str


@dataclass(frozen=True)
class Overview:
    """A picture of how the stages follow one another; nothing in it runs. `boxes` are ids with their names."""

    id: str
    name: str
    documentation: str
    file: str
    boxes: Mapping[str, str]
    flows: tuple[Arrow, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)  # which process each box is, "" for none
    drawing: Drawing | None = field(default=None, repr=False, compare=False)

    def among(self, processes: Iterable[Process]) -> "Overview":
        """The same among these processes: a box is the process whose name it bears."""
        ids = {one.name: one.id for one in processes}
        return replace(self, stages={box: ids.get(name, "") for box, name in self.boxes.items()})
