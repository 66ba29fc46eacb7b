"""What a message says against what its receivers read of it: a name that no sender gives would be null for ever."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.bpmn.elements import Element
from engine.bpmn.plain import RESERVED
from engine.bpmn.reading import Diagram
from engine.bpmn.scope import DATA
from engine.domain.values import Finding
from engine.domain.words import listed
from engine.feel.reading import Compared, reads
from engine.feel.texts import Texts, entries

if TYPE_CHECKING:
    from engine.bpmn.lint import Release

THROWS = ("endEvent", "intermediateThrowEvent")
CONCERNED = "children"  # whom every message must name


@dataclass
class _Said:
    """What the senders of some messages say: who says each key, and the texts it may be."""

    files: set[str] = field(default_factory=set)
    keys: dict[str, list[Texts]] = field(default_factory=lambda: defaultdict(list))

    def texts(self, key: str) -> Texts:
        """All that a key may be; None where some sender computes it."""
        found = [one for one in self.keys[key] if one is not None]
        return frozenset().union(*found) if len(found) == len(self.keys[key]) else None


def findings(release: "Release") -> Iterator[Finding]:
    """Keys that nobody sends, texts that no sender gives, and payloads that cannot be sent."""
    said = _said(release)
    for diagram in release.diagrams.values():
        yield from _payloads(diagram)
        family = release.family(diagram)
        variables = _variables(family, said)
        maybe = {path for one in family.values() for feel in one.expressions for path in reads(feel).maybe}
        for element in diagram.process.elements.values():
            for message, mend in _read_in_vain(element, variables, maybe):
                yield Finding(element.file, element.id, message, mend)
            yield from _unheard(element, said)


def _said(release: "Release") -> Mapping[str, _Said | None]:
    """By message; None where some sender's payload is computed as a whole, so that nobody can tell its keys."""
    found: dict[str, _Said | None] = {}
    for diagram in release.diagrams.values():
        for element in diagram.process.elements.values():
            if element.kind in THROWS and element.message and element.payload is not None:
                found[element.message] = _with(found.get(element.message, _Said()), element)
    return found


def _with(before: _Said | None, element: Element) -> _Said | None:
    keys = entries(element.payload) if element.payload is not None else None
    if before is None or keys is None:
        return None
    before.files.add(element.file)
    for key, texts in keys.items():
        before.keys[key].append(texts)
    return before


def _payloads(diagram: Diagram) -> Iterator[Finding]:
    for element in diagram.process.elements.values():
        keys = entries(element.payload) if element.kind in THROWS and element.payload is not None else None
        if keys is not None and CONCERNED not in keys:
            message = "The message does not say which children it concerns, so it would fail when it is sent."
            yield Finding(element.file, element.id, message, "Add children: ... to its payload.")
        if keys is not None and RESERVED in keys:
            message = f"A message cannot say “{RESERVED}”: what keeps it could not be read again."
            yield Finding(element.file, element.id, message, "Rename it.")


def _variables(family: Mapping[str, Element], said: Mapping[str, _Said | None]) -> Mapping[str, dict[str, _Said]]:
    """The variables that only known messages set, each with these messages."""
    found: dict[str, dict[str, _Said | None]] = defaultdict(dict)
    for element in family.values():
        for name in (*element.keep, element.result):
            found[name][""] = None
        if element.variable and element.kind not in THROWS:
            found[element.variable][element.message] = said.get(element.message)
    return {
        name: known
        for name, messages in found.items()
        if len(known := {one: keys for one, keys in messages.items() if keys is not None}) == len(messages)
    }


def _read_in_vain(
    element: Element, variables: Mapping[str, dict[str, _Said]], maybe: set[str]
) -> Iterator[tuple[str, str]]:
    for expression in element.expressions:
        read = reads(expression)
        for path in sorted(read.paths - maybe):
            root, variable, key = [*path.split("."), "", "", ""][:3]
            messages = variables.get(variable) if root == DATA and key else None
            if messages and not any(key in one.keys for one in messages.values()):
                yield _missing(path, key, messages)
        for compared in dict.fromkeys(read.compared):
            yield from _never_said(compared, variables)


def _missing(path: str, key: str, messages: Mapping[str, _Said]) -> tuple[str, str]:
    files = listed(sorted({file for one in messages.values() for file in one.files}))
    names = listed([f"“{one}”" for one in messages])
    given = sorted({one for said in messages.values() for one in said.keys})
    return (
        f"It reads {path}, but {files} sends no {key} with the message {names}: only {', '.join(given)}.",
        f"Add {key} to the payload in {files}, or allow for its absence: {path} = null.",
    )


def _never_said(compared: Compared, variables: Mapping[str, dict[str, _Said]]) -> Iterator[tuple[str, str]]:
    root, variable, key, *deeper = [*compared.path.split("."), "", ""]
    messages = variables.get(variable) if root == DATA and key and not any(deeper) else None
    texts = [said.texts(key) for said in messages.values() if key in said.keys] if messages else []
    if not compared.value or not texts or None in texts:
        return
    given = frozenset().union(*(one for one in texts if one is not None))
    if compared.value not in given:
        yield (
            f'{compared.path} is never "{compared.value}": no sender of the message says that.',
            f"They say: {', '.join(sorted(given)) or 'nothing'}.",
        )


def _unheard(element: Element, said: Mapping[str, _Said | None]) -> Iterator[Finding]:
    """A process that begins with a message which says more than whom it concerns, and keeps nothing of it."""
    if element.kind != "startEvent" or not element.message or element.variable:
        return
    senders = said.get(element.message)
    if senders and (lost := sorted(senders.keys.keys() - {CONCERNED})):
        message = f"What the message says is lost: {', '.join(lost)}."
        yield Finding(element.file, element.id, message, "Name a variable for its payload.", error=False)
