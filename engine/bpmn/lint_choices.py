"""Choices whose outcome is certain: tried with every answer that the forms offer, and with none given.

A condition that holds whatever people answer leaves its default flow dead, and one that never holds a stage unused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING

from engine.bpmn.elements import Element
from engine.bpmn.lint_answers import fields_at
from engine.bpmn.reading import Diagram
from engine.bpmn.scope import ANSWERS, DATA
from engine.domain.errors import ChildpathError
from engine.domain.values import Finding
from engine.feel import Environment, Expression
from engine.feel.reading import always, reads

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

MOST = 200  # ways of answering that are tried for one gateway
ENV = Environment(now=datetime(2026, 1, 1, tzinfo=UTC))
Answer = str | bool | None
Taken = Mapping[str, list[bool]]  # by the flow, whether its condition holds, for each way of answering


def findings(diagram: Diagram, release: "Release") -> Iterator[Finding]:
    """What is certain at each gateway with a choice."""
    family = release.family(diagram)
    for element in diagram.process.elements.values():
        default = diagram.nodes[element.id].get("default", "")
        for id, message, mend in _certain(element, default, family, release):
            yield Finding(element.file, id, message, mend)


def _certain(
    element: Element, default: str, family: Mapping[str, Element], release: "Release"
) -> Iterator[tuple[str, str, str]]:
    for flow, condition in element.conditions.items():
        if reads(condition).constant:
            yield from _constant(flow, condition)
    if any(reads(one).constant for one in element.conditions.values()) or not element.conditions:
        return
    taken = _tried(element.conditions, family, release)
    for flow, holds in taken.items():
        if not any(holds):
            yield flow, "The condition can never hold, whatever people answer.", "Correct it, or remove its flow."
    if default and taken and all(map(any, zip(*taken.values(), strict=True))):
        message = "Its default flow is never taken: whatever people answer, another condition holds."
        yield element.id, message, "Make one of the flows the default, without a condition."


def _constant(flow: str, condition: Expression) -> Iterator[tuple[str, str, str]]:
    given = always(condition)
    if given is True:
        message = f"The condition always holds: {condition} is true for every case, so the default is never taken."
        yield flow, message, "Correct it, or remove the gateway."
    elif given is False or given is None:
        yield (
            flow,
            f"The condition can never hold: {condition} is false for every case.",
            "Correct it, or remove its flow.",
        )
    else:
        yield flow, f"The condition is neither true nor false: {condition}.", "Compare it with something."


def _tried(conditions: Mapping[str, Expression], family: Mapping[str, Element], release: "Release") -> Taken:
    """Each condition under all ways of answering; empty where one reads anything but answers to choose from."""
    paths = _read(conditions.values())
    choices = [_answers(path, family, release) for path in paths]
    count = 1
    for one in choices:
        count *= len(one)
    if not 0 < count <= MOST or any(_calls(one) for one in conditions.values()):
        return {}
    scopes = [_scope(paths, ways) for ways in product(*choices)]
    return {flow: [_holds(condition, scope) for scope in scopes] for flow, condition in conditions.items()}


def _read(conditions: Iterable[Expression]) -> list[str]:
    """The whole paths that some conditions read; "" among them where one asks whether a part of a path is there."""
    found = [reads(one) for one in conditions]
    paths = {path for read in found for path in read.paths}
    whole = {path for path in paths if not any(other.startswith(f"{path}.") for other in paths)}
    return sorted(whole | {"" for read in found if read.maybe - whole})


def _answers(path: str, family: Mapping[str, Element], release: "Release") -> Sequence[Answer]:
    """What may stand at a path; nothing where that is not known. A question may always be left unanswered."""
    names = path.split(".")
    if len(names) != {ANSWERS: 3, DATA: 2}.get(names[0]) or _repeats(names, family):
        return ()
    fields = fields_at(path, family, release)
    if not fields or any(one is None or one.options is None or one.many for one in fields):
        return ()
    options = frozenset().union(*(one.options or () for one in fields if one is not None))
    return (*sorted(options), None) if options else (True, False, None)


def _repeats(names: list[str], family: Mapping[str, Element]) -> bool:
    """Whether each of several items has an answer of its own there."""
    asked = family.get(names[1])
    return asked is not None and any(
        family[one].for_each is not None for one in (*asked.within, asked.id) if one in family
    )


def _calls(condition: Expression) -> bool:
    return bool(condition.limits) or "today" in condition or "now" in condition


def _scope(paths: Sequence[str], ways: Sequence[Answer]) -> dict[str, object]:
    scope: dict[str, object] = {ANSWERS: {}, DATA: {}}
    for path, value in zip(paths, ways, strict=True):
        *around, last = path.split(".")
        here = scope
        for name in around:
            here = here.setdefault(name, {})  # type: ignore[assignment]
        here[last] = value
    return scope


def _holds(condition: Expression, scope: dict[str, object]) -> bool:
    try:
        return condition.run(scope, ENV) is True
    except ChildpathError:
        return True  # nobody can tell
