"""Kinds of columns that the tables share."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, String, TypeDecorator


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
