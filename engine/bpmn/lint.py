"""What must be right in the diagrams of a release before it can be published: every rule, over every diagram.

Each finding is a sentence an analyst understands. Much here is legal BPMN that SpiffWorkflow runs wrongly or skips in
silence; it is refused rather than published.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.bpmn import lint_flows, lint_names, lint_nodes
from engine.bpmn.decisions import Decision
from engine.bpmn.reading import Diagram
from engine.domain.values import Finding, OperationShape


@dataclass(frozen=True)
class Release:
    """What a diagram may refer to."""

    diagrams: Mapping[str, Diagram]  # by the id of the process
    decisions: Mapping[str, Decision]
    operations: Mapping[str, OperationShape]
    forms: Collection[str]
    limits: frozenset[str]  # the names in the time-limit table; empty if the release has none


def findings(release: Release) -> list[Finding]:
    """All that is wrong in the diagrams of a release."""
    found: list[Finding] = []
    for diagram in release.diagrams.values():
        found += lint_nodes.findings(diagram, release)
        found += lint_flows.findings(diagram)
        found += lint_names.findings(diagram, release)
    return found


def twice(file: str, ids: Sequence[str], what: str) -> Iterator[Finding]:
    """A finding for each id that occurs more than once."""
    for id, count in Counter(ids).items():
        if id and count > 1:
            yield Finding(file, id, f"{count} {what} have the id {id}.", "Give each its own id.")
