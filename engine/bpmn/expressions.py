"""Stands where SpiffWorkflow wants its script engine, and runs nothing but expressions compiled with their diagram."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from SpiffWorkflow.task import Task

from engine.bpmn.beside import Beside
from engine.bpmn.context import Context, Facts
from engine.bpmn.decisions import Decision
from engine.bpmn.elements import Element, Process
from engine.bpmn.moments import Entry, dated, day_entry, deadline_entry, entry, moment_of
from engine.bpmn.multi import Item, items_of
from engine.bpmn.plain import plain
from engine.bpmn.scope import AnswersSeen, Scope
from engine.domain.errors import DiagramFailed
from engine.domain.limits import Due
from engine.domain.set_dates import due_or_set
from engine.domain.values import Decided
from engine.feel import DueCall, Environment, Expression

BOUNDARY = "boundaryEvent"
LOG = logging.getLogger(__name__)


class FeelEngine:
    """Made afresh for each command. `decided` and `unknowns` gather what its step tells the event log."""

    def __init__(self, process: Process, context: Context) -> None:
        self.process, self.context = process, context
        self.decided: list[Decided] = []
        self.unknowns: list[str] = []
        self._facts: Facts | None = None

    def forget(self) -> None:
        """Ask for the facts again when they are next needed: the record has changed."""
        self._facts = None

    def evaluate(self, task: Task, expression: object, external_context: object = None) -> object:
        """What SpiffWorkflow asks for every condition. One that is null is not taken, and is noted."""
        if not isinstance(expression, Expression):
            raise DiagramFailed(where=self.where(task), why="A text in it was not compiled with the diagram.")
        value = self.value(task, expression)
        if not expression.condition:
            return value
        if value is None:
            self._note(expression.where)
        elif not isinstance(value, bool):
            raise DiagramFailed(where=expression.where, why=f"The condition gave {value!r}, which is not yes or no.")
        return value is True

    def execute(self, task: Task, script: str, external_context: object = None) -> None:
        """Diagrams hold no scripts; SpiffWorkflow would ask here."""
        raise DiagramFailed(where=self.where(task), why="Scripts are refused.")

    def value(self, task: Task, expression: Expression) -> object:
        """What an expression gives for a task. Raises DiagramFailed with the expression's place."""
        env = self._environment()
        with failing_at(expression.where):
            value = expression.run(self.scope(task), env)
        _log(expression.where, env)
        return value

    def scope(self, task: Task) -> Mapping[str, object]:
        """The names that the diagram's expressions see from a task."""
        items = items_of(task)
        seen = Scope(
            data=lambda: task.data,
            answers=lambda: AnswersSeen(self._read()["answers"], self.process.elements, items),
            case=lambda: self._read()["case"],
        )
        return Beside(items, seen)

    def items(self, task: Task, expression: Expression) -> list[Item]:
        """The list of a multi-instance: contexts with an `id` and a `name`, no id twice."""
        value = self.value(task, expression)
        with failing_at(expression.where):
            found = plain(value)
            _check_items(found)
        return found

    def payload(self, task: Task, expression: Expression) -> dict[str, object]:
        """What a thrown message says: a context that names the `children` it concerns."""
        value = self.value(task, expression)
        with failing_at(expression.where):
            said = plain(value)
        if not isinstance(said, dict) or not isinstance(said.get("children"), list):
            raise DiagramFailed(where=expression.where, why="The message does not say which children it concerns.")
        return said

    def moment(self, task: Task, element: Element, timer: Expression, first: bool) -> Entry | None:
        """When a timer fires, as the saved state keeps it; `first` when it is asked for the first time.

        A boundary timer whose date nobody knows yet does not run, and is noted once: people must be able to go on
        recording. Where the instance would wait for nothing else, DiagramFailed says so.
        """
        found = self._deadline(task, timer.due) if timer.due else self._moment(task, timer, element.lasts)
        if found is None and element.kind != BOUNDARY:
            raise DiagramFailed(where=element.where, why="The date it waits for is not known.")
        if found is None and first:
            self._note(element.where)
        return found

    def due(self, task: Task, element: Element, expression: Expression, first: bool) -> Entry | None:
        """The due date of a task that has no timer for it, by its property `due`; noted once while nobody knows it."""
        if expression.due:
            found = self._counted(task, expression.due)
            said = None if found is None else found[1]
        else:
            value = self.value(task, expression)
            with failing_at(expression.where):
                day = dated(value)
            said = None if day is None else day_entry(day)
        if said is None and first:
            self._note(element.where)
        return said

    def operate(self, task: Task, element: Element, optional: frozenset[str]) -> object:
        """Run an element's operation. An optional input that is null is left out, so the operation's default holds."""
        given = {name: self.value(task, one) for name, one in element.inputs.items()}
        given = {name: value for name, value in given.items() if value is not None or name not in optional}
        try:
            outcome = plain(self.context.operate(element.operation, given))
        except DiagramFailed as error:  # the operation knows what is wrong with its inputs, but not who asked it
            raise DiagramFailed(where=element.where, why=f"{element.operation}: {error.why}") from error
        except Exception as error:
            raise DiagramFailed(where=element.where, why=f"{element.operation}: {sentence(error)}") from error
        self.forget()
        return outcome

    def decide(self, task: Task, element: Element, decision: Decision) -> object:
        """Ask a table, and note what it saw and what it said."""
        given = {name: self.value(task, one) for name, one in element.inputs.items()}
        env = self._environment()
        asked = decision.ask(Beside(given, self.scope(task)), env)
        _log(decision.where, env)
        with failing_at(element.where):
            seen, said = plain(asked.seen), plain(asked.said)
        self.decided.append(Decided(element.id, decision.id, seen, said if isinstance(said, dict) else {"rows": said}))
        return said

    def where(self, task: Task) -> str:
        """The place of a task in its diagram."""
        return f"{task.workflow.spec.file}#{getattr(task.task_spec, 'bpmn_id', None) or task.task_spec.name}"

    def _deadline(self, task: Task, call: DueCall) -> Entry | None:
        found = self._counted(task, call)
        return None if found is None else entry(found[0].at, self.context.now) | found[1]

    def _counted(self, task: Task, call: DueCall) -> tuple[Due, Entry] | None:
        """What `due(...)` gives, and how it was counted. None where this authority has no such limit."""
        limit, anchor = self.value(task, call.limit), self.value(task, call.anchor)
        chosen = None if call.set is None else self.value(task, call.set)
        with failing_at(call.anchor.where):
            if limit is not None and not isinstance(limit, str):
                raise ValueError(f"A limit has a name, and this gave {limit!r}.")
            start = dated(anchor)
            due = due_or_set(limit, start, dated(chosen), self.context.due)
            return None if due is None else (due, deadline_entry(due, limit or "", start, str(call.anchor)))

    def _moment(self, task: Task, timer: Expression, lasts: bool) -> Entry | None:
        value = self.value(task, timer)
        with failing_at(timer.where):
            at = moment_of(value, self.context.now, lasts)
        return None if at is None else entry(at, self.context.now)

    def _environment(self) -> Environment:
        return Environment(now=self.context.now, calendar=self.context.calendar, due=self.context.due)

    def _read(self) -> Facts:
        if self._facts is None:
            self._facts = self.context.facts()
        return self._facts

    def _note(self, where: str) -> None:
        if where not in self.unknowns:
            self.unknowns.append(where)


def _log(where: str, env: Environment) -> None:
    for warning in env.warnings:  # they name types and fields, never what a person typed
        LOG.info("%s: %s", where, warning)


@contextmanager
def failing_at(where: str) -> Iterator[None]:
    """Turns whatever goes wrong into DiagramFailed at that place, chained from its cause."""
    try:
        yield
    except DiagramFailed:
        raise
    except Exception as error:
        raise DiagramFailed(where=where, why=sentence(error)) from error


def sentence(error: Exception) -> str:
    """An error in words that end with a dot."""
    return f"{str(error).strip().rstrip('.') or type(error).__name__}."


def _check_items(found: object) -> None:
    if not isinstance(found, list):
        raise ValueError(f"It repeats for each of a list, and this gave {found!r}.")
    if not all(isinstance(item, dict) and item.keys() >= {"id", "name"} for item in found):
        raise ValueError("Each item it repeats for needs an id and a name.")
    if len({str(item["id"]) for item in found}) < len(found):
        raise ValueError("Two of the items it repeats for have the same id.")
