"""Who people are, and what they may be: log-ins, names, roles and teams come from the council's directory.

A person is known by the directory's own unique id (`entryUUID`, `objectGUID`), never by name or log-in, which change
and are reused. Roles and teams are groups, by the council's table; a role's name is the id of a lane in the diagrams.
Groups may hold groups. A disabled account is nobody: it cannot log in and is in no list.

`open_directory` is the only place that chooses. The `embedded` directory answers from an LDIF file, for demonstrations,
rehearsals and tests; a council's own is asked by LDAP. Whatever answers, `search.SearchedDirectory` asks the questions,
so both behave alike.
"""

from collections.abc import Iterator

from engine.directory.council import KINDS, CouncilDirectory
from engine.directory.embedded import DEMO_COUNCIL, demo_logins, embedded_directory
from engine.directory.examine import Examined, examine, examine_person
from engine.directory.face import Directory
from engine.directory.in_time import DirectoryInTime
from engine.directory.search import SearchedDirectory
from engine.domain.clock import Clock, SystemClock
from engine.domain.errors import BadSettings
from engine.domain.ldap_settings import LdapSettings

__all__ = [
    "DEMO_COUNCIL",
    "KINDS",
    "CouncilDirectory",
    "Directory",
    "Examined",
    "demo_logins",
    "examine_directory",
    "open_directory",
]


def open_directory(address: str, ldap: LdapSettings | None = None, clock: Clock | None = None) -> Directory:
    """The directory of `ldap`, or else the demo council for "embedded:", or the LDIF file of "embedded:PATH".

    No server is asked yet: one that is away must not keep Childpath from starting. Raises BadSettings for what cannot
    be a directory, BadDirectoryFile for a file that cannot be read.
    """
    now = clock or SystemClock()
    if ldap:
        return DirectoryInTime(CouncilDirectory(ldap, now))
    kind, colon, file = address.partition(":")
    if not colon or kind != "embedded":
        raise BadSettings(problems='DIRECTORY is neither "embedded:" nor an address like ldaps://dc1.council.gov.uk.')
    return embedded_directory(file.strip() or DEMO_COUNCIL, now)


def examine_directory(address: str, ldap: LdapSettings | None, login: str = "") -> Iterator[Examined]:
    """What the settings find: servers, groups, and what the person with `login` may be. Raises as open_directory."""
    if ldap:
        council = CouncilDirectory(ldap, SystemClock())
        yield from examine(council, login)
        council.close()
        return
    file = open_directory(address)
    yield Examined(True, f"The directory is a file, with {len(file.people())} people; there is no server to ask.")
    if login and isinstance(file, SearchedDirectory):
        yield from examine_person(file, login)
