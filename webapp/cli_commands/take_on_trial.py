"""Tries families out in memory, on the diagrams in use: what would be opened is seen, and nothing is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from engine import CLOCK, CaseView, ChildpathError, Engine, SetClock, Settings, TaskLine, build_engine, short_day, views
from webapp.cli_commands.publish import operator
from webapp.cli_commands.take_on_families import Columns, Family
from webapp.cli_commands.take_on_sheet import Fault, Line


@dataclass
class Tried:
    """What would become of families: a line of words a child, and how much of it is late."""

    families: int = 0
    children: int = 0
    tasks: int = 0
    late: int = 0


class Trial:
    """An engine in memory with the files, the authority and the day of the one in use."""

    def __init__(self, engine: Engine) -> None:
        settings = Settings(database_url="sqlite://", authority=engine.settings.authority)
        self._engine = build_engine(settings, clock=SetClock(engine.clock.now()))
        self._engine.publish(operator(), uuid4().hex, engine.files())
        self.tried = Tried()

    @classmethod
    @contextmanager
    def on(cls, engine: Engine) -> Iterator["Trial"]:
        """A trial that is thrown away when the block ends."""
        trial = cls(engine)
        try:
            yield trial
        finally:
            trial._engine.close()

    def take_on(self, family: Family, process: str, columns: Columns) -> list[str]:
        """What would be opened, a sentence a row; what the diagrams refuse becomes a fault of the family."""
        try:
            opened = self._engine.open_case(operator(), family.request, process, family.raw)
        except ChildpathError as error:
            family.faults.append(Fault(family.lines[0].number, "", str(error)))
            return []
        self._engine.fire_due_timers()
        with self._engine.session() as session:
            case = self._engine.reading(session).case(CLOCK, opened.case_id)
        self._count(case)
        answers = family.raw[columns.rows]
        return [_child(line, child, case) for line, child in zip(family.lines, answers, strict=True)]

    def _count(self, case: CaseView) -> None:
        self.tried.families += 1
        self.tried.children += len(case.children)
        self.tried.tasks += len(case.open_tasks)
        self.tried.late += sum(task.tag == views.LATE for task in case.open_tasks)


def _child(line: Line, child: dict[str, str], case: CaseView) -> str:
    name = child.get("given_name", "")
    theirs = [task for task in case.open_tasks if name in task.children and task.item_name[: len(name)] in ("", name)]
    whole = f"{name} {child.get('family_name') or case.family_name}"
    return f"line {line.number}: {whole}: {'; '.join(map(_task, theirs)) or 'nothing to do'}"


def _task(task: TaskLine) -> str:
    due = f", due {short_day(task.due_on)}" if task.due_on else ""
    return f"{task.name}{due}{' (late)' if task.tag == views.LATE else ''}"
