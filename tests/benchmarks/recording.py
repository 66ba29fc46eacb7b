"""What a command really sends to the database, and the same writes done plainly: the floor that it is compared with.

The floor is one durable transaction of the recorded INSERTs, UPDATEs and DELETEs, with the same values, in a copy of
the same database, by the driver's own prepared statements. It reads nothing, computes nothing, and asks nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

WRITES = ("INSERT", "UPDATE", "DELETE")
TRANSACTION = ("BEGIN", "COMMIT")

Values = Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """One statement as the driver got it; `many` if `values` is a list of rows."""

    sql: str
    values: Any
    many: bool

    @property
    def writes(self) -> bool:
        return self.sql.lstrip().upper().startswith(WRITES)

    @property
    def bytes(self) -> int:
        """Of the statement and of the text in its values; anything else counts as eight."""
        return len(self.sql) + sum(map(_size, self.values if self.many else [self.values]))


def _size(values: Values) -> int:
    plain = values.values() if isinstance(values, Mapping) else values
    bare = [getattr(value, "obj", value) for value in plain]
    return sum(len(value) if isinstance(value, str | bytes) else 8 for value in bare)


@dataclass
class Recording:
    """The statements of a transaction, without its beginning and end."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        return sum(one.bytes for one in self.statements)

    @property
    def writes(self) -> list[Statement]:
        return [one for one in self.statements if one.writes]


@contextmanager
def recorded(database: Engine) -> Iterator[Recording]:
    """Record what is sent while the block runs."""
    recording = Recording()

    def note(_connection, _cursor, sql: str, values: Any, _context, many: bool) -> None:
        if not sql.startswith(TRANSACTION):
            rows = many and isinstance(values, list)
            recording.statements.append(Statement(sql, values, rows))

    event.listen(database, "after_cursor_execute", note)
    try:
        yield recording
    finally:
        event.remove(database, "after_cursor_execute", note)


class Floor:
    """A plain connection of the driver's to a copy of the database, set up as the engine sets up its own."""

    def __init__(self, database: Engine) -> None:
        self._pooled = database.raw_connection()
        self._connection = self._pooled.driver_connection
        self._on_sqlite = database.dialect.name == "sqlite"

    def write(self, statements: Sequence[Statement]) -> None:
        """Send the writes in one transaction."""
        if self._on_sqlite:
            self._connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            cursor = self._connection.cursor()
            (cursor.executemany if statement.many else cursor.execute)(statement.sql, statement.values)
            cursor.close()
        self._connection.commit()

    def close(self) -> None:
        self._pooled.close()
