"""What FEEL gives a form when it is filled in: the answers to choose from, and paragraphs to read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from engine.feel import Environment
from engine.forms.components import Choice, Component, Option, Text
from engine.forms.source import without_controls
from engine.forms.typed import plain

MOST_OPTIONS = 100
LONGEST_VALUE = 500  # characters: more is no answer that anyone chooses


def settled(component: Component, scope: Mapping[str, object], env: Environment) -> Component:
    """The component with the options or the paragraphs that its FEEL gives over `scope`.

    Where FEEL gives nothing to choose from, nobody is made to choose.
    """
    if isinstance(component, Choice) and component.offered is not None:
        options = options_of(component.offered.run(scope, env))
        return replace(component, options=options, required=component.required and bool(options))
    if isinstance(component, Text) and component.words is not None:
        return replace(component, paragraphs=paragraphs_of(plain(component.words.run(scope, env)) or ""))
    return component


def options_of(found: object) -> tuple[Option, ...]:
    """The options that a FEEL list makes: of texts, or of contexts with `value` and `label`; others are left out."""
    options: dict[str, Option] = {}
    for option in map(_option, found[:MOST_OPTIONS] if isinstance(found, list | tuple) else ()):
        if option is not None:
            options.setdefault(option.value, option)
    return tuple(options.values())


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, which empty lines part."""
    return tuple(_paragraphs(without_controls(text)))


def _paragraphs(text: str) -> Iterator[str]:
    yield from (part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())


def _option(found: object) -> Option | None:
    value, label = (found.get("value"), found.get("label")) if isinstance(found, Mapping) else (found, found)
    said, read = _told(value), _told(label)
    if not said or len(said) > LONGEST_VALUE:
        return None
    whole = isinstance(value, int | Decimal) and not isinstance(value, bool) and value == int(value)
    return Option(str(int(value)) if whole else said, read or said, counted=whole)


def _told(found: object) -> str:
    return without_controls(plain(found) or "").strip()
