"""What SQLAlchemy leaves to be asked in a roundabout way, or does anew each time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Dialect, Insert, Update
from sqlalchemy.orm import Session

Convert = Callable[[Any], Any]


def rows_changed(session: Session, change: Update) -> int:
    """Send an UPDATE; gives how many rows it found."""
    return cast(CursorResult[Any], session.execute(change)).rowcount


class Write:
    """A statement that writes one row: compiled once for each kind of database, then handed to the driver as it is.

    To look up and dress a statement anew takes SQLAlchemy several times as long as the database takes to do it, and a
    completed task is ten of them. What a RETURNING gives comes as the driver has it: for ids, and texts.
    """

    def __init__(self, statement: Insert | Update | Delete) -> None:
        """`statement` without values, but with a parameter (`bindparam`) wherever its condition needs one."""
        self._statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    def send(self, session: Session, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Send it with these values: by name, of the columns to be written and of the condition's parameters."""
        connection = session.connection()
        key = (connection.dialect.name, *values)
        if (compiled := self._compiled.get(key)) is None:
            compiled = self._compiled[key] = _compile(self._statement, connection.dialect, tuple(values))
        return connection.exec_driver_sql(compiled.sql, compiled.parameters(values))


@dataclass(frozen=True)
class _Compiled:
    """A statement as a driver takes it; `wanted` are its parameters with their default and conversion."""

    sql: str
    by_place: bool
    wanted: tuple[tuple[str, Any, Convert | None], ...]

    def parameters(self, values: Mapping[str, Any]) -> Any:
        given = [(name, values.get(name, default), convert) for name, default, convert in self.wanted]
        if self.by_place:
            return tuple(convert(value) if convert else value for _, value, convert in given)
        return {name: convert(value) if convert else value for name, value, convert in given}


def _compile(statement: Insert | Update | Delete, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
    """`names` are the values that will be given; a column's own default stands in for any other."""
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
    defaults = {name: value for name, value in compiled.params.items() if value is not None}
    for column in getattr(compiled, "insert_prefetch", ()):
        defaults[column.key] = column.default.arg(None) if column.default.is_callable else column.default.arg
    wanted = compiled.positiontup if compiled.positional else list(compiled.binds)
    convert = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    return _Compiled(
        str(compiled), compiled.positional, tuple((name, defaults.get(name), convert[name]) for name in wanted)
    )
