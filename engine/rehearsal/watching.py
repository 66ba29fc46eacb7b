"""Sees what a case has become after each step of a play, and tells what is new."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from engine.domain.calendar import WorkingCalendar
from engine.domain.record_views import RecordLines
from engine.domain.values import CLOCK, Actor
from engine.domain.views import CaseView, TaskLine, TimerLine
from engine.queries.chronology import sentence
from engine.queries.history import since
from engine.rehearsal.told import ENDED, FIRED, SENT, Told, tell
from engine.service import Engine


class Watcher:
    """Reads between the steps, each time in a session of its own, so that nothing stays open while a command runs."""

    def __init__(self, engine: Engine, tell_line: Callable[[Told], None]) -> None:
        self._engine, self._tell = engine, tell_line
        self._number = 0
        self._tasks: dict[int, TaskLine] = {}
        self.open: tuple[TaskLine, ...] = ()  # what waits in the case since the last look
        self.timers: tuple[TimerLine, ...] = ()
        self.fired: list[str] = []
        self.sent: list[str] = []
        self.ended: list[str] = []
        with engine.session() as session:
            self.calendar: WorkingCalendar = engine.reading(session).calendar

    def case(self, case_id: int) -> CaseView:
        """The whole page of the case, for what a look does not tell."""
        with self._engine.session() as session:
            return self._engine.reading(session).case(CLOCK, case_id)

    def rows(self, task_id: int) -> Callable[[str], Sequence[Mapping[str, Any]]]:
        """The rows that a section of a task's form starts with, by the section's field; read when first asked for."""

        @cache
        def started() -> Mapping[str, Any]:
            with self._engine.session() as session:
                return self._engine.reading(session).task(CLOCK, task_id).prefill

        return lambda field: started().get(field, ())

    def draft(self, actor: Actor, task_id: int) -> Mapping[str, object]:
        """The actor's draft of a task's answers; {} for none."""
        with self._engine.session() as session:
            return self._engine.reading(session).task(actor, task_id).draft or {}

    def record(self, case_id: int) -> RecordLines:
        """All that the record says of the family."""
        with self._engine.session() as session:
            return self._engine.reading(session).family_record(CLOCK, case_id).record

    def look(self, case_id: int) -> None:
        """Tell every event since the last look."""
        with self._engine.session() as session:
            reader = self._engine.reading(session)
            self.open, self.timers = reader.open_tasks(CLOCK, case_id), reader.timers(CLOCK, case_id)
            self._tasks |= {line.id: line for line in self.open}
            for happened in since(session, case_id, self._number):
                self._number = happened.number
                for line in tell(happened, sentence(happened), self._tasks, reader.element_name):
                    self._note(line)

    def _note(self, line: Told) -> None:
        if line.kind == FIRED:
            self.fired.append(str(line.facts["element"]))
        elif line.kind == SENT:
            self.sent.append(str(line.facts["name"]))
        elif line.kind == ENDED:
            self.ended.append(str(line.facts["process"]))
        self._tell(line)
