"""What SQLAlchemy leaves to be asked in a roundabout way."""

from typing import Any, cast

from sqlalchemy import CursorResult, Update
from sqlalchemy.orm import Session


def rows_changed(session: Session, change: Update) -> int:
    """Send an UPDATE; gives how many rows it found."""
    return cast(CursorResult[Any], session.execute(change)).rowcount
