"""JSON as it is stored: compact, its keys sorted, so that the same value always gives the same bytes."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any


def to_json(value: object) -> str:
    """The text of a plain value. Dates become ISO text, whole decimals integers. Raises TypeError for anything else."""
    return json.dumps(value, default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plain(value: object) -> Any:
    """A copy of `value` as it would be read back from the database."""
    return json.loads(to_json(value))


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be stored.")
