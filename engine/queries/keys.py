"""The keys that pages follow: short text in a link, that says after which row the next page starts.

A key that nobody could have got from a page (typed, cut short) reads as none: the first page is shown.
"""

from datetime import UTC, date, datetime

LARGEST = 2**63 - 1  # what the column of a row's id holds
LARGEST_PLACE = 2**31 - 1  # and that of an event's place in its chain


def dated(day: date | None, number: int) -> str:
    """ "2026-01-07.123", or "-.123" without a day."""
    return f"{day.isoformat() if day else '-'}.{number}"


def read_dated(key: str | None) -> tuple[date | None, int] | None:
    day, _, number = (key or "").partition(".")
    try:
        return (None if day == "-" else date.fromisoformat(day)), _id(number)
    except ValueError:
        return None


def timed(moment: datetime, number: int) -> str:
    """ "1767786300000000.123": microseconds, so that no moment is cut."""
    return f"{int((moment - _EPOCH).total_seconds() * 1_000_000)}.{number}"


def read_timed(key: str | None) -> tuple[datetime, int] | None:
    micros, _, number = (key or "").partition(".")
    try:
        return datetime.fromtimestamp(int(micros) / 1_000_000, UTC), _id(number)
    except (ValueError, OverflowError, OSError):
        return None


def read_number(key: str | None, largest: int = LARGEST) -> int | None:
    try:
        return _id(key or "", largest)
    except ValueError:
        return None


def _id(text: str, largest: int = LARGEST) -> int:
    """Raises ValueError for what no row can have as its number."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(largest)) or int(text) > largest:
        raise ValueError(text)
    return int(text)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
