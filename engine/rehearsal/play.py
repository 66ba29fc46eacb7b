"""Plays a scenario on an engine with a set clock."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from uuid import uuid4

from engine.domain.clock import LONDON, SetClock, aware, london_date
from engine.domain.errors import AnswersRefused, BadRehearsal, ChildpathError
from engine.domain.values import Actor
from engine.domain.views import CaseView, TaskLine
from engine.domain.words import listed
from engine.rehearsal.answering import raw_answers
from engine.rehearsal.days import read_day
from engine.rehearsal.expecting import Seen, is_about, unmet
from engine.rehearsal.scenario import ADVANCE, DO, EXPECT, MORNING, OPEN, START, Scenario, Step
from engine.rehearsal.told import MET, Told
from engine.rehearsal.watching import Watcher
from engine.service import Engine

Tell = Callable[[Told], None]


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
        if step.verb == EXPECT:
            self._expect(step)
            return True
        moment = self._when(step)
        if self._up_to and moment > self._up_to:
            return False
        self.advance(moment)
        if step.verb != ADVANCE:
            {OPEN: self._open, START: self._start, DO: self._do}[step.verb](step, self._actor(step))
            self._look()
        return True

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
        before = london_date(self._moment) if self._moment else self.today
        written = step.what if step.verb == ADVANCE else step.on
        day = before if written is None else self._day(written, before)
        moment = aware(datetime.combine(day, step.at or MORNING, LONDON))
        if self._moment and moment < self._moment:
            if step.at or day < before:
                raise ValueError(f"it is on {day:%d %B %Y}, before the step that it follows.")
            return self._moment
        return moment

    def _day(self, written: object, before: date) -> date:
        return read_day(written, self.today, before, self._watcher.calendar)

    def _open(self, step: Step, actor: Actor) -> None:
        if self.case_id is not None:
            raise ValueError("the scenario's case is open already; start another process in it with `start`.")
        self.case_id = self._engine.open_case(actor, uuid4().hex, str(step.what), self._raw(step)).case_id

    def _start(self, step: Step, actor: Actor) -> None:
        children = [self._child(name) for name in step.children]
        self._engine.start_instance(actor, uuid4().hex, self._case().id, str(step.what), children, self._raw(step))

    def _do(self, step: Step, actor: Actor) -> None:
        task = self._task(str(step.what), step.child)
        self._engine.complete_task(actor, uuid4().hex, task.id, self._raw(step))

    def _expect(self, step: Step) -> None:
        seen = Seen(self._case(), self._watcher.fired, self._watcher.sent, self._watcher.ended, self._expected_day)
        if found := list(unmet(step.what, seen)):
            raise BadRehearsal(file=self._scenario.file, step=step, why=" ".join(found))
        self._tell(Told(self._clock.now(), MET, f"As expected (step {step.number})", {"step": step.number}))

    def _expected_day(self, written: object) -> date:
        return self._day(written, london_date(self._clock.now()))

    def _actor(self, step: Step) -> Actor:
        if step.by not in self._people:
            raise ValueError(f'nobody has the log-in "{step.by}"; there are: {", ".join(sorted(self._people))}.')
        return self._people[step.by]

    def _raw(self, step: Step) -> Mapping[str, object]:
        before = london_date(self._clock.now())
        return raw_answers(step.answers, lambda written: self._day(written, before), self._child)

    def _child(self, name: str) -> int:
        self._children = self._children or {child.given_name: child.id for child in self._case().children}
        if name not in self._children:
            raise ValueError(f'no child of the case is called "{name}"; there are: {", ".join(self._children)}.')
        return self._children[name]

    def _task(self, element: str, child: str) -> TaskLine:
        """The open task, of this child where one is named; of several the newest."""
        waiting = self._watcher.open
        fitting = [line for line in waiting if line.element == element and is_about(line, child)]
        if not fitting:
            open_ones = sorted(f"{line.element}{f' ({line.item_name})' if line.item_name else ''}" for line in waiting)
            raise ValueError(f"this task is not open; open are: {', '.join(open_ones) or 'none'}.")
        if not child and len({line.item for line in fitting}) > 1:
            raise ValueError(f"say whose: child is one of {listed(sorted(line.item_name for line in fitting))}.")
        return max(fitting, key=lambda line: line.id)

    def _case(self) -> CaseView:
        if self.case_id is None:
            raise ValueError("no case is open yet: begin with `open`.")
        return self._watcher.case(self.case_id)

    def _next_due(self) -> datetime | None:
        return min((timer.due_at for timer in self._watcher.timers if not timer.stuck), default=None)

    def _failures(self) -> str:
        return " ".join(timer.failure for timer in self._watcher.timers if timer.failure)

    def _look(self) -> None:
        if self.case_id is not None:
            self._watcher.look(self.case_id)


def _why(error: Exception) -> str:
    if isinstance(error, AnswersRefused):
        problems = (f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in error.problems)
        return f"{error} {' '.join(problems)}"
    return str(error)
