"""The engine: a method a verb, a command a method, no logic of its own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from engine.commands import (
    Deps,
    claim_task,
    complete_task,
    deliver_message,
    fire_timers,
    heartbeat,
    open_case,
    publish_release,
    record_looks,
    redate_cases,
    release_task,
    retry_timer,
    run_nightly,
    save_draft,
    seal_looks,
    start_instance,
    verify_record,
)
from engine.commands.complete_task import Completed, NextTask
from engine.commands.open_case import Opened
from engine.commands.start_instance import Started
from engine.directory import Directory
from engine.domain.clock import Clock
from engine.domain.errors import DatabaseUnavailable, DirectoryUnavailable, NoRole, NothingPublished, WrongLogIn
from engine.domain.values import Actor, Behalf, Person
from engine.domain.views import Health, Look, StartView
from engine.queries import moving_dates, taking_on
from engine.queries.health import health
from engine.queries.moving_dates import MovingDates
from engine.queries.reading import Reading
from engine.reader import Reader
from engine.settings import Settings
from engine.storage.chain import Broken
from engine.storage.connect import read_session, told_apart

__all__ = ["Completed", "Engine", "NextTask", "Opened", "Started"]


class Engine:
    """All that a page, the command line or the worker may ask. Safe to share between threads.

    Every verb that changes something takes a `request_id`, chosen by the caller and unique: sending the same request
    again gives its first outcome, so a caller who got no answer may always send again.
    """

    def __init__(self, deps: Deps, settings: Settings, directory: Directory | None = None) -> None:
        self._deps = deps
        self._directory = directory
        self.settings = settings
        self.clock: Clock = deps.clock
        self.database = deps.database  # the pool; only Flask-SQLAlchemy's wiring needs it

    # ---- people

    def log_in(self, login: str, password: str) -> Person:
        """The person with this log-in. Raises WrongLogIn, AccountClosed, NoRole, DirectoryUnavailable."""
        person = self._people().authenticate(login, password)
        if person is None:
            raise WrongLogIn
        if not person.roles:
            raise NoRole
        return person

    def person(self, person_id: str) -> Person | None:
        """The person as the directory has them now; None for one who left. Raises DirectoryUnavailable."""
        return self._people().person(person_id)

    def people(self, role: str | None = None) -> list[Person]:
        """Everyone, or those who hold `role`. Raises DirectoryUnavailable."""
        return self._people().people(role)

    def permissions(self, actor: Actor) -> frozenset[str]:
        """What the actor's roles permit, by the newest release's table; nothing before the first one."""
        with self.session() as session:
            try:
                return self._deps.library.current(session).permissions(actor.roles)
            except NothingPublished:
                return frozenset()

    def _people(self) -> Directory:
        if self._directory is None:
            raise DirectoryUnavailable
        return self._directory

    # ---- the work

    def open_case(self, actor: Actor, request_id: str, process: str, raw: Mapping[str, object]) -> Opened:
        """Start by hand a process that opens a case. Raises NotFound, NotAllowed, AnswersRefused, DiagramFailed."""
        return open_case.open_case(self._deps, actor, request_id, process, raw)

    def start_instance(
        self,
        actor: Actor,
        request_id: str,
        case_id: int,
        process: str,
        children: Sequence[int] = (),
        raw: Mapping[str, object] | None = None,
    ) -> Started:
        """Start a process by hand in a case, for some of its children (all, if none are named).

        Raises NotFound, NotAllowed, AnswersRefused, DiagramFailed.
        """
        return start_instance.start_instance(self._deps, actor, request_id, case_id, process, children, raw or {})

    def complete_task(
        self, actor: Actor, request_id: str, task_id: int, raw: Mapping[str, object], behalf: Behalf | None = None
    ) -> Completed:
        """Record a task as done, with its raw answers, and let the diagram go on.

        `behalf` is for whom it is done, where the actor only acts for the task's role.

        Raises NotFound, NotAllowed, TaskAlreadyDone, TaskNoLongerNeeded, TaskClaimedByAnother, AnswersRefused,
        DiagramFailed.
        """
        return complete_task.complete_task(self._deps, actor, request_id, task_id, raw, behalf)

    def claim_task(self, actor: Actor, request_id: str, task_id: int) -> None:
        """Take a task for oneself. Raises as complete_task does."""
        claim_task.claim_task(self._deps, actor, request_id, task_id)

    def release_task(self, actor: Actor, request_id: str, task_id: int) -> None:
        """Give a task back. Raises TaskNotClaimed, and as complete_task does."""
        release_task.release_task(self._deps, actor, request_id, task_id)

    def save_draft(self, actor: Actor, task_id: int, raw: Mapping[str, object]) -> datetime:
        """Keep what a person has typed so far; gives when. It needs no request id: the newest draft is the draft."""
        return save_draft.save_draft(self._deps, actor, task_id, raw)

    def deliver_message(
        self,
        actor: Actor,
        request_id: str,
        case_id: int,
        name: str,
        children: Sequence[int],
        payload: Mapping[str, object] | None = None,
    ) -> None:
        """Hand a message to the instances of a case that concern these children; kept until one awaits it."""
        deliver_message.deliver_message(self._deps, actor, request_id, case_id, name, children, payload or {})

    # ---- families known before

    def taking_on(self) -> StartView:
        """The process that opens the case of a family known before. Raises NotFound, NothingPublished."""
        with self.session() as session:
            return taking_on.taking_on(self._reading(session))

    def opened_by(self, requests: str) -> dict[str, str]:
        """The references of the cases that were opened by requests whose ids begin so, by these ids."""
        with self.session() as session:
            return taking_on.opened_by(self._reading(session), requests)

    def files(self) -> dict[str, bytes]:
        """The files of the newest release, by path. Raises NothingPublished."""
        with self.session() as session:
            return self._deps.library.files(session)

    # ---- what runs by itself

    def fire_due_timers(self, limit: int | None = None) -> int:
        """Fire timers that are due, each case in its own transaction; gives how many fired, at most about `limit`."""
        return fire_timers.fire_due_timers(self._deps, limit)

    def redate_cases(self, limit: int | None = None) -> int:
        """Count the dates of cases anew that an older release counted, each case in its own transaction; how many."""
        return redate_cases.redate_cases(self._deps, limit)

    def retry_timer(self, actor: Actor, request_id: str, timer_id: int) -> None:
        """Try a stuck timer again at the next sweep. Raises NotFound."""
        retry_timer.retry_timer(self._deps, actor, request_id, timer_id)

    def heartbeat(self, worker: str = "") -> None:
        """Write down that a worker is alive."""
        heartbeat.heartbeat(self._deps, worker)

    def seal_looks(self) -> int:
        """Chain the looks recorded since the last sealing; gives how many."""
        return seal_looks.seal_looks(self._deps)

    def run_nightly(self) -> list[str]:
        """Run the nightly jobs that no worker has run this London night; gives their names."""
        return run_nightly.run_nightly(self._deps)

    # ---- releases and logs

    def publish(self, actor: Actor, request_id: str, files: Mapping[str, bytes], note: str = "") -> int:
        """Make these files the newest release; gives its number. Raises ReleaseRefused with every finding."""
        return publish_release.publish_release(self._deps, actor, request_id, files, note)

    def moving_dates(self, files: Mapping[str, bytes]) -> MovingDates:
        """How far these files, as the newest release, would move the dates of running timers. Raises ReleaseRefused."""
        with self.session() as session:
            return moving_dates.moving_dates(session, self._deps.library, files)

    def record_looks(self, actor: Actor, looks: Sequence[Look]) -> None:
        """Write down what a person has seen, in a short transaction of its own."""
        record_looks.record_looks(self._deps, actor, looks)

    def verify_record(self, case_id: int | None = None) -> list[Broken]:
        """What is broken in the chain of one case, or in every chain and the access log; empty when all is well."""
        with self.session() as session:
            return verify_record.verify_record(session, case_id)

    def health(self) -> Health:
        """How the engine is. It answers even when the database does not."""
        try:
            with self.session() as session:
                return health(session, self.clock.now())
        except DatabaseUnavailable as error:
            return Health(None, None, 0, 0, None, (str(error),))

    # ---- reading

    def reading(self, session: Session) -> Reader:
        """The queries, on a session of the caller's (a web process hands in its request's)."""
        return Reader(session, self._deps.library, self.clock, self.settings.authority)

    def _reading(self, session: Session) -> Reading:
        return Reading(session, self._deps.library, self.clock.now(), self.settings.authority)

    @contextmanager
    def reading_elsewhere(self) -> Iterator[None]:
        """For reading on a session of the caller's: what it raises, a page can tell. Raises DatabaseUnavailable."""
        with told_apart():
            yield

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session to read in, for callers without one of their own."""
        with read_session(self._deps.database) as session:
            yield session

    def close(self) -> None:
        """Give back the connections to the database and the directory."""
        self._deps.database.dispose()
        if self._directory:
            self._directory.close()
