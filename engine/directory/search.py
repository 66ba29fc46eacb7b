"""The questions a directory is asked, in LDAP's terms: the same for every source that can search and prove."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from engine.directory.layout import LONGEST_LOGIN, Found, Layout
from engine.directory.names import Path, path
from engine.directory.nested import MEMBER_OF, Nesting
from engine.directory.table import ROLE, TEAM, GroupTable
from engine.domain.clock import Clock
from engine.domain.errors import AccountClosed
from engine.domain.values import Person

NAMES = ("displayName", "cn", "mail")
HELD = ("member", "uniqueMember")


class Source(Protocol):
    """Something that holds entries: a server, or a file. Every question may raise DirectoryUnavailable."""

    def search(self, base: str, query: str, attributes: Sequence[str]) -> list[Found]:
        """All entries under `base` that the LDAP filter `query` fits, however many."""
        ...

    def proves(self, dn: str, password: str) -> bool:
        """Whether `password`, which is not empty, is that of the entry `dn`. Raises AccountClosed if it no longer is
        enough."""
        ...

    def close(self) -> None:
        """Give back what it holds open; it may still be asked."""
        ...


class Places:
    """Where a directory keeps its people and groups, and how to ask for them."""

    def __init__(self, source: Source, layout: Layout, people: str, groups: str, fit: str = "") -> None:
        self.layout = layout
        self.nobody = f"cn=nobody,{people}"
        self._source, self._people, self._groups, self._fit = source, people, groups, fit
        self._attributes = (layout.identity, *layout.logins, *layout.account, MEMBER_OF, *NAMES)

    def people(self, query: str) -> list[Found]:
        """Every person that `query` fits, whether or not the account works."""
        asked = f"(&{self.layout.person}{self._fit}{query})"
        return self._source.search(self._people, asked, self._attributes)

    def groups(self, query: str) -> list[Found]:
        """Every group that `query` fits, with those whom it holds itself."""
        return self._source.search(self._groups, f"(&{self.layout.group}{query})", HELD)


class SearchedDirectory:
    """A Directory on anything that can search and prove."""

    def __init__(self, source: Source, places: Places, nesting: Nesting, table: GroupTable, clock: Clock) -> None:
        self._source, self._places, self._nesting = source, places, nesting
        self.table = table
        self._clock = clock
        self._layout = places.layout

    def authenticate(self, login: str, password: str) -> Person | None:
        if not password:  # a server takes a bind without one for an anonymous one, and says yes
            return None
        entry = self._entry(login.strip())
        proven = self._source.proves(entry.dn if entry else self._places.nobody, password)
        if entry is None or not proven:  # asked in either case: how long it takes must not tell who works here
            return None
        if not self._works(entry):
            raise AccountClosed  # only now: who does not know the password learns nothing of the account
        return self._person(entry)

    def person(self, person_id: str) -> Person | None:
        found = self._places.people(self._layout.by_identity(person_id)) if person_id else []
        # Several with one identity are nobody; and a server that answers with someone else has not answered.
        if len(found) != 1 or self._id(found[0]) != person_id or not self._works(found[0]):
            return None
        return self._person(found[0])

    def people(self, role: str | None = None) -> list[Person]:
        if role is None:
            return self._listed(self._places.people(""))
        groups = self.table.named(ROLE, role)
        return self._listed(entry for group in groups for entry in self._nesting.below(group, self._places))

    def roles(self) -> list[str]:
        return sorted(self.table.names(ROLE))

    def people_in(self, group: str) -> list[Found]:
        """The entries of the people in a group whose accounts work."""
        return [entry for entry in self._nesting.below(group, self._places) if self._works(entry)]

    def has_group(self, group: str) -> bool:
        return bool(self._places.groups(self._layout.named([group])))

    def described(self, login: str) -> tuple[Person, bool] | None:
        """The one person with this log-in, and whether the account works; for whoever looks into the settings."""
        entry = self._entry(login)
        return (self._person(entry), self._works(entry)) if entry else None

    def close(self) -> None:
        self._source.close()

    def _entry(self, login: str) -> Found | None:
        """The one entry with this log-in; None if several have it, since then nobody can say who it is."""
        if not login or len(login) > LONGEST_LOGIN:
            return None
        found = self._places.people(self._layout.by_login(login))
        return found[0] if len(found) == 1 and self._layout.has_login(found[0], login) else None

    def _works(self, entry: Found) -> bool:
        return bool(self._id(entry)) and not self._layout.is_over(entry, self._clock.now())

    def _listed(self, entries: Iterable[Found]) -> list[Person]:
        """The people whose accounts work, once each, by name."""
        once = list({path(entry.dn): entry for entry in entries if self._works(entry)}.values())
        held = self._held(once)
        people = (self._made(entry, held[path(entry.dn)]) for entry in once)
        return sorted(people, key=lambda person: (person.name.casefold(), person.id))

    def _held(self, entries: Sequence[Found]) -> Mapping[Path, set[Path]]:
        """The groups of each of `entries`: asked for by person, or by group where that takes fewer questions."""
        groups = self.table.groups()
        if self._nesting.is_free or len(entries) < len(groups):
            return {path(one.dn): self._nesting.above(one, self._places, groups) for one in entries}
        held: dict[Path, set[Path]] = defaultdict(set)
        for group in groups:
            for one in self._nesting.below(group, self._places):
                held[path(one.dn)].add(path(group))
        return held

    def _person(self, entry: Found) -> Person:
        return self._made(entry, self._nesting.above(entry, self._places, self.table.groups()))

    def _made(self, entry: Found, groups: set[Path]) -> Person:
        return Person(
            id=self._id(entry),
            login=entry.first(*self._layout.logins),
            name=entry.first("displayName", "cn") or entry.first(*self._layout.logins),
            email=entry.first("mail"),
            roles=self.table.names(ROLE, groups),
            teams=self.table.names(TEAM, groups),
        )

    def _id(self, entry: Found) -> str:
        return entry.first(self._layout.identity)
