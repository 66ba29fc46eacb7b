"""What may enter process data: JSON scalars, lists and contexts, copied, so that no two branches share a value."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

RESERVED = "typename"  # SpiffWorkflow's mark for its own objects in saved state: data with such a key cannot be loaded


class NotPlain(ValueError):
    """A value that cannot be saved; the message is a sentence."""


def plain(value: object) -> Any:
    """A deep copy of a FEEL value as JSON has it: dates and times as ISO text, whole numbers as int.

    Other numbers stay Decimal, which the saved state keeps exactly. Raises NotPlain for durations and anything else.
    """
    if value is None or isinstance(value, str | int | float):
        return value if not isinstance(value, str) else str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_key(key): plain(value[key]) for key in value}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    raise NotPlain(f"A value of the kind {type(value).__name__} cannot be kept: {value}.")


def _key(key: object) -> str:
    if key == RESERVED:
        raise NotPlain(f'A field cannot be called "{RESERVED}".')
    return str(key)
