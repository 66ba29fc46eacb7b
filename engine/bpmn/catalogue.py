"""The diagrams and decision tables of one release: read and checked once, then shared by every thread."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Self

from engine.bpmn import table_of_limits
from engine.bpmn.building import Read, read_release
from engine.bpmn.clauses import places_of_clauses
from engine.bpmn.decisions import Row
from engine.bpmn.elements import BY_HAND, BY_MESSAGE, Overview, Process
from engine.bpmn.lint import Beside, FormShape
from engine.domain.clock import LONDON
from engine.domain.errors import DiagramFailed, ReleaseRefused
from engine.domain.limits import Limit
from engine.domain.values import Finding, OperationShape
from engine.feel import Environment

LIMITS_KEPT = 4096


class Catalogue:
    """What may be started, asked and looked up in one release. `findings` are advice that did not refuse it."""

    def __init__(self, read: Read) -> None:
        self.processes: Mapping[str, Process] = _Processes(read.processes)
        self.overviews: tuple[Overview, ...] = tuple(read.overviews)
        self.findings: tuple[Finding, ...] = tuple(read.findings)
        self._decisions, self._lanes = read.decisions, read.lanes
        self.limit = lru_cache(LIMITS_KEPT)(self._limit)

    @classmethod
    def read(
        cls,
        files: Mapping[str, bytes],
        operations: Mapping[str, OperationShape | Collection[str]],
        forms: Mapping[str, FormShape] | Collection[str],
        facts: Collection[str] = (),
        clauses: Collection[str] = (),
    ) -> Self:
        """Read the `.bpmn` and `.dmn` among the files of a release, by path.

        `operations` tells what each must and may be given, or only the names of its inputs; `forms` are the ids of the
        release's forms, with their fields where these are known. `facts` are the paths of the record that expressions
        may read below `case`, `clauses` the ids of the guides' clauses; without them those are not checked. Raises
        ReleaseRefused with everything that is wrong in any file.
        """
        read = read_release(files, _beside(operations, forms, facts, clauses))
        count = sum(finding.error for finding in read.findings)
        if count:
            raise ReleaseRefused(findings=read.findings, count=count)
        return cls(read)

    @classmethod
    def read_again(
        cls,
        files: Mapping[str, bytes],
        operations: Mapping[str, OperationShape | Collection[str]],
        forms: Mapping[str, FormShape] | Collection[str],
    ) -> Self:
        """Read a release that was published once, whatever today's rules say of it: its instances must go on.

        What cannot be built any more is in `findings`, and asking for it raises DiagramFailed.
        """
        return cls(read_release(files, _beside(operations, forms), check=False))

    @property
    def overview(self) -> Overview | None:
        """The picture of how the stages follow one another, if the release has one."""
        return next(iter(self.overviews), None)

    def has(self, decision: str) -> bool:
        """Whether the release has a decision table with this id."""
        return decision in self._decisions

    def decide(self, decision: str, scope: Mapping[str, object], env: Environment) -> Row | list[Row]:
        """Ask a decision table: a row by the names of its outputs, all null where none fits; COLLECT gives the rows.

        Raises DiagramFailed for a table that the release does not have, and where rows contradict each other.
        """
        if decision not in self._decisions:
            raise DiagramFailed(where=decision, why="There is no such decision table in this release.")
        return self._decisions[decision].ask(scope, env).said

    def _limit(self, name: str, authority: str, on: date) -> Limit:
        """The row of the time-limit table in force on a day. Raises NoSuchLimit."""
        env = Environment(now=datetime.combine(on, time(12), LONDON))
        return table_of_limits.look_up(self._decisions.get(table_of_limits.TABLE), name, authority, on, env)

    def limits_changed_since(self, before: "Catalogue") -> tuple[str, ...]:
        """The file of the time-limit table, if a row of it is new, gone or another than in the release before."""
        old, new = (one._decisions.get(table_of_limits.TABLE) for one in (before, self))
        found = new or old
        return () if table_of_limits.same(old, new) or found is None else (found.file,)

    def roles(self) -> Mapping[str, str]:
        """The roles that the lanes of the diagrams name: each id with the name people read."""
        return self._lanes

    def places_of_clauses(self) -> Mapping[str, tuple[str, ...]]:
        """Each clause that an element or a table's row names, with where it does ("file#id")."""
        return places_of_clauses(self.processes.values(), self._decisions.values())

    def starters(self, roles: Collection[str]) -> list[Process]:
        """The processes that a person with these roles may start by hand."""
        return [one for one in self.processes.values() if one.starts.kind == BY_HAND and one.starts.role in roles]

    def started_by(self, message: str) -> list[Process]:
        """The processes that a message of this name starts."""
        return [
            one for one in self.processes.values() if one.starts.kind == BY_MESSAGE and one.starts.message == message
        ]


class _Processes(dict[str, Process]):
    """The processes by id; one that is not there stops only the instance that asks for it, with a sentence."""

    def __missing__(self, id: str) -> Process:
        raise DiagramFailed(where=id, why="Its release has no such diagram that this version of Childpath can run.")


def _beside(
    operations: Mapping[str, OperationShape | Collection[str]],
    forms: Mapping[str, FormShape] | Collection[str],
    facts: Collection[str] = (),
    clauses: Collection[str] = (),
) -> Beside:
    known = forms if isinstance(forms, Mapping) else dict.fromkeys(forms)
    shapes = {name: _shape(one) for name, one in operations.items()}
    return Beside(shapes, known, frozenset(facts), frozenset(clauses))


def _shape(inputs: OperationShape | Collection[str]) -> OperationShape:
    return inputs if isinstance(inputs, OperationShape) else OperationShape(optional=frozenset(inputs))
