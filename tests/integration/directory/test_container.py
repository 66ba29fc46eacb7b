"""The directory of `docker/compose.yml`: its start script, run here, gives a server that Childpath can use."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.directory import DEMO_COUNCIL, open_directory
from engine.domain.ldap_settings import LdapSettings
from tests.missing_parts import need
from tests.slapd import BASE, free_port, until_it_listens

DOCKER = Path(__file__).parents[3] / "docker"
PASSWORD = "a 'quoted' \"password\" with $signs"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """The folders that the image has."""
    for name in ("settings", "data", "certificates"):
        (tmp_path / name).mkdir()
    (tmp_path / "settings" / "slapd.conf").write_bytes((DOCKER / "directory" / "slapd.conf").read_bytes())
    (tmp_path / "settings" / "demo_council.ldif").write_bytes(DEMO_COUNCIL.read_bytes())
    return tmp_path


@pytest.fixture
def started(folders: Path) -> Iterator:
    """A function that starts the server; gives its port and its process."""
    program = Path(need("OpenLDAP"))
    running = []

    def start() -> tuple[int, subprocess.Popen]:
        port = free_port()
        given = {
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "SETTINGS": str(folders / "settings"),
            "DATA": str(folders / "data"),
            "CERTIFICATES": str(folders / "certificates"),
            "NAME": "localhost",
            "PORT": str(port),
            "DIRECTORY_PASSWORD": PASSWORD,
        }
        process = subprocess.Popen([DOCKER / "directory" / "start"], env=given)
        running.append(process)
        until_it_listens(process, port)
        return port, process

    yield start
    for process in running:
        process.terminate()
        process.wait()


def test_people_of_the_made_up_council_log_in_also_after_a_new_start(folders, started) -> None:
    settings = LdapSettings(
        servers=(),
        base=BASE,
        people=f"ou=people,{BASE}",
        account=f"cn=childpath,{BASE}",
        password=PASSWORD,
        groups=str(DOCKER / "groups.csv"),
        authority_file=str(folders / "certificates" / "authority.pem"),
    )
    for _ in range(2):
        port, process = started()
        directory = open_directory("", replace(settings, servers=(f"ldaps://localhost:{port}",)))
        person = directory.authenticate("priya.shah", "demo-priya")
        assert person and person.roles == {"social_worker", "lead_social_worker"} and person.teams == {"East"}
        assert directory.authenticate("priya.shah", "wrong") is None
        directory.close()
        process.terminate()
        process.wait()


def test_keys_are_nobody_elses_to_read_and_the_authoritys_is_not_kept(folders, started) -> None:
    started()
    data, shared = folders / "data", folders / "certificates"
    assert not (data / "authority.key").exists()
    assert (data / "server.key").stat().st_mode & 0o077 == 0
    assert {file.name for file in shared.iterdir()} == {"authority.pem", "server.pem"}
    assert (shared / "authority.pem").stat().st_mode & 0o777 == 0o644


def test_without_the_accounts_password_it_says_so(folders) -> None:
    given = {"PATH": os.environ["PATH"], "SETTINGS": str(folders / "settings")}
    done = subprocess.run([DOCKER / "directory" / "start"], env=given, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "DIRECTORY_PASSWORD: is missing" in done.stderr
