"""What the tables share: the schema that they belong to, and kinds of columns and checks."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC: SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment needs a time zone: {value}.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Key = BigInteger().with_variant(Integer, "sqlite")
Person = String(100)  # the directory's own unique id


def key() -> Column:
    return Column("id", Key, primary_key=True, autoincrement=True)


def ref(table: str, name: str | None = None, **options) -> Column:
    return Column(name or f"{table.rstrip('s')}_id", Key, ForeignKey(f"{table}.id"), **{"nullable": False, **options})


def one_of(column: str, codes: Collection[str]) -> CheckConstraint:
    """The column holds one of these codes, or null."""
    return CheckConstraint(f"{column} in ({', '.join(map(repr, codes))})", name=column)


def in_order(earlier: str, later: str) -> CheckConstraint:
    """What ends does not end before it began; a null stands for what has not happened."""
    return CheckConstraint(f"{later} >= {earlier}", name="in_order")


def name(column: str = "name") -> Column:
    """Who, as people call them; "" where nobody said."""
    return Column(column, String(200), nullable=False, default="")


def words(column: str) -> Column:
    """What was said; "" where nothing was."""
    return Column(column, Text, nullable=False, default="")


def day(column: str, *, required: bool = False) -> Column:
    return Column(column, Date, nullable=not required)


def yes_no(column: str, *, required: bool = False) -> Column:
    return Column(column, Boolean, nullable=not required)


def of_child() -> Column:
    return ref("children", "child_id")


def its_children(parent: str, *more: Column | CheckConstraint) -> Table:
    """The table of the children that each row of `parent` concerns, found from either side by an index."""
    table, its = f"{parent}_children", f"{parent}_id"
    return Table(
        table,
        metadata,
        ref(f"{parent}s", its, primary_key=True),
        ref("children", "child_id", primary_key=True),
        *more,
        Index(f"ix_{table}_child_{parent}", "child_id", its),
    )


def index_of(rows: TextClause, name: str, *columns: str) -> Index:
    """An index of those rows only that meet a condition, which queries must then state in the same words."""
    return Index(name, *columns, sqlite_where=rows, postgresql_where=rows)
