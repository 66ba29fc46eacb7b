"""A database as large as the largest council could make it: 100,000 open cases, 300,000 open tasks, 1,000,000 timers.

A few cases are made by the engine, and each is copied many times by SQL: every copy has true states, tasks and timers,
so that the engine can go on from it. A case has three visits under way, with two timers each, and a plan that waits for
four more. `DUE` cases have a visit that began earlier, so that one timer of each falls due while all others wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce

from sqlalchemy import Connection, String, Table, func, insert, literal, literal_column, select, text
from sqlalchemy.sql import ColumnElement

from engine.storage import tables as t
from tests.benchmarks.family import Home

VISITS_AT_ONCE = 3
EARLIER = timedelta(days=9)  # that a due case's first visit began before the others: its reminder is due, no other
COPIED = (t.cases, t.children, t.instances, t.instance_children, t.tasks, t.timers)
CHUNK = 5_000
NUMBERED = "copies"


@dataclass(frozen=True)
class Filled:
    """What was made: the ids of the cases that wait for nothing, and of those with one timer about to be due."""

    waiting: range
    due: range


def fill(home: Home, cases: int, due: int) -> Filled:
    """Fill a database; the home's clock then stands after the due timers' moment and before all others'."""
    began = home.open()
    home.later(days=EARLIER.days)
    early = _more_visits(home, began)
    late = _more_visits(home, home.open())
    with home.engine.database.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("set local statement_timeout = 0"))
        _number(connection, max(cases, due))
        due_ids = _copy(connection, early, due)
        waiting = _copy(connection, late, cases - due)
    with home.engine.database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze"))
    return Filled(waiting, due_ids)


def _more_visits(home: Home, case: int) -> int:
    for _ in range(VISITS_AT_ONCE - 1):
        home.ask(case, "asked")
    home.ask(case, "plan asked")
    return case


def _number(connection: Connection, most: int) -> None:
    """The numbers of the copies, 0 and on, in a table of this connection's own."""
    connection.execute(text(f"create temporary table {NUMBERED} (copy integer primary key)"))
    for first in range(0, most, CHUNK):
        rows = [{"copy": number} for number in range(first, min(first + CHUNK, most))]
        connection.execute(text(f"insert into {NUMBERED} values (:copy)"), rows)


def _copy(connection: Connection, case: int, copies: int) -> range:
    """Copy a case; gives the copies' ids. The ids of each table's rows follow one another, copy after copy."""
    blocks = {table.name: _block(connection, table, case) for table in COPIED}
    for table in COPIED:
        _copy_rows(connection, table, case, copies, blocks)
    first = blocks["cases"].first_free
    return range(first, first + copies)


@dataclass(frozen=True)
class Block:
    """The ids of one case's rows in a table: the lowest, how far they reach, and where copies may begin."""

    lowest: int
    length: int
    first_free: int

    def moved(self, column: ColumnElement[int]) -> ColumnElement[int]:
        """The id of the same row in a copy."""
        return column - self.lowest + self.first_free + literal_column("copy") * self.length


def _block(connection: Connection, table: Table, case: int) -> Block:
    if "id" not in table.c:
        return Block(0, 0, 0)
    lowest, highest = connection.execute(
        select(func.min(table.c.id), func.max(table.c.id)).where(_of_case(table, case))
    ).one()
    last = connection.scalar(select(func.max(table.c.id)))
    return Block(lowest, highest - lowest + 1, last + 1)


def _of_case(table: Table, case: int) -> ColumnElement[bool]:
    if table is t.cases:
        return table.c.id == case
    if "case_id" in table.c:
        return table.c.case_id == case
    return table.c.instance_id.in_(select(t.instances.c.id).where(t.instances.c.case_id == case))


def _copy_rows(connection: Connection, table: Table, case: int, copies: int, blocks: Mapping[str, Block]) -> None:
    columns = [_copied(table, column, blocks) for column in table.c]
    if table is t.instances:
        columns[list(table.c).index(table.c.state)] = _state(connection, case, blocks["children"])
    rows = select(*columns).select_from(table, text(NUMBERED)).where(_of_case(table, case))
    rows = rows.where(literal_column("copy") < copies).order_by(literal_column("copy"), *_first_key(table))
    connection.execute(insert(table).from_select(list(table.c.keys()), rows, include_defaults=False))
    if connection.dialect.name == "postgresql" and "id" in table.c:
        connection.execute(text(f"select setval('{table.name}_id_seq', (select max(id) from {table.name}))"))


def _state(connection: Connection, case: int, block: Block) -> ColumnElement[str]:
    """The saved state of a copy: it names the copy's children, where the original names its own."""
    ids = connection.scalars(
        select(t.children.c.id).where(t.children.c.case_id == case).order_by(t.children.c.id)
    ).all()
    named = reduce(
        lambda text, one: text + "," + block.moved(literal_column(str(one))).cast(String),
        ids[1:],
        block.moved(literal_column(str(ids[0]))).cast(String),
    )
    before = '"children":['
    return func.replace(t.instances.c.state, f"{before}{','.join(map(str, ids))}]", literal(before) + named + "]")


def _first_key(table: Table) -> Sequence[ColumnElement[int]]:
    return list(table.primary_key.columns)[:1]


def _copied(table: Table, column: ColumnElement, blocks: Mapping[str, Block]) -> ColumnElement:
    """A column of a copy: an id that stands for a copied row moves with it; a case's chain begins anew."""
    if column.name == "id":
        return blocks[table.name].moved(column)
    for key in column.foreign_keys:
        if (block := blocks.get(key.column.table.name)) is not None:
            return block.moved(column)
    if column is t.cases.c.reference:
        return column + literal("-") + literal_column("copy").cast(String)
    return {t.cases.c.head: literal(""), t.cases.c.events: literal(0)}.get(column, column)
