"""What every question is asked with: a session, the moment, and the newest release for names and the calendar."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from engine.domain.calendar import WorkingCalendar
from engine.domain.clock import london_date
from engine.published import Library, Published


@dataclass(frozen=True)
class Reading:
    """One look at the database; throw it away after the page."""

    session: Session
    library: Library
    now: datetime
    authority: str = ""

    @cached_property
    def published(self) -> Published:
        """The newest release. Raises NothingPublished."""
        return self.library.current(self.session)

    @cached_property
    def today(self) -> date:
        return london_date(self.now)

    @property
    def calendar(self) -> WorkingCalendar:
        return self.published.calendar

    @cached_property
    def _roles(self) -> dict[str, str]:
        return dict(self.published.catalogue.roles())

    def role_name(self, role: str) -> str:
        """How people call a role; its id in words where the newest release no longer draws it."""
        return self._roles.get(role) or role.replace("_", " ").capitalize()

    def element_name(self, process: str, element: str) -> str:
        """What the newest diagram calls an element; its id in words where it is no longer drawn."""
        diagram = self.published.catalogue.processes.get(process)
        drawn = diagram.elements.get(element) if diagram else None
        return (drawn.name if drawn else "") or element.replace("_", " ").capitalize()
