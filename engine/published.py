"""A release, read: its diagrams and tables, forms, clauses and calendar. Read once, and shared by threads."""

import csv
import logging
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from io import StringIO
from pathlib import PurePosixPath
from threading import Lock

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from engine import feel
from engine.bpmn import Catalogue
from engine.domain.calendar import WorkingCalendar, read_calendar
from engine.domain.clock import SystemClock
from engine.domain.errors import BadHolidayTable, NothingPublished, ReleaseRefused
from engine.domain.values import FieldShape, Finding, OperationShape
from engine.feel.facts import unknown_facts
from engine.forms import Form
from engine.storage import tables as t

log = logging.getLogger(__name__)

ACCESS, CALENDAR, CLAUSES = "access", "holidays.csv", "clauses.csv"
DIAGRAMS, FORM = (".bpmn", ".dmn"), ".form"
LONGEST_PATH = 200

NO_TEXT = ("The file is no table in UTF-8.", 'Save it again as "CSV UTF-8".')
NO_CLAUSES = ("It holds no clause.", "Its first line names the columns, such as id, authority and requirement.")

Operations = Mapping[str, OperationShape]  # what each operation must and may be given


@dataclass(frozen=True)
class Clause:
    """A clause of an authority's guide, as elements name it; `how` says what the software does for it, and `why`."""

    id: str
    text: str
    source: str
    how: str = ""
    why: str = ""


@dataclass(frozen=True)
class Published:
    """One release, ready to run."""

    number: int
    catalogue: Catalogue
    forms: Mapping[str, Form]
    clauses: Mapping[str, Clause]
    calendar: WorkingCalendar
    dates: int = 0  # the newest release up to this one that changed how dates are counted; 0 for none
    _permissions: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def permissions(self, roles: Collection[str]) -> frozenset[str]:
        """What these roles permit together, by the decision table `access`."""
        return frozenset().union(*map(self._permitted, roles))

    def _permitted(self, role: str) -> frozenset[str]:
        if role not in self._permissions:
            env = feel.Environment(now=SystemClock().now(), calendar=self.calendar)
            said = self.catalogue.decide(ACCESS, {"role": role}, env) or []
            self._permissions[role] = frozenset(map(_permission, said))
        return self._permissions[role]

    def dates_changed_since(self, before: "Published") -> tuple[str, ...]:
        """The files that count dates otherwise than in the release before."""
        calendar = () if self.calendar == before.calendar else (CALENDAR,)
        return (*calendar, *self.catalogue.limits_changed_since(before.catalogue))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Advice that did not refuse the release."""
        return tuple(self.catalogue.findings)


def _permission(row: object) -> str:
    return str(row["permission"] if isinstance(row, Mapping) else row)


def read_release(
    number: int, files: Mapping[str, bytes], operations: Operations, facts: frozenset[str] = frozenset()
) -> Published:
    """The release that these files (by path) make. Raises ReleaseRefused with every finding of every file.

    `facts` are the paths of the record that diagrams may read; without any, those are not checked.
    """
    return replace(_read(tuple(sorted(files.items())), tuple(sorted(operations.items())), facts), number=number)


def read_again(
    number: int, files: Mapping[str, bytes], operations: Operations, facts: frozenset[str] = frozenset()
) -> Published:
    """A release that was published before, and perhaps by an earlier version, whose rules were not today's.

    Raises ReleaseRefused only where a form or the calendar cannot be read.
    """
    try:
        return read_release(number, files, operations, facts)
    except ReleaseRefused as refused:
        log.warning("action=release_read_again release=%s findings=%s", number, refused.count)
    findings: list[Finding] = []
    forms, calendar = _forms(files, findings), _calendar(files, findings)
    if findings:
        raise _refused(findings)
    catalogue = Catalogue.read_again(_diagrams(files), operations, _shapes(files, forms))
    return Published(number, catalogue, forms, _clauses(files, []), calendar)


def _diagrams(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: text for path, text in files.items() if path.endswith(DIAGRAMS)}


@lru_cache(maxsize=8)  # the same files again cost nothing: a rehearsal publishes them anew for each scenario
def _read(
    content: tuple[tuple[str, bytes], ...], operations: tuple[tuple[str, OperationShape], ...], facts: frozenset[str]
) -> Published:
    files = dict(content)
    findings: list[Finding] = []
    forms = _forms(files, findings)
    calendar = _calendar(files, findings)
    clauses = _clauses(files, findings)
    findings += [*_names(files), *_unknown_facts(forms, facts)]
    try:
        catalogue = Catalogue.read(_diagrams(files), dict(operations), _shapes(files, forms), facts, clauses)
    except ReleaseRefused as refused:
        raise _refused([*findings, *refused.findings]) from refused
    release = Published(0, catalogue, forms, clauses, calendar)
    findings += _unmapped_roles(release)
    if findings:
        raise _refused(findings)
    return release


def _unmapped_roles(release: Published) -> Iterator[Finding]:
    """Roles whose tasks nobody may do, since the table gives them no permission.

    One outside the directory needs none, where each of its tasks names who acts for it: then that role needs some.
    """
    elements = [one for process in release.catalogue.processes.values() for one in process.elements.values()]
    tasks = [one for one in elements if one.kind == "userTask"]
    outside = {one.lane for one in tasks if one.acted_by} - {one.lane for one in tasks if not one.acted_by}
    acting = {one.acted_by: one.acted_by for one in tasks if one.acted_by}
    for role, name in (acting | release.catalogue.roles()).items() if release.catalogue.has(ACCESS) else ():
        if role not in outside and not release.permissions([role]):
            message = f'The role {role} ("{name}") of the diagrams may do nothing, so its tasks would wait for ever.'
            yield Finding(f"{ACCESS}.dmn", role, message, "Give it a row in the table, or correct the lane's id.")


def _shapes(files: Mapping[str, bytes], forms: Mapping[str, Form]) -> dict[str, Mapping[str, FieldShape] | None]:
    """What each form asks. One that is there but refused is still a form: its own findings say what is wrong."""
    ids = (form_id(path) for path in files if path.endswith(FORM))
    return {id: forms[id].shape if id in forms else None for id in ids}


def _unknown_facts(forms: Mapping[str, Form], facts: frozenset[str]) -> Iterator[Finding]:
    """What a form reads of the record that the record does not hold."""
    for form in forms.values() if facts else ():
        for component, expression in form.expressions:
            for message, mend in dict.fromkeys(unknown_facts(expression, facts)):
                yield Finding(f"{form.id}{FORM}", component, message, mend)


def form_id(path: str) -> str:
    """What a diagram calls the form in this file: its name without the ending."""
    return PurePosixPath(path).stem


def _refused(findings: list[Finding]) -> ReleaseRefused:
    return ReleaseRefused(findings=findings, count=sum(finding.error for finding in findings))


def _forms(files: Mapping[str, bytes], findings: list[Finding]) -> dict[str, Form]:
    forms = {}
    for path in sorted(path for path in files if path.endswith(FORM)):
        try:
            forms[form_id(path)] = Form.read(path, files[path])
        except ReleaseRefused as refused:
            findings.extend(refused.findings)
    return forms


def _calendar(files: Mapping[str, bytes], findings: list[Finding]) -> WorkingCalendar:
    try:
        return read_calendar(_text(files, CALENDAR).splitlines())
    except BadHolidayTable as error:
        findings.append(Finding(CALENDAR, "", str(error)))
    except UnicodeDecodeError:
        findings.append(Finding(CALENDAR, "", *NO_TEXT))
    return WorkingCalendar()


def _text(files: Mapping[str, bytes], path: str) -> str:
    """A spreadsheet puts a mark before UTF-8, which is no part of the first column's name."""
    return files.get(path, b"").decode("utf-8-sig")


def _clauses(files: Mapping[str, bytes], findings: list[Finding]) -> dict[str, Clause]:
    """The clauses by id. A table that gives none would take every clause from every page without a word."""
    if CLAUSES not in files:
        return {}
    try:
        rows = list(csv.DictReader(StringIO(_text(files, CLAUSES), newline="")))
    except (UnicodeDecodeError, csv.Error):
        findings.append(Finding(CLAUSES, "", *NO_TEXT))
        return {}
    found = {
        row["id"]: Clause(row["id"], *(row.get(name) or "" for name in ("requirement", "authority", "how", "why")))
        for row in rows
        if row.get("id")
    }
    if not found:
        findings.append(Finding(CLAUSES, "", *NO_CLAUSES))
    return found


def _names(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What is wrong with the names of files: too long to store, or two forms that a diagram would call the same."""
    for path in sorted(files):
        if len(path) > LONGEST_PATH or not path.isprintable():
            yield Finding(path, "", "Its name is too long, or not plain text.", "Rename it.")
    forms = Counter(form_id(path) for path in files if path.endswith(FORM))
    for path in sorted(path for path in files if path.endswith(FORM) and forms[form_id(path)] > 1):
        yield Finding(path, "", f'Another form is called "{form_id(path)}" too.', "Rename or remove one of them.")


_NEWEST = select(func.max(t.releases.c.id))  # built once: every firing asks it
_DATES = _NEWEST.where(t.releases.c.id <= bindparam("number"), t.releases.c.dates_changed != "")


class Library:
    """The releases of a database, each read once."""

    def __init__(self, operations: Operations, facts: frozenset[str] = frozenset()) -> None:
        """`operations` are those that service tasks may call, `facts` the paths of the record that FEEL may read."""
        self._operations, self._facts = operations, facts
        self._releases: dict[int, Published] = {}
        self._reading = Lock()

    def current(self, session: Session) -> Published:
        """The newest release. Raises NothingPublished."""
        number = session.scalar(_NEWEST)
        if number is None:
            raise NothingPublished
        return self.release(session, number)

    def release(self, session: Session, number: int) -> Published:
        """The release with this number. Raises NothingPublished if there is none."""
        with self._reading:  # one thread reads it, the others wait for that
            if number not in self._releases:
                release = read_again(number, _files(session, number), self._operations, self._facts)
                self._releases[number] = replace(release, dates=session.scalar(_DATES, {"number": number}) or 0)
            return self._releases[number]

    def files(self, session: Session) -> dict[str, bytes]:
        """The files of the newest release, by path. Raises NothingPublished."""
        return _files(session, self.current(session).number)

    def read(self, number: int, files: Mapping[str, bytes]) -> Published:
        """These files as a release, without keeping it. Raises ReleaseRefused."""
        return read_release(number, files, self._operations, self._facts)


def _files(session: Session, number: int) -> dict[str, bytes]:
    listed = t.release_files.c
    rows = session.execute(
        select(listed.path, t.files.c.content)
        .join_from(t.release_files, t.files)
        .where(listed.release_id == number)
        .order_by(listed.path)
    )
    files = {row.path: row.content for row in rows}
    if not files:
        raise NothingPublished
    return files
