"""What people type becomes typed values: text, numbers, dates, times and choices, in the many ways they are typed.

Each reader takes its component and a raw answer that is not blank, and raises marshmallow's ValidationError with a
sentence for the person, under the part of a date that is wrong.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from marshmallow import ValidationError

from engine.forms.components import Area, Checkbox, Checklist, Choice, Day, Line, Number, Question, TimeOfDay
from engine.forms.days import PARTS, day_of, parts_of
from engine.forms.source import is_clean, without_controls

LONGEST_TEXT = 200_000  # characters that are looked at at all, whatever a form allows
LONGEST_NUMBER = 40  # characters: more is no number that anyone types
SPACES = re.compile(r"\s+")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
GROUPED_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII)
TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(am|pm)?", re.ASCII)
YES, NO = "yes", "no"
TICKED = frozenset({"yes", "on", "true", "1"})
UNTICKED = frozenset({"", "no", "off", "false", "0"})


def is_blank(raw: object) -> bool:
    """Whether nothing was typed: no text, no choice, or a date whose parts are all empty."""
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, Mapping):
        return all(part is None or (isinstance(part, str) and not part.strip()) for part in raw.values())
    return raw is None or (isinstance(raw, list | tuple) and not raw)


def plain(raw: object) -> str | None:
    """A scalar answer as text, as if it had been typed; None for what no one could have typed."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, float):
        raw = Decimal(repr(raw))
    if isinstance(raw, int):
        return str(raw) if abs(raw) < 10**LONGEST_NUMBER else None
    if isinstance(raw, Decimal):
        return f"{raw:f}" if raw.is_finite() and abs(raw.adjusted()) < LONGEST_NUMBER else None
    return raw.isoformat() if isinstance(raw, date | time) else None


def read_line(question: Line, raw: object) -> str:
    """One line: spaces and breaks run together."""
    return SPACES.sub(" ", _text(question, raw)).strip()


def read_area(question: Area, raw: object) -> str:
    """Several lines, each break as one character."""
    return _text(question, raw).replace("\r\n", "\n").replace("\r", "\n").strip()


def _text(question: Question, raw: object) -> str:
    text = None if isinstance(raw, bool) else plain(raw)
    if text is None:
        raise ValidationError(question.message_required)
    if len(text) > LONGEST_TEXT:
        raise ValidationError(f"{question.subject} must be shorter")
    text = unicodedata.normalize("NFC", text.strip())
    if not is_clean(text):
        raise ValidationError(f"{question.subject} must not include characters that cannot be read. Type it again")
    return text


def read_number(question: Number, raw: object) -> Decimal:
    """A number; spaces, and commas between thousands, are how people write large ones."""
    text = None if isinstance(raw, bool) else plain(raw)
    text = SPACES.sub("", (text or "").replace("\N{MINUS SIGN}", "-"))
    if len(text) > LONGEST_NUMBER or not (PLAIN_NUMBER.fullmatch(text) or GROUPED_NUMBER.fullmatch(text)):
        raise ValidationError(f"{question.subject} must be a number, like 30")
    number = Decimal(text.replace(",", "")) + 0  # + 0: there is no minus nought
    if question.digits == 0 and number != number.to_integral_value():
        raise ValidationError(f"{question.subject} must be a whole number")
    if number != round(number, question.digits):
        raise ValidationError(f"{question.subject} must have {question.digits} decimal places or fewer")
    return number


def read_time(question: TimeOfDay, raw: object) -> time:
    """A time: 9:30, 0930, 9.30am, 2pm, midday or midnight."""
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    text = SPACES.sub("", plain(raw) or "").lower()[:20]
    text = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}.get(text, text)
    text = re.sub(r"^([0-9]{2}:[0-9]{2}):00$", r"\1", text)
    found = TIME.fullmatch(text)
    if found and (found[2] or found[3]) and (moment := _moment(int(found[1]), int(found[2] or 0), found[3])):
        return moment
    raise ValidationError(f"{question.subject} must be a time, like 9:30am or 14:00")


def _moment(hour: int, minute: int, half: str | None) -> time | None:
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_tick(question: Question, raw: object) -> bool:
    """Whether a box is ticked."""
    text = (plain(raw) or "?").strip().lower()
    if text not in TICKED | UNTICKED:
        raise ValidationError(question.message_required)
    return text in TICKED


def read_choice(question: Choice, raw: object) -> str | int:
    """The value of one of the answers offered."""
    text = (plain(raw) or "").strip()
    chosen = next((option for option in question.options if option.value == text), None)
    if chosen is None:
        raise ValidationError(question.message_required)
    return chosen.recorded


def read_choices(question: Checklist, raw: object) -> list[str | int]:
    """The values chosen, each once, in the order in which they are offered."""
    found = list(raw) if isinstance(raw, list | tuple) else [raw]
    chosen = {read_choice(question, one) for one in found[: 10 * len(question.options)] if not is_blank(one)}
    return [option.recorded for option in question.options if option.recorded in chosen]


def read_day(question: Day, raw: object) -> date:
    """A date of three parts, or as one text."""
    if isinstance(raw, datetime):
        raw = raw.date()  # a day of its own goes the way of a typed one: what is shown again is read back the same
    parts = parts_of(raw)
    if parts is None:
        raise ValidationError(f"{question.subject} must be a real date")
    return day_of(question.subject, parts)


def as_typed(question: Question, value: object) -> object:
    """A value, typed or clean or raw, as a page shows it for typing on; blank for what nobody could have typed."""
    if isinstance(question, Day):
        parts = parts_of(value) or dict.fromkeys(PARTS, "")
        return {part: without_controls(text) for part, text in parts.items()}
    if isinstance(question, Checklist):
        found = value if isinstance(value, list | tuple) else [value]
        return [without_controls(plain(one) or "") for one in found if not is_blank(one)]
    text = without_controls(plain(value) or "")
    if isinstance(question, Checkbox):
        return YES if text.strip().lower() in TICKED else ""
    return text if isinstance(question, Area) else SPACES.sub(" ", text)
