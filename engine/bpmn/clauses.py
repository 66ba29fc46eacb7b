"""Where the diagrams and tables of a release say that they keep a clause: on elements, and in the rows of tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from engine.bpmn.decisions import Decision
from engine.bpmn.elements import Process

CLAUSE = re.compile(r"\b[A-Z]{3}-[0-9]{3}\b")


def places_of_clauses(processes: Iterable[Process], decisions: Iterable[Decision]) -> Mapping[str, tuple[str, ...]]:
    """Each clause that is named, with the elements and rows that name it, as "file#id" in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for clause, where in (*_of_elements(processes), *_of_rows(decisions)):
        found[clause].add(where)
    return {clause: tuple(sorted(places)) for clause, places in sorted(found.items())}


def _of_elements(processes: Iterable[Process]) -> Iterator[tuple[str, str]]:
    for process in processes:
        for element in process.elements.values():
            yield from ((clause, element.where) for clause in element.clauses)


def _of_rows(decisions: Iterable[Decision]) -> Iterator[tuple[str, str]]:
    """A row names its clauses in whatever column holds its source."""
    for decision in decisions:
        for rule in decision.rules:
            said = " ".join(str(cell) for cell in rule.outputs if cell is not None)
            yield from ((clause, f"{decision.file}#{rule.id}") for clause in CLAUSE.findall(said))
