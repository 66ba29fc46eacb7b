"""Decision tables against what can reach them: answers, authorities, and rows that hide one another."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from engine.bpmn.decisions import ANY, FIRST, UNIQUE, Decision, Rule
from engine.bpmn.elements import Element
from engine.bpmn.lint_answers import items_of, offered
from engine.bpmn.reading import Diagram
from engine.bpmn.scope import CASE, DATA
from engine.domain.values import Finding
from engine.feel import Expression
from engine.feel.reading import reads
from engine.feel.texts import asked_for

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

AUTHORITY = "authority"


def findings(release: "Release") -> Iterator[Finding]:
    """Cells that nothing can ever meet, rows that are never reached, and results that no column gives."""
    for decision in release.decisions.values():
        yield from _rows(decision)
        yield from _not_allowed(decision)
        if decision is not release.table:
            yield from _authorities(decision, release)
    for diagram in release.diagrams.values():
        family = release.family(diagram)
        for element in diagram.process.elements.values():
            yield from _asked(element, family, release)
            yield from _unknown_authorities(element, release.authorities)
        yield from _results(diagram, release)


def _rows(decision: Decision) -> Iterator[Finding]:
    """Two rows that certainly fit together: each column asks the same in both, or asks nothing in one of them."""
    for one, other in combinations(decision.rules, 2):
        pairs = list(zip(one.tests, other.tests, strict=True))
        if decision.policy == FIRST and all(first is None or first == second for first, second in pairs):
            message = f"Row {other.number} is never reached: row {one.number} above it fits whenever it does."
            yield _of_row(decision, other, message, "Move it up, or remove it.")
        elif _must_not_meet(decision, one, other) and all(None in pair or pair[0] == pair[1] for pair in pairs):
            message = f"Rows {one.number} and {other.number} fit at the same time, so the table would fail."
            yield _of_row(decision, other, message, "Let each case fit one row, or choose the hit policy FIRST.")


def _must_not_meet(decision: Decision, one: Rule, other: Rule) -> bool:
    return decision.policy == UNIQUE or (decision.policy == ANY and one.outputs != other.outputs)


def _of_row(decision: Decision, rule: Rule, message: str, mend: str) -> Finding:
    return Finding(decision.file, rule.id, message, mend)


def _not_allowed(decision: Decision) -> Iterator[Finding]:
    """Cells that ask for a text that their column says it never is."""
    for number, allowed in enumerate(decision.allowed):
        for rule, text in _texts(decision, number) if allowed is not None else ():
            if text not in allowed:
                message = f'Row {rule.number} asks for "{text}", which is not among the values of its column.'
                yield _of_row(decision, rule, message, f"There are: {', '.join(sorted(allowed))}.")


def _authorities(decision: Decision, release: "Release") -> Iterator[Finding]:
    """A column that looks at the authority may name those that the table of limits knows."""
    known = release.authorities
    columns = [number for number, column in enumerate(decision.inputs) if known and _about(column)]
    for rule, text in (pair for number in columns for pair in _texts(decision, number)):
        if text not in known:
            message = f'Row {rule.number} asks for the authority "{text}", which the table of limits lacks.'
            yield _of_row(decision, rule, message, f"There are: {', '.join(sorted(known))}.")


def _about(column: Expression) -> bool:
    return str(column) in (AUTHORITY, f"{CASE}.{AUTHORITY}")


def _texts(decision: Decision, column: int) -> Iterator[tuple[Rule, str]]:
    for rule in decision.rules:
        cell = rule.tests[column]
        for text in sorted(asked_for(cell)) if cell is not None else ():
            yield rule, text


def _asked(element: Element, family: Mapping[str, Element], release: "Release") -> Iterator[Finding]:
    """The cells of the table that an element asks, where a column looks at an answer: of those the form offers some."""
    decision = release.decisions.get(element.decision) if element.kind == "businessRuleTask" else None
    if decision is None:
        return
    bound = items_of(element, family)
    given = bound | {name: reads(one, bound).gives for name, one in element.inputs.items()}
    for number, column in enumerate(decision.inputs):
        path = reads(column, given).gives
        values = offered(path, family, release) if path else None
        for rule, text in _texts(decision, number) if values is not None else ():
            if text and text not in values:
                message = f'Row {rule.number} is met by no answer: {element.id} asks {path}, never "{text}".'
                mend = f"The form offers: {', '.join(sorted(values)) or 'true and false, without quotes'}."
                yield _of_row(decision, rule, message, mend)


def _results(diagram: Diagram, release: "Release") -> Iterator[Finding]:
    """What is read of a table's result, against the columns it gives."""
    family = release.family(diagram)
    given = _given(family, release)
    for element in diagram.process.elements.values():
        for path in sorted({path for one in element.expressions for path in reads(one).paths}):
            root, name, field = [*path.split("."), "", "", ""][:3]
            columns = given.get(name) if root == DATA and field else None
            if columns is not None and field not in columns:
                message = f"The table gives no {field} to {DATA}.{name}."
                yield Finding(element.file, element.id, message, f"It gives: {', '.join(sorted(columns))}.")


def _given(family: Mapping[str, Element], release: "Release") -> Mapping[str, frozenset[str]]:
    """The results that only tables set, each with the columns of these."""
    found: dict[str, frozenset[str]] = {}
    results = {one.result for one in family.values() if one.operation}
    others = results | {name for one in family.values() for name in (*one.keep, one.variable)}
    for element in family.values():
        decision = release.decisions.get(element.decision)
        if decision is not None and element.result and element.result not in others:
            found[element.result] = found.get(element.result, frozenset()) | set(decision.outputs)
    return found


def _unknown_authorities(element: Element, known: frozenset[str]) -> Iterator[Finding]:
    """Comparisons with an authority that the table of limits does not know."""
    for expression in element.expressions if known else ():
        for compared in dict.fromkeys(reads(expression).compared):
            if compared.path == f"{CASE}.{AUTHORITY}" and compared.value not in known:
                message = f'There is no authority "{compared.value}" in the table of limits.'
                yield Finding(element.file, element.id, message, f"There are: {', '.join(sorted(known))}.")
