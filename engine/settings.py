"""The only reader of the environment. Every wrong or missing variable is named at once, in words."""

import os
import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from engine.domain.errors import BadSettings
from engine.domain.ldap_settings import LdapSettings

SHORTEST_KEY = 32
PROCESSES = 3  # that serve pages on PostgreSQL, unless WORKERS says otherwise


@dataclass(frozen=True)
class Settings:
    """What an installation chooses. The defaults run on one machine with nothing but a folder."""

    database_url: str = "sqlite:///childpath.sqlite"  # "sqlite://" keeps everything in memory
    secret_key: str = ""
    directory: str = ""  # "embedded:", "embedded:PATH", or the addresses of servers
    ldap: LdapSettings | None = None  # with the addresses of servers only
    authority: str = "national"
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def demo(self) -> bool:
        """Whether people log in from an invented directory: then pages say so, and cookies go over plain http."""
        return self.directory.startswith("embedded:")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None, *, serving: bool = False) -> "Settings":
        """The settings that the environment (or `environ`) gives; `serving` asks for what a web process needs too.

        Raises BadSettings naming every variable that is missing or wrong.
        """
        given = os.environ if environ is None else environ
        reading = _Reading(given)
        sqlite = (given.get("DATABASE_URL", "").strip() or cls.database_url).startswith("sqlite")
        settings = cls(
            database_url=reading.text("DATABASE_URL", cls.database_url, _database),
            secret_key=reading.text("SECRET_KEY", "", _secret if serving else None, required=serving),
            directory=reading.text("DIRECTORY", "", None, required=serving),
            ldap=_ldap(reading),
            authority=reading.text("AUTHORITY", cls.authority, _authority),
            host=reading.text("HOST", cls.host, None),
            port=reading.number("PORT", cls.port, 1, 65535),
            workers=reading.number("WORKERS", cls.workers if sqlite else PROCESSES, 1, 64),
        )
        if settings.on_sqlite and settings.workers > 1:
            reading.problems.append(
                "WORKERS is more than 1, which SQLite cannot serve: set DATABASE_URL to PostgreSQL."
            )
        if reading.problems:
            raise BadSettings(problems=" ".join(reading.problems))
        return settings


class _Reading:
    """One pass over the environment, collecting what is wrong."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.problems: list[str] = []

    def text(
        self, name: str, default: str, check: Callable[[str], str | None] | None, *, required: bool = False
    ) -> str:
        value = self._given.get(name, "").strip()
        if not value:
            if required:
                self.problems.append(f"{name} is missing.")
            return default
        if check and (wrong := check(value)):
            self.problems.append(f"{name} {wrong}")
        return value

    def one_of(self, name: str, words: Set[str], default: str) -> str:
        value = self._given.get(name, "").strip().lower() or default
        if value and value not in words:
            self.problems.append(f'{name} is "{value}", which is none of: {", ".join(sorted(words))}.')
        return value

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self._given.get(name, "").strip() or str(default)
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        self.problems.append(f'{name} is "{value}", not a whole number from {least} to {most}.')
        return default


def _ldap(reading: _Reading) -> LdapSettings | None:
    """How to reach the servers that DIRECTORY names; None if it names none."""
    directory = reading.text("DIRECTORY", "", None)
    if not directory or directory.startswith("embedded:"):
        return None
    return LdapSettings(
        servers=tuple(reading.text("DIRECTORY", "", _servers).split()),
        kind=reading.one_of("DIRECTORY_KIND", {"openldap", "active directory"}, "openldap"),
        base=reading.text("DIRECTORY_BASE", "", None, required=True),
        people=reading.text("DIRECTORY_PEOPLE", "", None),
        fit=reading.text("DIRECTORY_FILTER", "", None),
        account=reading.text("DIRECTORY_ACCOUNT", "", None, required=True),
        password=reading.text("DIRECTORY_PASSWORD", "", None, required=True),
        groups=reading.text("DIRECTORY_GROUPS", "", None, required=True),
        nested=reading.one_of("DIRECTORY_NESTED", {"memberof", "in_chain", "walk"}, ""),
        authority_file=reading.text("DIRECTORY_CA", "", None),
        in_the_clear=reading.one_of("DIRECTORY_TLS", {"required", "off"}, "required") == "off",
    )


def _servers(value: str) -> str | None:
    for address in value.split():
        if not re.fullmatch(r"ldaps?://[A-Za-z0-9.-]+(:\d{1,5})?/?", address):
            return f'is "{address}", which is not an address like ldaps://dc1.council.gov.uk.'
    return None


def _database(value: str) -> str | None:
    if value == "sqlite://" or value.startswith("sqlite:///"):
        return None
    if re.match(r"postgresql(\+psycopg)?://", value):
        return None
    return "starts with neither sqlite:/// nor postgresql://."  # the value may hold a password: never shown


def _secret(value: str) -> str | None:
    return None if len(value) >= SHORTEST_KEY else f"is shorter than {SHORTEST_KEY} characters."


def _authority(value: str) -> str | None:
    return (
        None if re.fullmatch(r"[a-z]+(_[a-z]+)*", value) else f'is "{value}", which is not a name like north_yorkshire.'
    )
