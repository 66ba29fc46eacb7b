"""The names in a diagram's expressions: each must be something that the diagram itself sets."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from engine.bpmn.elements import Element
from engine.bpmn.lint_nodes import reached
from engine.bpmn.reading import Diagram
from engine.bpmn.scope import ANSWERS, CASE, DATA
from engine.domain.values import Finding
from engine.feel import Expression
from engine.feel.texts import LIMIT, limits_named, texts

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

SEEN = frozenset((DATA, ANSWERS, CASE))
THROWS = ("endEvent", "intermediateThrowEvent")
Setters = Mapping[str, list[tuple[str, ...]]]  # a field of the process data -> the repetitions around what sets it


def findings(diagram: Diagram, release: "Release") -> Iterator[Finding]:
    """Unknown names, answers of no task, and data that nothing sets."""
    elements = release.family(diagram)
    setters = _setters(elements, release)
    for element in diagram.process.elements.values():
        items = {elements[one].item for one in element.within if elements[one].item}
        for expression in element.expressions:
            yield from _unknown_limits(expression, element, release)
            own = {element.item} if expression is not element.for_each else set()
            for message, mend in _wrong(expression, element, SEEN | items | own, elements, setters):
                yield Finding(element.file, _place(expression), message, mend)
        for expression in _asked(element, release):
            names = SEEN | items | element.inputs.keys() | {"?"}
            for message, mend in _wrong(expression, element, names, elements, setters):
                yield Finding(element.file, element.id, f"In the decision {element.decision}: {message}", mend)
        if element.item in setters:
            message = f"The item of the repetition is called {element.item}, as is a field of the process data."
            yield Finding(element.file, element.id, message, "Rename one of them.")


def _unknown_limits(expression: Expression, element: Element, release: "Release") -> Iterator[Finding]:
    named = expression.limits | limits_named(expression)
    if expression is element.inputs.get(LIMIT):
        named |= texts(expression) or frozenset()
    for limit in sorted(named - release.limits) if release.limits else ():
        message = f"There is no time limit called {limit}."
        yield Finding(element.file, _place(expression), message, "Add it to the table of limits, or correct it.")


def family(diagram: Diagram, release: "Release") -> dict[str, Element]:
    """The elements that run in the same instances: of the process, of those it calls, and of those that call it."""
    own = diagram.process.id
    callers = [one for one in release.diagrams if own in reached(one, release)]
    family = {own} | {id for caller in callers for id in reached(caller, release)}
    found: dict[str, Element] = {}
    for id in sorted(family, key=lambda id: id == own):  # the own elements last, so that they win
        found.update(release.diagrams[id].process.elements)
    return found


def _setters(elements: Mapping[str, Element], release: "Release") -> Setters:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for element in elements.values():
        for name in _sets(element, release):
            found[name].append(_repetitions(element, elements))
    return found


def _sets(element: Element, release: "Release") -> Iterator[str]:
    yield from element.keep
    if element.result:
        yield element.result
    elif element.decision in release.decisions:
        yield from release.decisions[element.decision].outputs
    if element.variable and element.kind not in THROWS:
        yield element.variable


def _repetitions(element: Element, elements: Mapping[str, Element]) -> tuple[str, ...]:
    return tuple(one for one in element.within if elements[one].for_each is not None)


def _asked(element: Element, release: "Release") -> tuple[Expression, ...]:
    decision = release.decisions.get(element.decision) if element.kind == "businessRuleTask" else None
    return decision.expressions if decision else ()


def _place(expression: Expression) -> str:
    return expression.where.partition("#")[2]


def _wrong(
    expression: Expression,
    element: Element,
    names: frozenset[str] | set[str],
    elements: Mapping[str, Element],
    setters: Setters,
) -> Iterator[tuple[str, str]]:
    for name in sorted(expression.names - names):
        yield f"Nothing is called {name} here, in {str(expression)!r}.", f"Perhaps data.{name} is meant."
    for path in sorted(expression.paths):
        root, _, rest = path.partition(".")
        field = rest.partition(".")[0]
        if field and root == ANSWERS and not _has_form(elements.get(field)):
            yield f"There is no task {field} whose answers {path} could be.", "Correct the id of the task."
        if field and root == DATA:
            yield from _unset(field, element, elements, setters)


def _has_form(element: Element | None) -> bool:
    return element is not None and element.kind in ("userTask", "startEvent") and bool(element.form)


def _unset(
    field: str, element: Element, elements: Mapping[str, Element], setters: Setters
) -> Iterator[tuple[str, str]]:
    if field not in setters:
        yield (
            f"Nothing sets data.{field}.",
            "Name it in the `keep` of a task, in a `result`, or as the variable of a message.",
        )
    elif not any(set(around) <= set(_repetitions(element, elements)) for around in setters[field]):
        inside = setters[field][0][-1]
        yield (
            f"data.{field} is only set inside the repetition {inside}, and stays with its items.",
            "Use the answers or the record.",
        )
