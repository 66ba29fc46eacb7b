"""Plays a diagram: a moment, a record that answers, and every step saved and loaded with specs read afresh."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from engine.bpmn import Catalogue, Context, Workflow
from engine.domain import limits
from engine.domain.calendar import WorkingCalendar
from engine.domain.errors import NoSuchLimit
from engine.domain.limits import Limit
from engine.domain.values import OpenTask, OpenTimer, OperationShape, Redated, Step

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
TEN_DAYS = Limit("ten_days", "national", 10, limits.WORKING_DAYS, "the day asked for", amber=7)
ONE_DAY = Limit("one_day", "national", 24, limits.HOURS, "the moment asked for")
LIMITS = {one.name: one for one in (TEN_DAYS, ONE_DAY)}
OPERATIONS = {
    "note": OperationShape(frozenset({"text"}), frozenset({"on"})),
    "fail": OperationShape(),
    "count": OperationShape(),
}
FORMS = {"any_form"}


class Record:
    """What the engine would ask of the case, kept in lists and dicts."""

    def __init__(self, **case: object) -> None:
        self.case: dict[str, object] = case
        self.answers: dict[str, dict[str, Mapping[str, object]]] = {}
        self.done: list[tuple[str, dict[str, object]]] = []
        self.asked = 0

    def facts(self) -> Mapping[str, Mapping[str, object]]:
        self.asked += 1
        return {"case": self.case, "answers": self.answers}

    def operate(self, name: str, inputs: dict[str, object]) -> object:
        if name == "fail":
            raise LookupError("the record has no such row")
        self.done.append((name, inputs))
        return {"id": len(self.done)} if name == "note" else len(self.done)


def due(limit: str, anchor: date | datetime) -> limits.Due:
    if limit not in LIMITS:
        raise NoSuchLimit(limit=limit, authority="national", on="today")
    return limits.apply(LIMITS[limit], anchor, WorkingCalendar())


class Play:
    """One instance. Each move saves it and loads it again, with specs parsed afresh, as another worker would."""

    def __init__(
        self, read: Callable[[], Catalogue], process: str, record: Record | None = None, fresh: bool = True
    ) -> None:
        self.read, self.process, self.fresh = read, process, fresh
        self.record = record or Record()
        self.now = MONDAY
        self.calendar = WorkingCalendar()
        self.children: set[int] = set()  # that the instance concerns, as far as anybody knows
        self.catalogue = read()
        self.step: Step
        self.workflow: Workflow

    def start(self, data: Mapping[str, object] | None = None, message: tuple | None = None) -> Step:
        self.workflow, step = Workflow.start(self._process(), data or {}, self.context(), message)
        return self._keep(step)

    def complete(self, element: str, item: object = None, **values: object) -> Step:
        task = self.task(element, item)
        chain = str(item) if item is not None else ""
        self.record.answers.setdefault(element, {})[chain] = values
        return self._keep(self._loaded().complete(task.key, values))

    def fire(self, element: str, at: datetime | None = None, item: str | None = None) -> Step:
        timer = self.timer(element)
        self.now = at or timer.at
        return self._keep(self._loaded().fire(timer.key, element))

    def deliver(self, name: str, **payload: object) -> Step:
        return self._keep(self._loaded().deliver(name, payload))

    def redated(self, moved: Mapping[tuple[str, int], date] | None = None, **corrected: object) -> tuple[Redated, ...]:
        """The dates that changed; `called__held_on` stands for the path called.held_on, `moved` are rows' new days."""
        paths = {name.replace("__", "."): value for name, value in corrected.items()}
        step, changed = self._loaded().redated(paths, moved)
        self._keep(step)
        return changed

    def move(self, element: str, days: int, **more: object) -> Step:
        timer = self.timer(element)
        return self._keep(self._loaded().move(timer.key, element, timer.at + timedelta(days=days), **more))

    def task(self, element: str, item: object = None) -> OpenTask:
        return next(one for one in self.step.tasks if one.element == element and item in (None, one.item))

    def timer(self, element: str) -> OpenTimer:
        return next(one for one in self.step.timers if one.element == element)

    @property
    def open(self) -> list[object]:
        """The open tasks: element ids, or (element, item) where they repeat."""
        return [one.element if one.item is None else (one.element, one.item) for one in self.step.tasks]

    @property
    def running(self) -> list[tuple[str, str]]:
        """The timers with their day in UTC."""
        return [(one.element, one.at.date().isoformat()) for one in self.step.timers]

    def context(self) -> Context:
        return Context(self.now, self.calendar, due, self.record.facts, self.record.operate, set(self.children))

    def loaded_from(self, state: str) -> Workflow:
        return Workflow.load(self._process(), state, self.context())

    def _loaded(self) -> Workflow:
        if self.fresh:
            self.catalogue = self.read()
        self.workflow = self.loaded_from(self.step.state)
        return self.workflow

    def _process(self):
        return self.catalogue.processes[self.process]

    def _keep(self, step: Step) -> Step:
        self.step = step
        self.children -= set(step.left)
        return step


def shown(step: Step) -> Step:
    """A step without what two runs of the same story may differ in."""
    tasks = tuple(replace(one, key="") for one in step.tasks)
    return replace(step, state="", tasks=tasks, timers=tuple(replace(one, key="") for one in step.timers))
