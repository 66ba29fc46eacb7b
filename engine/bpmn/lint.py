"""What must be right in the diagrams of a release before it can be published: every rule, over every diagram.

Each finding is a sentence an analyst understands. Much here is legal BPMN that SpiffWorkflow runs wrongly or skips in
silence; it is refused rather than published.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.bpmn import (
    lint_answers,
    lint_choices,
    lint_drawing,
    lint_events,
    lint_flows,
    lint_limits,
    lint_messages,
    lint_names,
    lint_nodes,
    lint_payloads,
    lint_settings,
    lint_tables,
    lint_tokens,
    table_of_limits,
)
from engine.bpmn.decisions import Decision
from engine.bpmn.drawing import Drawing
from engine.bpmn.elements import Element, Overview
from engine.bpmn.reading import Diagram
from engine.domain.values import FieldShape, Finding, OperationShape

FormShape = Mapping[str, FieldShape] | None  # None where only the form's id is known


@dataclass(frozen=True)
class Beside:
    """What a release has beside its diagrams and tables, for these to be checked against.

    `facts` are the paths of the record ("conference.held_on"), `clauses` the ids of the guides' clauses; empty sets
    where nobody knows.
    """

    operations: Mapping[str, OperationShape]
    forms: Mapping[str, FormShape]
    facts: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Release:
    """What a diagram may refer to."""

    diagrams: Mapping[str, Diagram]  # by the id of the process
    decisions: Mapping[str, Decision]
    beside: Beside
    overviews: Sequence[Overview] = ()
    drawings: Mapping[str, Drawing | None] = field(default_factory=dict)  # by file

    @property
    def operations(self) -> Mapping[str, OperationShape]:
        return self.beside.operations

    @property
    def forms(self) -> Mapping[str, FormShape]:
        return self.beside.forms

    @property
    def facts(self) -> frozenset[str]:
        return self.beside.facts

    @property
    def table(self) -> Decision | None:
        """The table of time limits."""
        return self.decisions.get(table_of_limits.TABLE)

    @cached_property
    def limits(self) -> frozenset[str]:
        """The names in the table of time limits; empty if the release has none."""
        return table_of_limits.names(self.table)

    @cached_property
    def authorities(self) -> frozenset[str]:
        """The authorities that the table of time limits knows; empty if the release has none."""
        return table_of_limits.authorities(self.table)

    def family(self, diagram: Diagram) -> Mapping[str, Element]:
        """The elements that run in the same instances as a diagram's."""
        return self._families[diagram.process.id]

    @cached_property
    def _families(self) -> Mapping[str, Mapping[str, Element]]:
        return {id: lint_names.family(diagram, self) for id, diagram in self.diagrams.items()}


def findings(release: Release) -> list[Finding]:
    """All that is wrong in the diagrams of a release."""
    found: list[Finding] = []
    for diagram in release.diagrams.values():
        found += lint_nodes.findings(diagram, release)
        found += lint_settings.findings(diagram, release)
        found += lint_flows.findings(diagram)
        found += lint_tokens.findings(diagram)
        found += lint_events.findings(diagram, release)
        found += lint_names.findings(diagram, release)
        found += lint_answers.findings(diagram, release)
        found += lint_choices.findings(diagram, release)
        found += _clauses(diagram, release.beside.clauses)
        found += _guidance(diagram)
    for file, drawing in release.drawings.items():
        found += lint_drawing.findings(file, drawing)
    found += lint_messages.findings(release)
    found += lint_payloads.findings(release)
    found += lint_tables.findings(release)
    found += lint_limits.findings(release.table)
    return list(dict.fromkeys(found))  # what an expression does twice is told once


def _clauses(diagram: Diagram, known: frozenset[str]) -> Iterator[Finding]:
    for element in diagram.process.elements.values():
        for clause in element.clauses if known else ():
            if clause not in known:
                message = f"There is no clause {clause} in the list of clauses."
                yield Finding(element.file, element.id, message, "Correct its id, or add it to the list.")


def _guidance(diagram: Diagram) -> Iterator[Finding]:
    for element in diagram.process.elements.values():
        if element.kind == "userTask" and not element.guidance:
            message = "The task tells nobody how to do it well."
            yield Finding(element.file, element.id, message, "Write its guidance as its documentation.", error=False)


def twice(file: str, ids: Sequence[str], what: str) -> Iterator[Finding]:
    """A finding for each id that occurs more than once."""
    for id, count in Counter(ids).items():
        if id and count > 1:
            yield Finding(file, id, f"{count} {what} have the id {id}.", "Give each its own id.")
