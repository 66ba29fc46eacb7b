"""Fields that take what FEEL gives: dates as dates or ISO text, children as ids or contexts, yes and no as text."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from engine.domain.clock import LONDON, start_of
from engine.domain.codes import DISABILITIES, ETHNICITIES, SEXES
from engine.domain.words import short_day


class Day(fields.Date):
    """A London date."""

    def _deserialize(self, value, attr, data, **kwargs):
        if isinstance(value, datetime):
            return value.astimezone(LONDON).date()
        return value if isinstance(value, date) else super()._deserialize(value, attr, data, **kwargs)


class Moment(fields.AwareDateTime):
    """A moment, as itself or as ISO text, London's where it says no zone; a date alone is its first moment."""

    def __init__(self, **options) -> None:
        super().__init__(default_timezone=LONDON, **options)

    def _deserialize(self, value, attr, data, **kwargs):
        if isinstance(value, str) and len(value) == len("2026-03-02"):
            value = Day().deserialize(value)
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=LONDON)
        return start_of(value) if isinstance(value, date) else super()._deserialize(value, attr, data, **kwargs)


class Id(fields.Integer):
    """The id of a row, given by itself or as a context that has one."""

    def _deserialize(self, value, attr, data, **kwargs):
        inner = value.get("id") if isinstance(value, Mapping) else value
        return super()._deserialize(inner, attr, data, **kwargs)


class YesNo(fields.Boolean):
    """A boolean, or "yes" and "no" as radios give them."""


class Words(fields.String):
    """Text without the blanks around it; a number is taken as its text."""

    def _deserialize(self, value, attr, data, **kwargs):
        return super()._deserialize(str(value) if not isinstance(value, str | bytes) else value, attr, data).strip()


def words(longest: int = 200, **options) -> Words:
    """A text of at most `longest` characters: as wide as its column."""
    return Words(validate=validate.Length(max=longest), **options)


def prose(**options) -> Words:
    """What people write at length."""
    return words(10_000, **options)


def code(choices: Collection[str], **options) -> Words:
    """One of these codes or words; "" means that none was given, where it may be left out."""
    allowed = tuple(choices) if options.get("required") else ("", *choices)
    listed = ", ".join(one for one in allowed if one)
    return Words(validate=validate.OneOf(allowed, error=f"It must be one of: {listed}."), **options)


def count(most: int, **options) -> fields.Integer:
    """A whole number, not below nothing."""
    return fields.Integer(validate=validate.Range(0, most), **options)


def ids() -> fields.List:
    return fields.List(Id())


def names() -> fields.List:
    """Names of people, as a list of texts."""
    return fields.List(words())


def in_order(field: str, start: date | None, end: date | None) -> None:
    """Raises ValidationError, about `field`, where an end is before its start: one of both dates is mistyped."""
    if start and end and end < start:
        raise ValidationError({field: [f"{short_day(end)} is before {short_day(start)}, when it started."]})


def pupil_number(**options) -> Words:
    """A unique pupil number, or the code that says why there is none; "" while nobody asked."""
    return Words(validate=validate.Regexp(r"(UN[1-7]|[A-Z][0-9]{11}[0-9A-Z])?\Z", error="It is no UPN."), **options)


class Child(Schema):
    """A child of a family, as the form that opens a case tells it."""

    class Meta:
        unknown = "exclude"

    given_name = words(required=True)
    family_name = words(allow_none=True)  # the family's, where none is given
    birth_date = Day(allow_none=True)
    expected_birth_date = Day(allow_none=True)
    sex = code(SEXES, allow_none=True)
    ethnicity = code(ETHNICITIES, allow_none=True)
    disabilities = fields.List(code(DISABILITIES, required=True), allow_none=True)
    upn = pupil_number(allow_none=True)

    @validates_schema
    def born_or_expected(self, data, **_):
        if not data.get("birth_date") and not data.get("expected_birth_date"):
            raise ValidationError("Each child needs a date of birth, or the date it is expected.")
