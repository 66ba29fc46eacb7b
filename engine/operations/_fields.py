"""Fields that take what FEEL gives: dates as dates or ISO text, children as ids or contexts, yes and no as text."""

from collections.abc import Mapping
from datetime import date, datetime

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from engine.domain.clock import LONDON


class Day(fields.Date):
    """A London date."""

    def _deserialize(self, value, attr, data, **kwargs):
        if isinstance(value, datetime):
            return value.astimezone(LONDON).date()
        return value if isinstance(value, date) else super()._deserialize(value, attr, data, **kwargs)


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


def ids() -> fields.List:
    return fields.List(Id())


class Child(Schema):
    """A child of a family, as the form that opens a case tells it."""

    class Meta:
        unknown = "exclude"

    given_name = words(required=True)
    family_name = words(load_default="", allow_none=True)  # the family's, where none is given
    birth_date = Day(load_default=None, allow_none=True)
    expected_birth_date = Day(load_default=None, allow_none=True)
    sex = words(1, load_default="U")

    @validates_schema
    def born_or_expected(self, data, **_):
        if not data.get("birth_date") and not data.get("expected_birth_date"):
            raise ValidationError("Each child needs a date of birth, or the date it is expected.")
