"""The questions of one level become a marshmallow schema, which cleans the answers of that level."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from engine.forms import components as c
from engine.forms import typed
from engine.forms.wording import counted

READERS: Mapping[type, Callable[[Any, object], object]] = {
    c.Line: typed.read_line,
    c.Area: typed.read_area,
    c.Number: typed.read_number,
    c.Day: typed.read_day,
    c.TimeOfDay: typed.read_time,
    c.Checkbox: typed.read_tick,
    c.Radio: typed.read_choice,
    c.Select: typed.read_choice,
    c.Checklist: typed.read_choices,
}


class Answer(fields.Field[object]):
    """The field of one question: what was typed is read by the question's own reader."""

    def __init__(self, question: c.Question, today: date) -> None:
        super().__init__(
            required=question.required,
            validate=list(_rules(question, today)),
            error_messages={"required": said(question.message_required)},
        )
        self.question = question

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> object:
        return read(self.question, value)


def read(question: c.Question, raw: object) -> object:
    """The typed value of a raw answer that is not blank. Raises ValidationError with a sentence."""
    return READERS[type(question)](question, raw)


def _rules(question: c.Question, today: date) -> Iterable[Callable]:
    if isinstance(question, c.Line | c.Area):
        yield from _lengths(question)
    elif isinstance(question, c.Number):
        yield validate.Range(question.minimum, error=said(f"{question.subject} must be {question.minimum:,f} or more"))
        most = f"{question.subject} must be {question.maximum:,f} or less"
        yield validate.Range(max=question.maximum, error=said(most))
    elif isinstance(question, c.Day):
        yield from _days(question, today)
    elif question.required and isinstance(question, c.Checkbox):
        yield validate.Equal(True, error=said(question.message_required))
    elif question.required and isinstance(question, c.Checklist):
        yield validate.Length(min=1, error=said(question.message_required))


def _lengths(question: c.Line | c.Area) -> Iterable[Callable]:
    least, most = counted(question.min_length, "character"), counted(question.max_length, "character")
    yield validate.Length(max=question.max_length, error=said(f"{question.subject} must be {most} or less"))
    yield validate.Length(min=question.min_length, error=said(f"{question.subject} must be {least} or more"))


def _days(question: c.Day, today: date) -> Iterable[Callable]:
    if question.past:
        yield validate.Range(max=today, error=said(f"{question.subject} must be today or in the past"))
    if question.future:
        yield validate.Range(today, error=said(f"{question.subject} must be today or in the future"))


def said(message: str) -> str:
    """A message as marshmallow takes it, which fills braces: a label may have some of its own."""
    return message.replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=512)
def schema_of(questions: tuple[c.Question, ...], today: date) -> Schema:
    """The schema of these questions on this London day. Kept: the same form is answered again and again."""
    answers: dict[str, fields.Field] = {question.key: Answer(question, today) for question in questions}
    return Schema.from_dict(answers, name="Answers")(unknown=EXCLUDE)


def load(questions: tuple[c.Question, ...], raw: Mapping[str, object], today: date) -> tuple[dict, dict]:
    """The JSON-ready answers of one level, and what is wrong by key: messages, or messages by part."""
    given = {one.key: raw[one.key] for one in questions if not is_blank(one, raw.get(one.key))}
    try:
        values, wrong = schema_of(questions, today).load(given), {}
    except ValidationError as error:
        values, wrong = error.valid_data, error.normalized_messages()
    return {one.key: as_json(values[one.key]) if one.key in values else unanswered(one) for one in questions}, wrong


def is_blank(question: c.Question, raw: object) -> bool:
    """Whether a question has no answer; an unticked box is none."""
    return typed.is_blank(raw) or (isinstance(question, c.Checkbox) and raw is False)


def unanswered(question: c.Question) -> object:
    """The answer of a question that nobody answered."""
    return {c.Checkbox: False, c.Checklist: []}.get(type(question))


def as_json(value: object) -> object:
    """A typed value as JSON keeps it: dates and times as ISO text, numbers whole or as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value
