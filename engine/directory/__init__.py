"""Who people are, and what they may be: log-ins, names, roles and teams come from the council's directory.

A person is known by the directory's own unique id (`entryUUID`), never by name or log-in, which change and are reused.
Roles are the groups under `ou=roles`, whose `cn` is the id of a lane in the diagrams; teams are those under `ou=teams`.
Groups may hold groups. A disabled account is nobody: it cannot log in and is in no list.

`open_directory` is the only place that chooses. The `embedded` directory answers from an LDIF file, for demonstrations,
rehearsals and tests. Whatever answers, `search.SearchedDirectory` asks the questions, so both behave alike.
"""

from engine.directory.embedded import DEMO_COUNCIL, demo_logins, embedded_directory
from engine.directory.face import Directory
from engine.domain.errors import BadSettings

__all__ = ["DEMO_COUNCIL", "Directory", "demo_logins", "open_directory"]


def open_directory(address: str) -> Directory:
    """The directory at `address`: "embedded:" is the demo council, "embedded:PATH" another LDIF file.

    Raises BadSettings for any other address, BadDirectoryFile for a file that cannot be read.
    """
    kind, colon, path = address.partition(":")
    if not colon or kind != "embedded":
        raise BadSettings(problems='DIRECTORY is "embedded:" or "embedded:" and the path of an LDIF file.')
    return embedded_directory(path.strip() or DEMO_COUNCIL)
