"""A directory out of an LDIF file, inside this process: for demonstrations, rehearsals and tests, never for real work.

ldap3's mock server answers, so the filters, escapes and names are those a real server gets. The file's first entry is
the base; `ou=people`, `ou=roles` and `ou=teams` stand beneath it, and a role or team is called as its group is. It is
read once; nothing writes to it afterwards.
"""

import hmac
import secrets
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from ldap3 import MOCK_SYNC, NONE, SUBTREE, Connection, Server
from ldap3.core.exceptions import LDAPExceptionError

from engine.directory.face import Directory
from engine.directory.groups import memberships
from engine.directory.layout import OPENLDAP, Found
from engine.directory.ldif import Entry, read_ldif
from engine.directory.names import name_under, path
from engine.directory.nested import MEMBER_OF, MemberOf
from engine.directory.search import Places, SearchedDirectory
from engine.directory.table import ROLE, TEAM, GroupTable, Row
from engine.domain.clock import Clock
from engine.domain.errors import BadDirectoryFile
from engine.domain.values import Person

DEMO_COUNCIL = Path(__file__).with_name("demo_council.ldif")
PASSWORD = "userPassword"
IDENTITY, LOGIN = "entryUUID", "uid"


class EmbeddedDirectory(SearchedDirectory):
    """A Directory that also knows its passwords, so that a demonstration can print them."""

    def __init__(self, entries: Sequence[Entry], clock: Clock) -> None:
        server, base = EmbeddedServer(entries), entries[0].dn
        places = Places(server, OPENLDAP, f"ou=people,{base}", base)
        super().__init__(server, places, MemberOf(), _table(entries), clock)
        self._passwords = {entry.values(IDENTITY)[0]: entry.values(PASSWORD)[0] for entry in _people(entries)}

    def logins(self) -> list[tuple[Person, str]]:
        """Everyone whose account works, with the password."""
        return [(person, self._passwords[person.id]) for person in self.people()]


class EmbeddedServer:
    """The Source of an embedded directory: ldap3's mock server behind one connection, taken by one thread at a time."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._key = secrets.token_bytes()
        self._server = Server("embedded", get_info=NONE)
        self._lock = Lock()
        self._connection = self._connect()
        self._connection.bind()
        groups = memberships(entry for entry in entries if entry.values("member"))
        for entry in entries:
            self._connection.strategy.add_entry(entry.dn, self._stored(entry, groups.get(path(entry.dn), [])))

    def search(self, base: str, query: str, attributes: Sequence[str]) -> list[Found]:
        with self._lock:
            self._connection.search(base, query, SUBTREE, attributes=list(attributes))
            return [_found(answer) for answer in self._connection.response]

    def proves(self, dn: str, password: str) -> bool:
        with self._lock:
            return self._connect(dn, self._digest(password)).bind()

    def close(self) -> None:
        """There is nothing to give back."""

    def _connect(self, dn: str | None = None, password: str | None = None) -> Connection:
        return Connection(self._server, dn, password, client_strategy=MOCK_SYNC)

    def _stored(self, entry: Entry, groups: list[str]) -> dict[str, list[str]]:
        stored = {name: list(values) for name, values in entry.attributes.items()}
        digests = {PASSWORD: [self._digest(password) for password in stored.pop(PASSWORD.lower(), ())]}
        return stored | ({MEMBER_OF: groups} if groups else {}) | (digests if digests[PASSWORD] else {})

    def _digest(self, password: str) -> str:
        """What is compared instead of the password: the mock takes "SECRET", "secret" and "\\73ecret" for equal."""
        return hmac.digest(self._key, password.encode(), "sha256").hex()


def embedded_directory(file: Path | str, clock: Clock) -> EmbeddedDirectory:
    """The directory in the LDIF `file`. Raises BadDirectoryFile if it cannot be read, or is not fit to be one."""
    try:
        entries = read_ldif(Path(file).read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise BadDirectoryFile(file=file, line=1, why="The file cannot be opened, or is not text in UTF-8.") from error
    _check(entries, str(file))
    try:
        return EmbeddedDirectory(entries, clock)
    except LDAPExceptionError as error:
        raise BadDirectoryFile(file=file, line=1, why=f"It does not make a directory: {error}.") from error


def demo_logins(directory: Directory) -> list[tuple[str, str, str, list[str]]]:
    """(log-in, password, name, roles) of everyone with a role, for a demonstration; [] for any other directory."""
    if not isinstance(directory, EmbeddedDirectory):
        return []
    return [(who.login, password, who.name, sorted(who.roles)) for who, password in directory.logins() if who.roles]


def _check(entries: Sequence[Entry], file: str) -> None:
    """Refuse a file without people, or with a person who lacks what the directory needs to know them by."""
    if not _people(entries):
        raise BadDirectoryFile(file=file, line=1, why="It has no entry of the class inetOrgPerson.")
    for entry in _people(entries):
        lacking = [name for name in (IDENTITY, LOGIN, PASSWORD) if len(entry.values(name)) != 1]
        if lacking:
            raise BadDirectoryFile(file=file, line=entry.line, why=f"{entry.dn} needs one {' and one '.join(lacking)}.")
        if entry.values(PASSWORD)[0].startswith("{"):  # else the digest in the file would be the password
            raise BadDirectoryFile(file=file, line=entry.line, why=f"The password of {entry.dn} is not plain text.")


def _people(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if "inetorgperson" in map(str.lower, entry.values("objectClass"))]


def _table(entries: Sequence[Entry]) -> GroupTable:
    """The groups under `ou=roles` and `ou=teams`, each called after its own name."""
    places = {kind: path(f"ou={kind}s,{entries[0].dn}") for kind in (ROLE, TEAM)}
    named = ((entry.dn, kind, name_under(entry.dn, place)) for entry in entries for kind, place in places.items())
    return GroupTable(Row(dn, kind, name) for dn, kind, name in named if name)


def _found(answer: dict) -> Found:
    raw = answer["raw_attributes"]
    return Found(answer["dn"], {name.lower(): [value.decode() for value in raw[name]] for name in raw})
