"""The questions a directory is asked, in LDAP's terms: the same for every source that can search and prove."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ldap3.utils.conv import escape_filter_chars

from engine.directory.names import Path, name_under, path
from engine.domain.values import Person

IDENTITY, LOGIN, MEMBER_OF = "entryUUID", "uid", "memberOf"
ATTRIBUTES = (IDENTITY, LOGIN, MEMBER_OF, "displayName", "cn", "mail")


@dataclass(frozen=True)
class Found:
    """An entry that a search found: its name, and the values of the attributes asked for, by lower-case name."""

    dn: str
    attributes: Mapping[str, Sequence[str]]

    def values(self, name: str) -> Sequence[str]:
        return self.attributes.get(name.lower(), ())

    def first(self, *names: str) -> str:
        """The first value there is of the attributes `names`, or ""."""
        return next((value for name in names for value in self.values(name)), "")


class Source(Protocol):
    """Something that holds entries: a server, or a file."""

    def search(self, base: str, query: str, attributes: Sequence[str]) -> list[Found]:
        """All entries under `base` that the LDAP filter `query` fits, however many."""
        ...

    def proves(self, dn: str, password: str) -> bool:
        """Whether `password`, which is not empty, is that of the entry `dn`."""
        ...


@dataclass(frozen=True)
class Layout:
    """Where a directory keeps what: the names of the entries above its people, roles and teams."""

    people: str
    roles: str
    teams: str
    person: str = "(objectClass=inetOrgPerson)"
    disabled: str = "(pwdAccountLockedTime=*)"
    group: str = "(objectClass=groupOfNames)"

    def working(self, query: str = "") -> str:
        """The LDAP filter for people whose account works and who fit `query`."""
        return f"(&{self.person}(!{self.disabled}){query})"


class SearchedDirectory:
    """A Directory on anything that can search and prove."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self._source = source
        self._layout = layout
        self._role_path, self._team_path = path(layout.roles), path(layout.teams)

    def authenticate(self, login: str, password: str) -> Person | None:
        # A server takes a bind without a password for an anonymous one, and says yes.
        if not login.strip() or not password:
            return None
        entry = self._only_one(LOGIN, login.strip())
        return self._person(entry) if entry and self._source.proves(entry.dn, password) else None

    def person(self, person_id: str) -> Person | None:
        entry = self._only_one(IDENTITY, person_id) if person_id else None
        return self._person(entry) if entry else None

    def people(self, role: str | None = None) -> list[Person]:
        if role is None:
            return self._sorted(self._people(""))
        groups = self._groups(f"(cn={escape_filter_chars(role)})")
        return self._sorted(
            entry for group in groups for entry in self._people(f"({MEMBER_OF}={escape_filter_chars(group.dn)})")
        )

    def roles(self) -> list[str]:
        names = (name_under(group.dn, self._role_path) for group in self._groups(""))
        return sorted(name for name in names if name)

    def _only_one(self, attribute: str, value: str) -> Found | None:
        """The entry with this value; None if several have it, since then nobody can say who it is."""
        found = self._people(f"({attribute}={escape_filter_chars(value)})")
        return found[0] if len(found) == 1 else None

    def _people(self, query: str) -> list[Found]:
        return self._source.search(self._layout.people, self._layout.working(query), ATTRIBUTES)

    def _groups(self, query: str) -> list[Found]:
        return self._source.search(self._layout.roles, f"(&{self._layout.group}{query})", ("cn",))

    def _sorted(self, entries: Iterable[Found]) -> list[Person]:
        return sorted(map(self._person, entries), key=lambda person: (person.name.casefold(), person.id))

    def _person(self, entry: Found) -> Person:
        groups = entry.values(MEMBER_OF)
        return Person(
            id=entry.first(IDENTITY),
            login=entry.first(LOGIN),
            name=entry.first("displayName", "cn"),
            email=entry.first("mail"),
            roles=_names(groups, self._role_path),
            teams=_names(groups, self._team_path),
        )


def _names(groups: Iterable[str], parent: Path) -> frozenset[str]:
    return frozenset(name for group in groups if (name := name_under(group, parent)))
