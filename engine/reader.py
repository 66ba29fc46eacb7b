"""Reading for a person: a method a question, on the caller's session; what is shown is collected for the access log."""

from sqlalchemy.orm import Session

from engine.domain.calendar import WorkingCalendar
from engine.domain.clock import Clock
from engine.domain.record_views import ChildRecord, FamilyRecord
from engine.domain.values import Actor
from engine.domain.views import (
    CaseLine,
    CaseView,
    Entry,
    InboxCounts,
    InstanceLine,
    Look,
    OverviewView,
    Page,
    StageView,
    Startable,
    StartView,
    TaskLine,
    TaskView,
    TimerLine,
)
from engine.published import Library
from engine.queries import case, cases, chronology, inbox, picture, record, running, stages, startable, task
from engine.queries.reading import Reading

PAGE = 50


class Reader:
    """One page's look at the database. Hand `looks` to `Engine.record_looks` once the page's rows are copied.

    `authority` is the installation's, whose limits hold where there is no case yet.
    """

    def __init__(self, session: Session, library: Library, clock: Clock, authority: str = "national") -> None:
        self._reading = Reading(session, library, clock.now(), authority)
        self.looks: list[Look] = []

    def inbox(self, actor: Actor, which: str, after: str | None = None, size: int = PAGE) -> Page[TaskLine]:
        """Tasks that the actor has taken ("mine") or may take ("roles"), the most urgent first; or has "done"."""
        page = inbox.inbox(self._reading, actor, which, after, size)
        self._look("tasks", detail=f"{which}: {_listed({line.reference for line in page})}")
        return page

    def counts(self, actor: Actor) -> InboxCounts:
        """How much waits for the actor."""
        return inbox.counts(self._reading, actor)

    def task(self, actor: Actor, task_id: int) -> TaskView:
        """A task's page. Raises NotFound."""
        view = task.task(self._reading, actor, task_id)
        self._look("task", view.line.case_id, f"{view.line.title} ({task_id})")
        return view

    def case(self, actor: Actor, case_id: int) -> CaseView:
        """A case's page, with the newest page of its chronology. Raises NotFound."""
        view = case.case(self._reading, actor, case_id, PAGE)
        self._look("case", case_id, view.reference)
        return view

    def child(self, actor: Actor, case_id: int, child_id: int) -> ChildRecord:
        """A child's page: all that the record knows of the child. Raises NotFound."""
        view = record.child_record(self._reading, actor, case_id, child_id)
        self._look("child", case_id, f"{view.child.name} ({child_id})")
        return view

    def family_record(self, actor: Actor, case_id: int) -> FamilyRecord:
        """The record of all children of a case. Raises NotFound."""
        view = record.family_record(self._reading, actor, case_id)
        self._look("record", case_id, view.reference)
        return view

    def name_of_case(self, actor: Actor, case_id: int) -> str:
        """The case's reference and family, as pages about a part of it are headed. Raises NotFound."""
        row = cases.case_row(self._reading, actor, case_id)
        return f"{row.reference}: {row.family_name} family"

    def open_tasks(self, actor: Actor, case_id: int) -> tuple[TaskLine, ...]:
        """What waits in a case, the most urgent first; nothing where the actor may not see it."""
        self._look("case tasks", case_id)
        return case.open_tasks(self._reading, actor, case_id)

    def timers(self, actor: Actor, case_id: int) -> tuple[TimerLine, ...]:
        """What will happen in a case by itself, the next first; nothing where the actor may not see it."""
        self._look("case timers", case_id)
        return running.timers(self._reading, actor, case_id)

    def ended_stages(
        self, actor: Actor, case_id: int, after: str | None = None, size: int = PAGE
    ) -> Page[InstanceLine]:
        """The stages of a case that have ended, those begun last first. Raises NotFound."""
        page = running.ended(self._reading, actor, case_id, after, size)
        self._look("ended stages", case_id, f"after {after}" if after else "")
        return page

    def picture(self, actor: Actor, instance_id: int) -> StageView:
        """One stage of a case as a picture, with where it stands. Raises NotFound."""
        view = picture.stage(self._reading, actor, instance_id)
        self._look("stage", view.case_id, f"{view.name} ({instance_id})")
        return view

    def overview(self, actor: Actor, case_id: int) -> OverviewView:
        """Which stages each child of a case has been through. Raises NotFound."""
        view = stages.overview(self._reading, actor, case_id)
        self._look("stages", case_id, view.reference)
        return view

    def chronology(self, actor: Actor, case_id: int, after: str | None = None, size: int = PAGE) -> Page[Entry]:
        """What happened in a case, the newest first. Raises NotFound."""
        page = chronology.chronology(self._reading, actor, case_id, after, size)
        self._look("chronology", case_id, f"after {after}" if after else "")
        return page

    def cases(self, actor: Actor, after: str | None = None, text: str = "", size: int = PAGE) -> Page[CaseLine]:
        """Cases, the newest first; with `text`, those whose reference, family or child is called so."""
        page = cases.cases(self._reading, actor, after, text, size)
        self._look("search" if text else "cases", detail=f"{text}: {_listed({c.reference for c in page})}".lstrip(": "))
        return page

    def startable(self, actor: Actor, case_id: int | None = None) -> list[Startable]:
        """What the actor may start by hand, outside a case or in one. Raises NotFound for a case that is none."""
        return startable.startable(self._reading, actor, case_id)

    def start_view(self, actor: Actor, process: str, case_id: int | None = None) -> StartView:
        """The page that starts a process. Raises NotFound where the actor may not."""
        view = startable.start_view(self._reading, actor, process, case_id)
        if case_id is not None:
            self._look("case", case_id, f"to start: {view.name}")
        return view

    @property
    def calendar(self) -> WorkingCalendar:
        """The working days that the newest release counts."""
        return self._reading.calendar

    def element_name(self, process: str, element: str) -> str:
        """What the newest diagram calls one of its elements."""
        return self._reading.element_name(process, element)

    def role_name(self, role: str) -> str:
        """How people call a role."""
        return self._reading.role_name(role)

    def _look(self, what: str, case_id: int | None = None, detail: str = "") -> None:
        self.looks.append(Look(what, case_id, detail))


def _listed(references: set[str]) -> str:
    """Which cases a list showed: a look at fifty families must be answerable for each."""
    return ", ".join(sorted(references)) or "none"
