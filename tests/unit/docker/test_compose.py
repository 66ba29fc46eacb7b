"""The container's files agree with the program and with one another (Docker itself is not needed to see that)."""

import re
from pathlib import Path

import pytest
import yaml

from engine.directory import DEMO_COUNCIL
from engine.directory.ldif import read_ldif
from engine.directory.table import read_table
from engine.settings import Settings

ROOT = Path(__file__).parents[3]
DOCKER = ROOT / "docker"
COMPOSE = yaml.safe_load((DOCKER / "compose.yml").read_text(encoding="utf-8"))
DOCKERFILES = (DOCKER / "Dockerfile", DOCKER / "directory" / "Dockerfile")
SECRETS = {"SECRET_KEY": "k" * 40, "POSTGRES_PASSWORD": "secret", "DIRECTORY_PASSWORD": "secret"}


def filled(value: str) -> str:
    """A value as compose fills it in from its own settings."""
    return re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda found: SECRETS.get(found[1], found[2] or ""), value)


@pytest.mark.parametrize("service", ["web", "worker"])
def test_the_program_takes_the_settings_that_compose_gives(service: str) -> None:
    given = {name: filled(str(value)) for name, value in COMPOSE["services"][service]["environment"].items()}
    settings = Settings.from_environ(given, serving=True)
    assert settings.ldap and settings.ldap.servers == ("ldaps://directory:1636",)
    assert settings.database_url.endswith("@database/childpath")


def test_there_are_pages_a_worker_a_database_a_directory_and_a_mail_catcher() -> None:
    assert set(COMPOSE["services"]) == {"web", "worker", "database", "directory", "mail"}
    assert all("127.0.0.1:" in port for one in COMPOSE["services"].values() for port in one.get("ports", ()))


def test_every_secret_must_be_given() -> None:
    text = (DOCKER / "compose.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+):\?", text)) == set(SECRETS)


def test_the_table_of_groups_names_every_role_and_team_of_the_made_up_council() -> None:
    rows = {(row.group, row.kind, row.name) for row in read_table(str(DOCKER / "groups.csv")).rows}
    entries = read_ldif(DEMO_COUNCIL.read_text(encoding="utf-8"), "demo")
    groups = [entry for entry in entries if re.search(",ou=(roles|teams),", entry.dn)]
    assert rows == {
        (group.dn, "role" if ",ou=roles," in group.dn else "team", group.values("cn")[0]) for group in groups
    }


@pytest.mark.parametrize("file", DOCKERFILES, ids=lambda file: file.parent.name)
def test_what_an_image_copies_is_there_and_sent_to_the_builder(file: Path) -> None:
    sent = (file.parent / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [
        source
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY") and "--from" not in line
        for source in line.split()[1:-1]
        if not source.startswith("--")
    ]
    assert copied
    for source in copied:
        assert (ROOT / source).exists(), source
        assert any(source.startswith(one[1:]) for one in sent if one.startswith("!")), source


@pytest.mark.parametrize("file", DOCKERFILES, ids=lambda file: file.parent.name)
def test_an_image_runs_as_nobody_special_and_says_how_it_is(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    last = text[text.rindex("\nFROM ") :]
    assert re.search(r"^USER (?!root|0)", last, re.MULTILINE)
    assert "\nHEALTHCHECK " in last
