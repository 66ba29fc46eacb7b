"""Which tables each group of facts is read from: learned from the query, so that no list can fall behind it."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import ClauseElement, Table
from sqlalchemy.sql import visitors

from engine.queries.fact_paths import CHILD, Everything, paths
from engine.queries.facts import case_facts


class _Asked(Everything):
    """Notes the tables of every statement."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def execute(self, statement: ClauseElement) -> "Everything":
        self.tables |= {part.name for part in visitors.iterate(statement) if isinstance(part, Table)}
        return self


@cache
def tables_of_facts() -> dict[str, frozenset[str]]:
    """By the name below `case` ("conference"), the names of the tables that tell it."""
    return {name: _tables(name) for name in case_facts(_Asked(), CHILD, [CHILD])}  # type: ignore[arg-type]


def _tables(name: str) -> frozenset[str]:
    asked = _Asked()
    list(paths(case_facts(asked, CHILD, [CHILD])[name]))  # type: ignore[arg-type]
    return frozenset(asked.tables)


def facts_of(tables: Collection[str]) -> frozenset[str]:
    """The names below `case` that may say something else once these tables have changed."""
    return frozenset(name for name, read in tables_of_facts().items() if not read.isdisjoint(tables))
