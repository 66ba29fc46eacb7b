"""What a running server or worker tells on standard error: one line an outcome, in UTC, without what people typed."""

import logging
from datetime import UTC, datetime

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
CHATTY = ("apscheduler", "alembic", "gunicorn", "ldap3")  # their every step; only their warnings are news here


class InUtc(logging.Formatter):
    """Gives a line's moment as "2026-11-22T09:30:00Z"."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  (its own name)
        return f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%SZ}"


def tell(level: int = logging.INFO) -> None:
    """Send the log of this process to standard error, from `level` on."""
    handler = logging.StreamHandler()
    handler.setFormatter(InUtc(LINE))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
