"""A scenario's answers made into raw answers: its days become dates, and the children it names become their ids."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.rehearsal.days import is_counted

CHILD = "child:"
EACH = "each row"


@dataclass(frozen=True)
class Meaning:
    """What words of an answer mean where it is given."""

    day: Callable[[object], date]
    child: Callable[[str], int | None]  # by the name; None for one that no child of the case has
    rows: Callable[[str], Sequence[Mapping[str, Any]]] = lambda field: ()  # that the form's page starts with


def raw_answers(said: Any, meaning: Meaning) -> Any:
    """`said` with "today - 3 wd" as an ISO date, and "child:Ava", or the `item` of a row, as the child's id.

    `{each row: {...}}` gives these answers in every row that the form's page starts with, for each child or each
    person invited. Raises ValueError.
    """
    if isinstance(said, Mapping):
        return {str(name): _named(str(name), value, meaning) for name, value in said.items()}
    if isinstance(said, list):
        return [raw_answers(value, meaning) for value in said]
    return said.isoformat() if isinstance(said, date) else _text(said, meaning)


def _named(name: str, value: Any, meaning: Meaning) -> Any:
    """A row's `item` is a child, or the name of something else that the form asks about."""
    if name == "item" and isinstance(value, str):
        found = meaning.child(value)
        return value if found is None else str(found)
    if isinstance(value, Mapping) and set(value) == {EACH}:
        return [row | raw_answers(value[EACH], meaning) for row in meaning.rows(name)]
    return raw_answers(value, meaning)


def _text(said: Any, meaning: Meaning) -> Any:
    if not isinstance(said, str):
        return said
    if said.startswith(CHILD):
        name = said.removeprefix(CHILD).strip()
        if (found := meaning.child(name)) is None:
            raise ValueError(f'no child of the case is called "{name}".')
        return str(found)
    return meaning.day(said).isoformat() if is_counted(said.strip()) else said
