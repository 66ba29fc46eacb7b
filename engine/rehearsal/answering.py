"""A scenario's answers made into raw answers: its days become dates, and the children it names become their ids."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from engine.rehearsal.days import is_counted

CHILD = "child:"


def raw_answers(said: Any, day: Callable[[object], date], child: Callable[[str], int]) -> Any:
    """`said` with "today - 3 wd" as an ISO date, and "child:Ava", or the `item` of a row, as the child's id."""
    if isinstance(said, Mapping):
        return {str(name): _named(str(name), value, day, child) for name, value in said.items()}
    if isinstance(said, list):
        return [raw_answers(value, day, child) for value in said]
    if isinstance(said, date):
        return said.isoformat()
    if isinstance(said, str) and said.startswith(CHILD):
        return str(child(said.removeprefix(CHILD).strip()))
    return day(said).isoformat() if isinstance(said, str) and is_counted(said.strip()) else said


def _named(name: str, value: Any, day: Callable[[object], date], child: Callable[[str], int]) -> Any:
    if name == "item" and isinstance(value, str):
        return str(child(value))
    return raw_answers(value, day, child)
