"""Directories on a real OpenLDAP server of the tests' own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.directory import DEMO_COUNCIL, Directory, open_directory
from engine.directory.ldif import read_ldif
from engine.domain.clock import SetClock
from engine.domain.ldap_settings import LdapSettings
from tests.missing_parts import need
from tests.slapd import ACCOUNT, BASE, PASSWORD, Slapd, server

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
Opener = Callable[..., Directory]


@pytest.fixture(scope="session")
def shared_slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    """A server that holds the demo council; nobody changes it."""
    with server(need("OpenLDAP"), tmp_path_factory.mktemp("slapd"), DEMO_COUNCIL) as slapd:
        yield slapd


@pytest.fixture
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    """A server of one's own, to be changed and stopped."""
    folder = tmp_path_factory.mktemp("slapd")
    with server(need("OpenLDAP"), folder, DEMO_COUNCIL) as slapd:
        yield slapd
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo council's table of groups."""
    entries = read_ldif(DEMO_COUNCIL.read_text(encoding="utf-8"), "demo")
    rows = [
        f'"{entry.dn}",{kind},{entry.values("cn")[0]}'
        for entry in entries
        for kind in ("role", "team")
        if f",ou={kind}s," in entry.dn
    ]
    file = tmp_path_factory.mktemp("groups") / "groups.csv"
    file.write_text("\n".join(["group,kind,name", *rows]), encoding="utf-8")
    return file


@pytest.fixture
def settings_for(table: Path) -> Callable[..., LdapSettings]:
    """A function that gives the settings for a server, with some of them changed."""

    def make(slapd: Slapd, **changed: object) -> LdapSettings:
        settings = LdapSettings(
            servers=(slapd.ldaps,),
            base=BASE,
            account=ACCOUNT,
            password=PASSWORD,
            groups=str(table),
            people=f"ou=people,{BASE}",
            authority_file=str(slapd.authority),
        )
        return replace(settings, **changed)

    return make


@pytest.fixture
def opened(settings_for: Callable[..., LdapSettings]) -> Iterator[Opener]:
    """A function that opens the directory on a server, with some settings changed."""
    open_ones: list[Directory] = []

    def open_one(slapd: Slapd, **changed: object) -> Directory:
        directory = open_directory("", settings_for(slapd, **changed), SetClock(NOW))
        open_ones.append(directory)
        return directory

    yield open_one
    for directory in open_ones:
        directory.close()
