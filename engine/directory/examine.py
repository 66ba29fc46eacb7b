"""What the settings find, line by line, for whoever connects Childpath to a council's directory."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.directory.council import CouncilDirectory
from engine.directory.search import SearchedDirectory
from engine.directory.servers import Line
from engine.domain.errors import DirectoryUnavailable
from engine.domain.words import listed


@dataclass(frozen=True)
class Examined:
    """One thing that was looked at, and whether it is as it must be."""

    well: bool
    words: str


def examine(directory: CouncilDirectory, login: str = "") -> Iterator[Examined]:
    """Each server, each group of the table, and what the person with `login` may be; it stops where it cannot go on."""
    servers = [_server(directory, address) for address in directory.servers.addresses]
    yield from servers
    if not any(server.well for server in servers):
        return
    try:
        yield from _groups(directory)
        if login:
            yield from examine_person(directory, login)
    except DirectoryUnavailable as error:
        yield Examined(False, str(error.facts.get("why", error)))


def _server(directory: CouncilDirectory, address: str) -> Examined:
    settings = directory.settings
    try:
        line = directory.servers.connect_to(address, settings.account, settings.password)
    except DirectoryUnavailable as error:
        return Examined(False, f"Server {error.facts.get('why', error)}")
    told = f"Server {address}: {_security(line)}"
    line.shut()
    if line.result["result"]:
        return Examined(False, f"{told}, but it does not accept {settings.account}: {line.result['description']}.")
    return Examined(True, f"{told}, and it accepts {settings.account}.")


def _security(line: Line) -> str:
    certificate = getattr(line.connection.socket, "getpeercert", dict)()
    if not certificate:
        return "answers, in the clear: anybody on the way can read passwords"
    signer = dict(pair for part in certificate["issuer"] for pair in part)
    name = signer.get("commonName") or signer.get("organizationName", "?")
    return f"{line.connection.socket.version()}, certificate signed by {name}, good until {certificate['notAfter']}"


def _groups(directory: CouncilDirectory) -> Iterator[Examined]:
    for row in directory.table.rows:
        held = len(directory.people_in(row.group))
        words = f"{row.kind.capitalize()} {row.name}: {'1 person' if held == 1 else f'{held} people'} in {row.group}."
        if held or directory.has_group(row.group):
            yield Examined(True, words)
        else:
            yield Examined(False, f"{row.kind.capitalize()} {row.name}: there is no group {row.group}.")


def examine_person(directory: SearchedDirectory, login: str) -> Iterator[Examined]:
    """What the one person with this user name may be, and whether the account works."""
    found = directory.described(login)
    if found is None:
        yield Examined(False, f'There is not exactly one person with the user name "{login}".')
        return
    person, works = found
    yield Examined(bool(person.id), f"{person.name} is known by {person.id or 'nothing: the id cannot be read'}.")
    yield Examined(works, "The account works." if works else "The account is disabled or over: no log-in.")
    roles = listed(sorted(person.roles)) if person.roles else "none, so there is no log-in"
    yield Examined(bool(person.roles), f"Roles: {roles}.")
    yield Examined(True, f"Teams: {listed(sorted(person.teams)) if person.teams else 'none'}.")
