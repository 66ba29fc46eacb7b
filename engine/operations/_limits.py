"""Dates that the record keeps beside what they were counted from."""

from datetime import date

from engine.domain.errors import NoSuchLimit
from engine.storage.record import Record


def limit_date(record: Record, limit: str, counted_from: date) -> date | None:
    """The last day of a limit; None where the authority has no such limit."""
    try:
        due = record.due(limit, counted_from)
    except NoSuchLimit:
        return None
    return due.day if due else None
