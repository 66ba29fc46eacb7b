"""What the rest of the house may ask a directory, whichever it is."""

from typing import Protocol

from engine.domain.values import Person


class Directory(Protocol):
    """A council's people. Every question may raise DirectoryUnavailable."""

    def authenticate(self, login: str, password: str) -> Person | None:
        """The person with this log-in and password; None if either is wrong or empty.

        Raises AccountClosed if both are right, but the account is disabled or over.
        """
        ...

    def person(self, person_id: str) -> Person | None:
        """The person with this id, as the directory says now; None once they have left or are disabled."""
        ...

    def people(self, role: str | None = None) -> list[Person]:
        """Everyone whose account works, or those who hold `role`, by name."""
        ...

    def roles(self) -> list[str]:
        """The ids of the roles that the directory knows, whether or not anyone holds them."""
        ...

    def close(self) -> None:
        """Give back what it holds open; it may still be asked."""
        ...
