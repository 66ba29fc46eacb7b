"""Answers in words, for people who read back what was recorded."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from engine.domain.words import listed, short_day
from engine.forms.components import Checkbox, Checklist, Choice, Component, Day, Question, Rows, TimeOfDay
from engine.forms.placing import Path
from engine.forms.raws import questions
from engine.forms.typed import YES, plain

UNANSWERED = "Not answered"


def summary(
    components: Sequence[Component],
    values: Mapping[str, object],
    offers: Mapping[Path, Question],
    path: Path = (),
    before: str = "",
) -> Iterator[tuple[str, str]]:
    """(label, answer in words) of all that was asked; rows one after another, each label after the row's name.

    `offers` has the questions, by the paths of their answers, that read differently here from what the form says.
    """
    for question in questions(components):
        if question.key not in values:
            continue
        value, here = values[question.key], (*path, question.key)
        if not isinstance(question, Rows):
            yield before + question.label, in_words(offers.get(here, question), value)
        elif isinstance(value, list) and value:
            for index, row in enumerate(value):
                yield from _row(question, index, row, offers, here, before)
        else:
            yield before + question.label, "None"


def _row(
    section: Rows, index: int, row: object, offers: Mapping[Path, Question], path: Path, before: str
) -> Iterator[tuple[str, str]]:
    if isinstance(row, Mapping):
        name = plain(row.get("item_name")) or section.name_of_row(index)
        yield from summary(section.components, row, offers, (*path, index), f"{before}{name}: ")


def in_words(question: Question, value: object) -> str:
    """One answer as people read it."""
    if isinstance(question, Checkbox):
        return "Yes" if value in (True, YES) else "No"
    if value in (None, "", []):
        return UNANSWERED
    if isinstance(question, Checklist) and isinstance(value, list):
        return listed([question.label_of(_told(one)) for one in value])
    if isinstance(question, Choice):
        return question.label_of(_told(value))
    if isinstance(question, Rows) and isinstance(value, list):
        return f"{len(value)} added"
    return _written(question, _told(value))


def _told(value: object) -> str:
    """A scalar as text; whatever an older release or a hand-made request put there instead is only named."""
    text = plain(value)
    return "Cannot be shown" if text is None else text


def _written(question: Question, text: str) -> str:
    try:
        if isinstance(question, Day):
            return short_day(date.fromisoformat(text))
        if isinstance(question, TimeOfDay):
            return _clock(text)
    except ValueError:  # an older release asked something else under this key
        return text
    return text


def _clock(text: str) -> str:
    hour, minute = (int(part) for part in text.split(":", 1))
    return f"{hour % 12 or 12}:{minute:02}{'am' if hour < 12 else 'pm'}"
