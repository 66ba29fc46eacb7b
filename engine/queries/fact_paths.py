"""Which facts of the record there are, as the paths that a diagram may read below `case`: learned from the query.

The query runs on a record that has everything, once over. So no list of names can fall behind it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from engine.queries.facts import case_facts

CHILD = 1
SOME_DAY = date(2026, 3, 2)
DAYS = ("_on", "_date")  # how the columns end that hold a day


class Everything:
    """A row in which each column holds something, in every result."""

    def __getattr__(self, name: str) -> int | date:
        if name.startswith("__"):
            raise AttributeError(name)
        return SOME_DAY if name.endswith(DAYS) else CHILD

    def __getitem__(self, name: str) -> int:
        return CHILD

    @property
    def _mapping(self) -> "Everything":
        return self

    def execute(self, _statement: object) -> "Everything":
        return self

    def all(self) -> list["Everything"]:
        return [self]

    def __iter__(self) -> Iterator["Everything"]:
        return iter((self,))


@cache
def fact_paths() -> frozenset[str]:
    """Every path, such as "conference.held_on" and "children.born"; a list stands for each of its items."""
    return frozenset(paths(case_facts(Everything(), CHILD, [CHILD])))  # type: ignore[arg-type]


def paths(value: object, before: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from paths(item, before)
    if isinstance(value, Mapping):
        for name, inner in value.items():
            path = f"{before}.{name}" if before else name
            yield path
            yield from paths(inner, path)
