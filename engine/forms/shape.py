"""What a form asks, as far as diagrams are checked against it: the keys of its answers, and the answers it offers."""

from collections.abc import Mapping, Sequence

from engine.domain.values import FieldShape
from engine.forms.components import Checkbox, Checklist, Choice, Component, Question, Rows
from engine.forms.raws import questions


def shape_of(components: Sequence[Component]) -> Mapping[str, FieldShape]:
    """Each question of a level by its key, with those of its rows."""
    return {question.key: _field(question) for question in questions(components)}


def _field(question: Question) -> FieldShape:
    if isinstance(question, Rows):
        return FieldShape(fields=shape_of(question.components))
    if isinstance(question, Choice) and question.offered is None:
        options = frozenset(option.value for option in question.options)
        return FieldShape(options=options, many=isinstance(question, Checklist))
    return FieldShape(options=frozenset() if isinstance(question, Checkbox) else None)
