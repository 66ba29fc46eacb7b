"""The chain of a case's events: each holds the digest of the one before, so a change anywhere shows.

What an event says stands apart, in its payload, and enters the chain only as a salted digest: it can be disposed of
when the law says so, without breaking the chain, and cannot be guessed back from it.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.storage.json_text import to_json

CHAINED = ("case_id", "number", "request_id", "verb", "person", "person_name", "at", "before", "payload_digest")
SEALED = ("place", "at", "person", "person_name", "what", "case_id", "detail")


@dataclass(frozen=True)
class Broken:
    """Something that is not as it was written."""

    where: str
    what: str
    case_id: int | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def new_salt() -> str:
    return secrets.token_hex(16)


def payload_digest(salt: str, payload: str) -> str:
    return hashlib.sha256(f"{salt}\n{payload}".encode()).hexdigest()


def event_digest(event: Mapping[str, object]) -> str:
    """The digest of an event's row (a mapping with the names of CHAINED), which holds the digest before it."""
    return _digest([_exact(event[name]) for name in CHAINED])


def look_seal(before: str, look: Mapping[str, object]) -> str:
    """The seal of a row of the access log, over the seal before it."""
    return _digest([before, *(_exact(look[name]) for name in SEALED)])


def row_digest(row: Mapping[str, object]) -> str:
    """The digest of a row of the record, by its columns."""
    return _digest([{name: _exact(value) for name, value in row.items()}])


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _exact(value: object) -> object:
    """Moments read back from SQLite and PostgreSQL must give the same text."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _digest(values: Sequence[object]) -> str:
    return text_digest(to_json(values))
