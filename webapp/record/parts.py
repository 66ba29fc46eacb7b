"""What the pages of the record are made of: facts, tables, and parts that are folded away."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from engine import short_day

FIRST_ROWS = 10  # of a table; the older ones are folded away, so that years of visits do not bury the rest
Text = str | tuple[str, ...]  # several lines are a tuple
Column = tuple[str, Callable[[Any], Text]]
NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True)
class Facts:
    """Questions and answers; `title` heads them where it is not ""."""

    kind: ClassVar = "facts"
    rows: tuple[tuple[str, Text], ...]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of as many cells as `heads`; the first cell names its row."""

    kind: ClassVar = "table"
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Folded:
    """Parts that are shown when a person asks for them, and on paper."""

    kind: ClassVar = "folded"
    title: str
    parts: tuple["Part", ...]


Part = Facts | Table | Folded


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own; without parts, nothing is recorded about it."""

    title: str
    parts: tuple[Part, ...] = field(default=())

    @property
    def id(self) -> str:
        """Where a link to it leads."""
        return NO_WORD.sub("-", self.title.lower())


def facts(*rows: tuple[str, Text], title: str = "") -> tuple[Facts, ...]:
    """The rows that say something; nothing where none does."""
    said = tuple(row for row in rows if row[1])
    return (Facts(said, title),) if said else ()


def table(caption: str, lines: Iterable[Any], *columns: Column) -> tuple[Part, ...]:
    """A row for each line, with the columns that say something in any; the older rows are folded away."""
    rows = [tuple(tell(line) for _, tell in columns) for line in lines]
    told = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    heads = tuple(columns[index][0] for index in told)
    kept = [tuple(row[index] for index in told) for row in rows]
    return tuple(_in_two(caption, heads, kept)) if rows else ()


def _in_two(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[Text, ...]]) -> Iterable[Part]:
    yield Table(caption, heads, tuple(rows[:FIRST_ROWS]))
    if older := tuple(rows[FIRST_ROWS:]):
        earlier = f"{caption}: earlier ones"
        yield Folded(f"{earlier} ({len(older)})", (Table(earlier, heads, older),))


def on(day: date | None) -> str:
    """A day in words; "" for none."""
    return short_day(day) if day else ""


def yes_no(said: bool | None) -> str:
    """What was answered; "" where nothing was."""
    return "" if said is None else "Yes" if said else "No"


def joined(*words: str, by: str = ", ") -> str:
    """The words that there are."""
    return by.join(word for word in words if word)
