"""Values back to raw answers: for showing again what was recorded, and for what a form fills in by itself."""

from collections.abc import Iterator, Mapping, Sequence

from engine.feel import Environment
from engine.forms.components import Component, Group, Question, Rows
from engine.forms.placing import inside, items_of
from engine.forms.typed import as_typed, plain


def questions(components: Sequence[Component]) -> Iterator[Question]:
    """The questions of one level in order, those of its groups too."""
    for component in components:
        if isinstance(component, Question):
            yield component
        if isinstance(component, Group):
            yield from questions(component.components)


def raw_of(components: Sequence[Component], values: Mapping[str, object]) -> dict[str, object]:
    """The raw answers of one level that say the same as `values`; other keys are left out."""
    return {one.key: raw_answer(one, values[one.key]) for one in questions(components) if one.key in values}


def raw_answer(question: Question, value: object) -> object:
    """One value as it would have been typed; blank for a value that is none of this question's."""
    if isinstance(question, Rows):
        return _rows(question, value)
    return as_typed(question, value)


def _rows(section: Rows, value: object) -> list[dict[str, object]]:
    rows = value if isinstance(value, list | tuple) else []
    return [_row(section, row) for row in rows if isinstance(row, Mapping)]


def _row(section: Rows, row: Mapping[str, object]) -> dict[str, object]:
    about = {"item": plain(row["item"]) or ""} if row.get("item") is not None else {}
    return about | raw_of(section.components, row)


def prefilled(components: Sequence[Component], scope: Mapping[str, object], env: Environment) -> dict[str, object]:
    """What the form fills in before anyone has typed: its prefill expressions, and the first rows of each section."""
    raw: dict[str, object] = {}
    for question in questions(components):
        if isinstance(question, Rows):
            raw[question.key] = _first_rows(question, scope, env)
        elif question.prefill is not None:
            raw[question.key] = raw_answer(question, question.prefill.run(scope, env))
    return raw


def _first_rows(section: Rows, scope: Mapping[str, object], env: Environment) -> list[dict[str, object]]:
    if section.for_each is not None:
        return [
            {"item": str(item.id)} | prefilled(section.components, inside({"item": item.facts}, scope), env)
            for item in items_of(section, scope, env)
        ]
    found = _rows(section, section.prefill.run(scope, env)) if section.prefill is not None else []
    empty = [prefilled(section.components, scope, env) for _ in range(section.first_rows - len(found))]
    return (found + empty)[: section.max_rows]
