"""Plays a scenario on an engine with a set clock."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from uuid import uuid4

from engine.domain.clock import LONDON, SetClock, aware, london_date
from engine.domain.errors import AnswersRefused, BadRehearsal, ChildpathError
from engine.domain.values import Actor, Behalf
from engine.domain.views import CaseView, TaskLine
from engine.domain.words import listed
from engine.rehearsal.answering import Meaning, raw_answers
from engine.rehearsal.days import Days, is_of_task
from engine.rehearsal.expected import Seen
from engine.rehearsal.expecting import is_about, unmet
from engine.rehearsal.scenario import Scenario
from engine.rehearsal.steps import ADVANCE, DO, DRAFT, EXPECT, KEEP, OPEN, START, WAIT, Step
from engine.rehearsal.told import MET, Told
from engine.rehearsal.watching import Watcher
from engine.service import Engine

Tell = Callable[[Told], None]
MORNING = time(10)  # when a step is done that names no time
EACH = "each"  # the child of a step that is done for every one of them


def rehearse(
    engine: Engine, clock: SetClock, scenario: Scenario, tell: Tell = lambda line: None, up_to: datetime | None = None
) -> int | None:
    """Play `scenario` on `engine`, whose clock is `clock`, telling each line; gives the id of the case it opened.

    "today" is the scenario's own, else the clock's London day. Steps later than `up_to` are left out, and timers fire
    up to it. People are those of the engine's directory, by log-in. Raises BadRehearsal, naming file and step.
    """
    play = _Play(engine, clock, scenario, tell, up_to)
    for step in scenario.steps:
        with play.named(step):
            if not play.take(step):
                break
    if up_to:
        play.advance(aware(up_to))
    return play.case_id


class _Play:
    """Where a play stands: its case, its moment and what has been seen."""

    def __init__(self, engine: Engine, clock: SetClock, scenario: Scenario, tell: Tell, up_to: datetime | None) -> None:
        self._engine, self._clock, self._scenario, self._up_to = engine, clock, scenario, up_to
        self._people = {person.login: person.as_actor() for person in engine.people()}
        self._watcher = Watcher(engine, tell)
        self._tell = tell
        self.today = scenario.today or london_date(clock.now())
        self._moment: datetime | None = None
        self._children: dict[str, int] = {}
        self._children_read = False  # since the last step
        self.case_id: int | None = None

    @contextmanager
    def named(self, step: Step) -> Iterator[None]:
        """What goes wrong is told with the file and the step; the engine's own words say why."""
        try:
            yield
        except BadRehearsal:
            raise
        except (ChildpathError, ValueError) as error:
            raise BadRehearsal(file=self._scenario.file, step=step, why=_why(error)) from error

    def take(self, step: Step) -> bool:
        """Do one step; false for one that lies after the end of the play."""
        if step.authorities and self._engine.settings.authority not in step.authorities:
            return True
        if step.verb == EXPECT:
            self._expect(step)
            return True
        if step.verb in (WAIT, KEEP):
            return self._wait(step) if step.verb == WAIT else self._keep_up(step)
        moment = self._when(step)
        if not self._reach(moment):
            return False
        if step.verb != ADVANCE:
            verbs = {OPEN: self._open, START: self._start, DO: self._do, DRAFT: self._draft}
            verbs[step.verb](step, self._actor(step))
            self._look()
        return True

    def _reach(self, moment: datetime) -> bool:
        """Let time go on to `moment`; false where the play ends before it."""
        if self._up_to and moment > self._up_to:
            return False
        self.advance(moment)
        return True

    def _wait(self, step: Step) -> bool:
        """Let timers fire until the task is open."""
        while not any(line.element == step.what for line in self._watcher.open):
            if (due := self._next_due()) is None:
                raise ValueError("this task is not open, and no timer runs that could open it.")
            if not self._reach(max(due, self._moment or due)):
                return False
        return True

    def _keep_up(self, step: Step) -> bool:
        """Do the tasks that the step names on the day each is due, one after the other, until its last day."""
        last = self._at(self._day(step.until, self._before()))
        while task := self._next_kept(step, london_date(last)):
            if not self._reach(max(self._at(task.due_on), self._moment or last)):
                return False
            done = step.kept[task.element]
            self._complete(done, task, self._actor(done))
            self._look()
        return self._reach(max(last, self._moment or last))

    def _next_kept(self, step: Step, last: date) -> TaskLine | None:
        dated = [line for line in self._watcher.open if line.element in step.kept and line.due_on]
        return min((one for one in dated if one.due_on <= last), key=lambda one: (one.due_on, one.id), default=None)

    def advance(self, moment: datetime) -> None:
        """Fire what comes due up to `moment`, in order, each at its own time; then stand at `moment`."""
        while (due := self._next_due()) and due <= moment:
            self._clock.set(max(due, self._moment or due))
            self._engine.fire_due_timers()
            self._look()
            if self._next_due() == due:
                raise ValueError(f"the timers due at {due:%d %B %Y %H:%M} did not fire. {self._failures()}")
        self._moment = moment
        self._clock.set(moment)

    def _when(self, step: Step) -> datetime:
        """The step's moment; one without a day is on the day of the step before it."""
        written, before = step.what if step.verb == ADVANCE else step.on, self._before()
        due = self._task(str(step.what), step.child).due_on if is_of_task(written) else None
        day = before if written is None else self._day(written, before, due)
        moment = self._at(day, step)
        if self._moment and moment < self._moment:
            if step.at or day < before:
                raise ValueError(f"it is on {day:%d %B %Y}, before the step that it follows.")
            return self._moment
        return moment

    def _at(self, day: date, step: Step | None = None) -> datetime:
        return aware(datetime.combine(day, (step and step.at) or MORNING, LONDON))

    def _before(self) -> date:
        """The day of the step before, from which a step's own day counts."""
        return london_date(self._moment) if self._moment else self.today

    def _day(self, written: object, before: date, due: date | None = None) -> date:
        return Days(self._watcher.calendar, self.today, before, due).read(written)

    def _open(self, step: Step, actor: Actor) -> None:
        if self.case_id is not None:
            raise ValueError("the scenario's case is open already; start another process in it with `start`.")
        self.case_id = self._engine.open_case(actor, uuid4().hex, str(step.what), self._raw(step)).case_id

    def _start(self, step: Step, actor: Actor) -> None:
        children = [self._child(name) for name in step.children]
        answers = self._raw(step)
        self._engine.start_instance(actor, uuid4().hex, self._case().id, str(step.what), children, answers)

    def _do(self, step: Step, actor: Actor) -> None:
        element = str(step.what)
        tasks = self._each(element) if step.child == EACH else [self._task(element, step.child)]
        for task in tasks:
            self._complete(step, task, actor)

    def _complete(self, step: Step, task: TaskLine, actor: Actor) -> None:
        answers, behalf = self._raw(step, task), self._behalf(step)
        try:
            self._engine.complete_task(actor, uuid4().hex, task.id, answers, behalf)
        except AnswersRefused as error:
            if not step.refused or step.refused not in _why(error):
                raise
            self._tell(Told(self._clock.now(), MET, f'Refused: "{step.refused}"', {"step": step.number}))
        else:
            if step.refused:
                raise ValueError(f'expected "{step.refused}" to be said, and the answers were taken.')

    def _draft(self, step: Step, actor: Actor) -> None:
        task = self._task(str(step.what), step.child)
        self._engine.save_draft(actor, task.id, self._raw(step, task))

    def _expect(self, step: Step) -> None:
        seen = Seen(
            case := self._case(),
            self._watcher.fired,
            self._watcher.sent,
            self._watcher.ended,
            lambda written: self._day(written, self._now()),
            self._engine.settings.authority,
            lambda: self._watcher.record(case.id),
            self._drafted,
        )
        if found := list(unmet(step.what, seen)):
            raise BadRehearsal(file=self._scenario.file, step=step, why=" ".join(found))
        self._tell(Told(self._clock.now(), MET, f"As expected (step {step.number})", {"step": step.number}))

    def _drafted(self, element: str, login: str) -> Mapping[str, object]:
        """The person's draft of a task's answers; {} for none."""
        return self._watcher.draft(self._people[login], self._task(element, "").id) if login in self._people else {}

    def _now(self) -> date:
        return london_date(self._clock.now())

    def _actor(self, step: Step) -> Actor:
        if step.by not in self._people:
            raise ValueError(f'nobody has the log-in "{step.by}"; there are: {", ".join(sorted(self._people))}.')
        return self._people[step.by]

    def _raw(self, step: Step, task: TaskLine | None = None) -> Mapping[str, object]:
        before, due = self._now(), task and task.due_on
        rows = self._watcher.rows(task.id) if task else lambda field: ()
        return raw_answers(step.answers, Meaning(lambda said: self._day(said, before, due), self._id_of, rows))

    def _behalf(self, step: Step) -> Behalf | None:
        """For whom a task is done; one who names no day received it on the step's own."""
        if step.behalf is None:
            return None
        received = step.behalf.get("received_on")
        on = self._now() if received is None else self._day(received, self._now())
        return Behalf(str(step.behalf.get("name", "")), on, str(step.behalf.get("channel", "")))

    def _id_of(self, name: str) -> int | None:
        """The child of this given name, or of one it had before; the case is read anew where that may help."""
        if name not in self._children and not self._children_read and self.case_id is not None:
            self._children |= {child.given_name: child.id for child in self._case().children}
            self._children_read = True
        return self._children.get(name)

    def _child(self, name: str) -> int:
        if (found := self._id_of(name)) is None:
            raise ValueError(f'no child of the case is called "{name}"; there are: {", ".join(self._children)}.')
        return found

    def _task(self, element: str, child: str) -> TaskLine:
        """The open task, of this child where one is named; of several the newest."""
        fitting = [line for line in self._each(element) if is_about(line, child)] or self._none_open()
        if not child and len({line.item for line in fitting}) > 1:
            raise ValueError(f"say whose: child is one of {listed(sorted(line.item_name for line in fitting))}.")
        return max(fitting, key=lambda line: line.id)

    def _each(self, element: str) -> list[TaskLine]:
        return [line for line in self._watcher.open if line.element == element] or self._none_open()

    def _none_open(self) -> list[TaskLine]:
        found = (f"{line.element}{f' ({line.item_name})' if line.item_name else ''}" for line in self._watcher.open)
        raise ValueError(f"this task is not open; open are: {', '.join(sorted(found)) or 'none'}.")

    def _case(self) -> CaseView:
        if self.case_id is None:
            raise ValueError("no case is open yet: begin with `open`.")
        return self._watcher.case(self.case_id)

    def _next_due(self) -> datetime | None:
        return min((timer.due_at for timer in self._watcher.timers if not timer.stuck), default=None)

    def _failures(self) -> str:
        return " ".join(timer.failure for timer in self._watcher.timers if timer.failure)

    def _look(self) -> None:
        self._children_read = False
        if self.case_id is not None:
            self._watcher.look(self.case_id)


def _why(error: Exception) -> str:
    if isinstance(error, AnswersRefused):
        problems = (f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in error.problems)
        return f"{error} {' '.join(problems)}"
    return str(error)
