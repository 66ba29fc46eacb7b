"""One command's run of instances in a locked case: moves them, writes each step down, and passes on what they throw."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from engine import operations
from engine.bpmn import Context, Process, Workflow
from engine.bpmn.context import Facts
from engine.commands import Deps
from engine.commands.post import Letter, Post
from engine.commands.redate_instances import HOW, Cause, follow_record, told
from engine.domain.clock import london_date
from engine.domain.errors import DiagramFailed
from engine.domain.values import Actor, OpenTask, Step
from engine.feel import Environment
from engine.published import Published
from engine.queries.facts import for_instance
from engine.queries.scope import environment
from engine.storage.json_text import plain
from engine.storage.record import Record
from engine.storage.steps import Live, Saved, insert_instance, leave, read_live, runs_alone, save_step
from engine.storage.unit_of_work import Case, UnitOfWork

MOST_MOVES = 50  # of instances in one command: more is diagrams that set one another off for ever
MOST_ALONE = 50  # instances that timers may start in a case before a person does anything: more is the same


class Run:
    """Made after the case is locked, and kept no longer than the command.

    `moment` is what FEEL takes for now: the real now, or for a timer the moment it was due, so that a sweep that comes
    late moves no date. What is written down carries the real now.
    """

    def __init__(
        self,
        deps: Deps,
        uow: UnitOfWork,
        case: Case,
        actor: Actor,
        current: Published,
        moment: datetime | None = None,
    ) -> None:
        self.deps, self.uow, self.case, self.actor, self.current = deps, uow, case, actor, current
        self.moment = moment or uow.now
        self.env: Environment = environment(current, case.authority, self.moment)
        self.moves: list[dict[str, object]] = []
        self.operations: list[dict[str, object]] = []
        self.opened: list[tuple[int, OpenTask]] = []
        self._post = Post(uow, case.id)
        self._letters: deque[Letter] = deque()

    # ---- moving one instance

    def insert(self, process: Process, children: Sequence[int]) -> Live:
        """A new instance of a process of the newest release, not yet started."""
        return insert_instance(
            self.uow.session, self.case.id, process.id, process.name, self.current.number, children, self.uow.now
        )

    def start(
        self, instance: Live, data: Mapping[str, object], message: tuple[str, Mapping[str, object]] | None = None
    ) -> None:
        """Let an inserted instance begin, by hand or by a message. Raises DiagramFailed."""
        process = self.current.catalogue.processes[instance.process]
        by_message = {"message": message} if message else {}
        _, step = Workflow.start(process, plain(data), self._context(instance), **by_message)
        self._write(instance, step, "started", message[0] if message else process.starts.element)

    def complete(self, instance: Live, key: str, element: str, kept: Mapping[str, object]) -> None:
        """Let the diagram go on from a task whose row is closed already. Raises DiagramFailed."""
        self._write(instance, self._load(instance).complete(key, plain(kept)), "completed", element)

    def fire(self, instance: Live, key: str, element: str) -> None:
        """Fire a timer. Raises DiagramFailed."""
        self._write(instance, self._load(instance).fire(key, element), "fired", element)

    def deliver(self, instance: Live, name: str, payload: Mapping[str, object]) -> bool:
        """Hand over a message; gives whether the instance heard it, for the children it names. Raises DiagramFailed."""
        workflow = self._load(instance)
        heard = workflow.hears(name, payload)
        if heard:
            self._write(instance, workflow.deliver(name, payload), "message", name)
        return heard

    def redate(self, instance: Live, cause: Cause) -> None:
        """Count anew what an instance waits for, and write it down if anything has changed. Raises DiagramFailed."""
        workflow = self._load(instance)
        step, changed = workflow.redated(moved=cause.moved)
        if changed or (cause.moved and step.state != instance.state):
            self._write(instance, step, HOW, cause.why)
            self.moves[-1]["redated"] = told(workflow.process, step, changed)

    def _load(self, instance: Live) -> Workflow:
        release = self.deps.library.release(self.uow.session, instance.release)
        return Workflow.load(release.catalogue.processes[instance.process], instance.state, self._context(instance))

    def _context(self, instance: Live) -> Context:
        concerned = set(instance.children)  # a message may take some out of the instance on the way
        return Context(
            now=self.moment,
            calendar=self.current.calendar,
            due=self.env.due,
            facts=lambda: cast(Facts, for_instance(self.uow.session, self.case.id, instance.id, sorted(concerned))),
            operate=lambda name, inputs: self.operate(name, inputs, instance.id, concerned),
            children=concerned,
        )

    def operate(self, name: str, inputs: Mapping[str, object], instance_id: int, concerned: set[int]) -> object:
        """Run an operation on the record, for an instance; `concerned` gains the children that it adds to it.

        Raises DiagramFailed, NotFound.
        """
        record = Record(
            self.uow.session,
            self.case.id,
            instance_id,
            tuple(sorted(concerned)),
            self.uow.now,
            london_date(self.moment),
            self.actor,
            self.env.due,
        )
        value = plain(operations.operate(name, record, inputs))
        concerned |= record.joined
        told = {"instance": instance_id, "name": name, "inputs": inputs, "value": value, "rows": record.written}
        self.operations.append(told)
        return value

    def _write(self, instance: Live, step: Step, how: str, what: str) -> None:
        saved = save_step(self.uow.session, instance, step, self.uow.now)
        if step.left:
            instance = leave(self.uow.session, instance, step.left, self.uow.now)
        self.opened += saved.opened
        self.moves.append(_told(instance, step, saved, how, what))
        self._letters += [self._post.letter(thrown, instance) for thrown in step.thrown]
        if step.awaited and not step.ended and (how == "message" or step.newly_awaited):
            self._letters += self._post.kept(replace(instance, awaited=step.awaited))

    # ---- passing on messages

    def send(self, letter: Letter) -> None:
        """Put a message from outside among those that `settle` passes on."""
        self._letters.append(letter)

    def settle(self) -> None:
        """Pass on every message thrown, and those that these throw, until none is left; dates then follow the record.

        Raises DiagramFailed.
        """
        while self._letters:
            letter = self._letters.popleft()
            if len(self.moves) > MOST_MOVES:
                raise DiagramFailed(where=letter.name, why="its messages set one another off for ever.")
            self._pass_on(letter)
        follow_record(self)

    def _pass_on(self, letter: Letter) -> None:
        taken = [taker for taker in self._post.takers(letter) if self._hand_over(letter, taker)]
        started = [] if letter.kept else self._start_by(letter)
        if not taken and not started:
            self._post.keep(letter)

    def _hand_over(self, letter: Letter, taker: int) -> bool:
        instance = read_live(self.uow.session, taker)
        heard = self.deliver(instance, letter.name, letter.payload)
        if heard:
            self._post.delivered(letter, instance)
        return heard

    def _start_by(self, letter: Letter) -> list[Live]:
        """Start the processes of the newest release that begin with this message."""
        processes = list(self.current.catalogue.started_by(letter.name))
        children = self._post.of_case(letter) if processes else ()
        started = []
        if processes and self.actor.is_clock and runs_alone(self.uow.session, self.case.id, MOST_ALONE):
            raise DiagramFailed(where=letter.name, why="timers set one another off for ever, and no person acts.")
        for process in processes:
            instance = self.insert(process, children)
            self.start(instance, {}, (letter.name, letter.payload))
            self._post.delivered(letter, instance)
            started.append(instance)
        return started


def _told(instance: Live, step: Step, saved: Saved, how: str, what: str) -> dict[str, object]:
    """A move as the event tells it (engine.commands says how it looks)."""
    return {
        "instance": instance.id,
        "process": instance.process,
        "name": instance.name,
        "how": how,
        "what": what,
        "opened": [_opened(task_id, task) for task_id, task in saved.opened],
        "withdrawn": saved.withdrawn,
        "timers": [
            {
                "element": timer.element,
                "name": timer.name,
                "due_at": timer.at,
                "due_on": timer.deadline and timer.deadline.due,
            }
            for timer in saved.timers
        ],
        "thrown": [{"name": thrown.name, "children": thrown.payload.get("children")} for thrown in step.thrown],
        "left": step.left,
        "decided": [
            {"element": one.element, "decision": one.decision, "inputs": one.inputs, "outputs": one.outputs}
            for one in step.decided
        ],
        "unknowns": step.unknowns,
        "ended": step.ended,
        "ending": step.ending,
        "state": saved.state,
    }


def _opened(task_id: int, task: OpenTask) -> dict[str, object]:
    return {
        "task": task_id,
        "element": task.element,
        "name": task.name,
        "role": task.role,
        "item_name": task.item_name,
        "due_on": task.deadline.due if task.deadline else None,
    }
