"""Wrong passwords are counted: after a few, a user name has to wait, whether or not anybody has it.

So passwords cannot be guessed at the speed of a machine, and the council's own lock is not reached through this page.
Each web process counts for itself; a restart forgets.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import TooManyTries

ALLOWED = 5
WITHIN = timedelta(minutes=5)
MOST_NAMES = 10_000  # remembered at once, so that invented names cannot fill the memory


@dataclass
class Wrong:
    """How often a name was tried in vain, since when."""

    since: datetime
    count: int = 0


class WrongTries:
    """The count of each user name."""

    def __init__(self) -> None:
        self._by_name: dict[str, Wrong] = {}

    def check(self, login: str, now: datetime) -> None:
        """Raises TooManyTries while the name has to wait."""
        wrong = self._by_name.get(login.casefold())
        if wrong and wrong.count >= ALLOWED and timedelta() <= now - wrong.since < WITHIN:
            raise TooManyTries(minutes=f"{WITHIN.seconds // 60}")

    def note(self, login: str, now: datetime) -> None:
        """Count one more."""
        wrong = self._by_name.get(login.casefold())
        if wrong is None or not timedelta() <= now - wrong.since < WITHIN:
            self._make_room(now)
            wrong = self._by_name[login.casefold()] = Wrong(now)
        wrong.count += 1

    def forget(self, login: str) -> None:
        """The right password has come."""
        self._by_name.pop(login.casefold(), None)

    def clear(self) -> None:
        self._by_name.clear()

    def _make_room(self, now: datetime) -> None:
        if len(self._by_name) >= MOST_NAMES:
            self._by_name = {name: one for name, one in self._by_name.items() if now - one.since < WITHIN}
        if len(self._by_name) >= MOST_NAMES:
            self._by_name.clear()
