"""One run of a process: started, loaded, and moved a step at a time. Made for one command and then thrown away."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Self

from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.end_event import EndEvent
from SpiffWorkflow.task import Task

from engine.bpmn import leaving, redating, state, steps
from engine.bpmn.context import Context
from engine.bpmn.elements import Process
from engine.bpmn.events import DUE, DueTimer, Message, hearing, waiting
from engine.bpmn.expressions import FeelEngine, sentence
from engine.bpmn.moments import Entry, deadline_entry, entry
from engine.bpmn.plain import plain
from engine.domain.clock import aware, london_date
from engine.domain.errors import DiagramFailed
from engine.domain.limits import Due
from engine.domain.values import Redated, Step, Thrown
from engine.domain.words import day_in_words


class Workflow:
    """An instance in memory. After any DiagramFailed it is dead: throw it away and load the saved state again."""

    def __init__(self, process: Process, context: Context, make: Callable[[FeelEngine], BpmnWorkflow]) -> None:
        self.process, self.context = process, context
        self._engine = FeelEngine(process, context)
        self._ending = ""
        self._thrown: list[Thrown] = []
        self._left: tuple[int, ...] = ()
        with self._failing():
            self._spiff = make(self._engine)
            self._heard_before = {task.id for task, _ in hearing(self._spiff)}

    @classmethod
    def start(
        cls,
        process: Process,
        data: Mapping[str, object],
        context: Context,
        message: tuple[str, Mapping[str, object]] | None = None,
    ) -> tuple[Self, Step]:
        """A new instance with its first process data, run until it waits; `message` is what started it, if one did."""
        workflow = cls(process, context, lambda engine: state.new(process, engine, plain(data)))
        with workflow._failing():
            workflow._run()
            if message is not None:
                workflow._deliver(*message)
        return workflow, workflow._step()

    @classmethod
    def load(cls, process: Process, saved: str, context: Context) -> Self:
        """The instance that a Step's `state` wrote down, of the same process in the same release."""
        return cls(process, context, lambda engine: state.restore(saved, process, engine))

    def complete(self, key: str, kept: Mapping[str, object]) -> Step:
        """Complete the open task `key`. Of `kept` only the fields that its `keep` names enter the process data.

        A field that was not answered becomes null, so that no older value stays.
        """
        with self._failing():
            task = self._open(key)
            keep = self.process.elements[task.task_spec.bpmn_id].keep
            task.data = deepcopy(task.data)  # SpiffWorkflow shares what is nested with the branches beside it
            task.data.update({name: plain(kept.get(name)) for name in keep})
            task.run()
            self._run()
        return self._step()

    def fire(self, key: str, element: str) -> Step:
        """Fire a timer whose moment has come. Raises DiagramFailed for one that no longer runs or is not due yet."""
        with self._failing():
            task, timer = self._timer(key, element)
            due = task.internal_data[DUE].get(element)
            if due is None or datetime.fromisoformat(due["at"]) > self.context.now:
                raise DiagramFailed(where=timer.element.where, why="The timer is not due yet.")
            task.task_spec.catch(task, BpmnEvent(timer))
            task.task_spec._update(task)
            self._run()
        return self._step()

    def deliver(self, name: str, payload: Mapping[str, object]) -> Step:
        """Hand over a message. Raises DiagramFailed where nothing awaits it: the caller keeps early ones.

        Inside a multi-instance over children it reaches only the items that its `children` name. Where the event waits
        for all children and some are left, those that it names leave the instance, and nothing else changes.
        """
        with self._failing():
            self._deliver(name, payload)
        return self._step()

    def hears(self, name: str, payload: Mapping[str, object]) -> bool:
        """Whether something in the instance awaits this message, for the children that it names."""
        return bool(self._hearers(name, plain(payload)))

    def redated(
        self, corrected: Mapping[str, object] | None = None, moved: Mapping[redating.Row, date] | None = None
    ) -> tuple[Step, tuple[Redated, ...]]:
        """Work out anew, from today's facts, table and calendar, each date that the instance waits for.

        `corrected` are fields of the process data with their new values, by path ("called.counted_from"): what a
        message told stays in the data, whatever becomes of the record. `moved` are rows of the record with their new
        days: what a message said to be of such a row gets its day. Gives what changed; dates as in the data are
        ISO text or dates. Deadlines that have passed already stay passed, whatever their new date.
        """
        with self._failing():
            redating.correct(self._spiff, plain(corrected or {}))
            redating.follow(self._spiff, moved or {})
            changed = tuple(redating.redate(self._spiff, self.process, self._engine))
        return self._step(), changed

    def move(self, key: str, element: str, at: datetime, due: Due | None = None) -> Step:
        """Move a running timer, because its anchor or the calendar changed; `due` is its limit applied anew."""
        with self._failing():
            task, timer = self._timer(key, element)
            entries = task.internal_data[DUE]
            if due is None:
                entries[element] = (entries[element] or {}) | _moved(entries[element] or {}, at)
            else:
                limit, path = due.limit.name if due.limit else "", str(timer.expression.due.anchor)
                entries[element] = deadline_entry(due, limit, due.start, path) | entry(at)
        return self._step()

    def _step(self) -> Step:
        with self._failing():
            spiff, process = self._spiff, self.process
            size, depth = steps.size_and_depth(spiff)
            for_people = steps.ready(spiff, manual=True)
            self._date(for_people)
            step = Step(
                state=state.save(spiff),
                tasks=steps.open_tasks(for_people, process),
                timers=steps.open_timers(spiff, process),
                thrown=tuple(self._thrown),
                awaited=frozenset(one.name for _, one in hearing(spiff)),
                newly_awaited=frozenset(one.name for task, one in hearing(spiff) if task.id not in self._heard_before),
                left=self._left,
                decided=tuple(self._engine.decided),
                unknowns=tuple(self._engine.unknowns),
                ended=spiff.completed,
                ending=self._ending if spiff.completed else "",
                size=size,
                depth=depth,
            )
            if not (step.ended or step.tasks or step.timers or step.awaited):
                raise DiagramFailed(where=self._place(), why="Nothing is left in the instance that could move it on.")
        self._thrown, self._engine.decided, self._engine.unknowns, self._left = [], [], [], ()
        self._heard_before = {task.id for task, _ in hearing(spiff)}
        return step

    def _date(self, for_people: list[Task]) -> None:
        """Work out the due date of each task that has just opened, or that nobody knew one for."""
        for task in for_people:
            element = self.process.elements[task.task_spec.bpmn_id]
            if element.due is not None:
                due = task.internal_data.setdefault(DUE, {})
                if due.get(element.id) is None:
                    due[element.id] = self._engine.due(task, element, element.due, element.id not in due)

    def _run(self) -> None:
        """Run what needs nobody, until the instance waits or ends; take what it throws on the way."""
        self._spiff.do_engine_steps(did_complete_task=self._note_end)
        while late := leaving.late_hearers(self._spiff, self._heard_before):
            self._heard_before |= {task.id for task, _, _ in late}
            for task, one, said in late:
                self._catch(task, one, said)
            self._spiff.do_engine_steps(did_complete_task=self._note_end)
        for event in self._spiff.get_events():
            thrown = event.event_definition
            if isinstance(thrown, MessageEventDefinition):
                self._thrown.append(Thrown(thrown.name, event.payload))
            elif not isinstance(thrown, TerminateEventDefinition):  # that one has done its work inside
                raise DiagramFailed(where=self._place(), why=f'Nothing in the diagram catches "{thrown.name}".')
        if left := steps.ready(self._spiff, manual=False):
            raise DiagramFailed(where=self._engine.where(left[0]), why="The instance has grown too deep to go on.")

    def _note_end(self, task: Task) -> None:
        if isinstance(task.task_spec, EndEvent) and task.workflow is self._spiff:
            self._ending = task.task_spec.bpmn_name or task.task_spec.bpmn_id

    def _open(self, key: str) -> Task:
        for task in steps.ready(self._spiff, manual=True):
            if str(task.id) == key:
                return task
        raise DiagramFailed(where=self._place(), why="The task is not open.")

    def _timer(self, key: str, element: str) -> tuple[Task, DueTimer]:
        """A running timer, looked up among the waiting ones: SpiffWorkflow would run a finished one again."""
        for task, one in waiting(self._spiff):
            if str(task.id) == key and isinstance(one, DueTimer) and one.name == element:
                return task, one
        raise DiagramFailed(where=f"{self.process.file}#{element}", why="The timer no longer runs.")

    def _deliver(self, name: str, payload: Mapping[str, object]) -> None:
        said = plain(payload)
        hearers = self._hearers(name, said)
        if not hearers:
            raise DiagramFailed(where=self._place(), why=f'Nothing in the instance awaits the message "{name}".')
        if any(one.element.waits_for for _, one in hearers) and (some := leaving.some(said, self.context.children)):
            hearers = leaving.without_whole(hearers, said)
            self._left = tuple(sorted(some))
            self.context.children.difference_update(some)
            self._engine.forget()
        for task, one in hearers:
            self._catch(task, one, said)
        self._run()

    def _catch(self, task: Task, one: Message, said: Mapping[str, object]) -> None:
        if task.id in self._spiff.event_manager.tasks:  # an earlier hearer may have interrupted it
            task.task_spec.catch(task, BpmnEvent(one, deepcopy(said)))
            task.task_spec._update(task)

    def _hearers(self, name: str, said: Mapping[str, object]) -> list[tuple[Task, Message]]:
        return [
            (task, one)
            for task, one in hearing(self._spiff)
            if one.name == name and leaving.concerns(task, one, said, self.context.children)
        ]

    def _place(self) -> str:
        return f"{self.process.file}#{self.process.id}"

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except DiagramFailed:
            raise
        except WorkflowTaskException as error:
            raise DiagramFailed(where=self._engine.where(error.task), why=sentence(error)) from error
        except Exception as error:
            raise DiagramFailed(where=self._place(), why=sentence(error)) from error


def _moved(old: Entry, at: datetime) -> Entry:
    """The entry of a timer that was moved without a new sum: its last day is the one before the moment."""
    if "limit" not in old:
        return entry(at)
    day = london_date(aware(at) - timedelta(microseconds=1))
    return entry(at) | {"due": day.isoformat(), "sum": f"Moved to {day_in_words(day)}", "amber": None}
