"""Which facts of the record there are, as the paths that a diagram may read below `case`: learned from the query.

The query runs on a record that has everything, once over. So no list of names can fall behind it.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from engine.queries.facts import case_facts

CHILD = 1


class _Everything:
    """A row in which each column holds something, in every result."""

    def __getattr__(self, name: str) -> int:
        if name.startswith("__"):
            raise AttributeError(name)
        return CHILD

    def __getitem__(self, name: str) -> int:
        return CHILD

    @property
    def _mapping(self) -> "_Everything":
        return self

    def execute(self, _statement: object) -> "_Everything":
        return self

    def all(self) -> list["_Everything"]:
        return [self]

    def __iter__(self) -> Iterator["_Everything"]:
        return iter((self,))


@cache
def fact_paths() -> frozenset[str]:
    """Every path, such as "conference.held_on" and "children.born"; a list stands for each of its items."""
    return frozenset(_paths(case_facts(_Everything(), CHILD, [CHILD])))  # type: ignore[arg-type]


def _paths(value: object, before: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _paths(item, before)
    if isinstance(value, Mapping):
        for name, inner in value.items():
            path = f"{before}.{name}" if before else name
            yield path
            yield from _paths(inner, path)
