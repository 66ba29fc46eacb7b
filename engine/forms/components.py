"""The components of a form, frozen: what form-js draws and GOV.UK has a pattern for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from engine.feel import Expression
from engine.forms.wording import subject_of, with_small_first

ROW_CAP = 20  # rows that people may add to a repeated section
TEXT_CAP = 500  # characters in one line, unless the form allows fewer or more
AREA_CAP = 20_000
MET_BY_PEOPLE = 4_000  # characters; a page that told of more would only be longer
NUMBER_CAP = Decimal(10**12)


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from: `value` is posted, `label` is read."""

    value: str
    label: str
    counted: bool = False  # FEEL gave a whole number, such as an id

    @property
    def recorded(self) -> str | int:
        """What stands in the answers, so that FEEL can compare it with what it gave."""
        return int(self.value) if self.counted else self.value


@dataclass(frozen=True, kw_only=True)
class Component:
    """Whatever stands in a form. `hide` is the condition under which it is not shown."""

    kind: ClassVar[str] = ""
    asks: ClassVar[bool] = False
    id: str
    label: str = ""
    hint: str = ""
    hide: Expression | None = None
    reveal: tuple[str, str] | None = None  # (key of a radio or checklist, value): shown just when this value is chosen


@dataclass(frozen=True, kw_only=True)
class Question(Component):
    """A component that asks for an answer, kept under `key`."""

    asks: ClassVar[bool] = True
    key: str
    required: bool = False
    error_required: str = ""
    prefill: Expression | None = None
    confidential: bool = False
    autocomplete: str = ""
    verb: ClassVar[str] = "Enter"

    @property
    def most_to_tell(self) -> str:
        """A sentence about the most that may be typed, where the form sets a limit that people could meet."""
        return ""

    @property
    def message_required(self) -> str:
        """What to say when it is not answered."""
        return self.error_required or f"{self.verb} {with_small_first(self.label)}"

    @property
    def subject(self) -> str:
        """How a sentence about the answer begins: the label, unless that is itself a question."""
        return subject_of(self.label)


@dataclass(frozen=True, kw_only=True)
class Line(Question):
    """One line of text."""

    kind: ClassVar[str] = "textfield"
    min_length: int = 0
    max_length: int = TEXT_CAP
    width: str = ""


@dataclass(frozen=True, kw_only=True)
class Area(Question):
    """Text of several lines."""

    kind: ClassVar[str] = "textarea"
    min_length: int = 0
    max_length: int = AREA_CAP

    @property
    def most_to_tell(self) -> str:
        return f"You can enter up to {self.max_length:,} characters." if self.max_length <= MET_BY_PEOPLE else ""


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number: whole, or with up to `digits` decimals."""

    kind: ClassVar[str] = "number"
    minimum: Decimal = -NUMBER_CAP
    maximum: Decimal = NUMBER_CAP
    digits: int = 0
    width: str = ""


@dataclass(frozen=True, kw_only=True)
class Day(Question):
    """A date of three parts."""

    kind: ClassVar[str] = "date"
    past: bool = False
    future: bool = False

    @property
    def subject(self) -> str:
        return subject_of(self.label, "Date")


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Question):
    """A time of day."""

    kind: ClassVar[str] = "time"
    width: ClassVar[str] = "5"

    @property
    def subject(self) -> str:
        return subject_of(self.label, "Time")


@dataclass(frozen=True, kw_only=True)
class Checkbox(Question):
    """A single box: ticked or not."""

    kind: ClassVar[str] = "checkbox"
    verb: ClassVar[str] = "Select"


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """A question with given answers."""

    verb: ClassVar[str] = "Select"
    options: tuple[Option, ...] = ()
    offered: Expression | None = None  # gives the options, when the form is filled in

    def label_of(self, value: str) -> str:
        """How the answer `value` is read; the value itself when it is not among the options."""
        return next((option.label for option in self.options if option.value == value), value)


@dataclass(frozen=True, kw_only=True)
class Radio(Choice):
    """One answer, all of them in sight."""

    kind: ClassVar[str] = "radio"


@dataclass(frozen=True, kw_only=True)
class Select(Choice):
    """One answer of a long list."""

    kind: ClassVar[str] = "select"


@dataclass(frozen=True, kw_only=True)
class Checklist(Choice):
    """Any number of answers."""

    kind: ClassVar[str] = "checklist"


@dataclass(frozen=True, kw_only=True)
class Group(Component):
    """Components under a common heading; their answers stay on the level of the group."""

    kind: ClassVar[str] = "group"
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rows(Question):
    """A repeated section: rows that people add and remove, or with `for_each` one row for each item."""

    kind: ClassVar[str] = "rows"
    components: tuple[Component, ...] = ()
    for_each: Expression | None = None
    min_rows: int = 0
    max_rows: int = ROW_CAP
    first_rows: int = 1
    row_name: str = ""

    def name_of_row(self, index: int) -> str:
        """How the row with this index is called: "Child 2"."""
        noun = self.row_name or self.label
        return f"{noun[:1].upper()}{noun[1:]} {index + 1}"

    @property
    def message_required(self) -> str:
        noun = with_small_first(self.row_name) or "row"
        return self.error_required or f"Add {'at least one' if self.min_rows <= 1 else self.min_rows} {noun}"


@dataclass(frozen=True, kw_only=True)
class Text(Component):
    """Paragraphs to read, which `words` gives when the form is filled in."""

    kind: ClassVar[str] = "text"
    paragraphs: tuple[str, ...] = ()
    words: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Separator(Component):
    """A line across the page."""

    kind: ClassVar[str] = "separator"


@dataclass(frozen=True, kw_only=True)
class Spacer(Component):
    """Nothing, with room around it."""

    kind: ClassVar[str] = "spacer"
