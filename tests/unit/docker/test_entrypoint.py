"""The container's scripts, run as scripts: what `web` and `worker` start, secrets out of files, the health check."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

DOCKER = Path(__file__).parents[3] / "docker"
TELL = '#!/bin/sh\necho "$@"\necho $$\nenv\n'


class Ended(NamedTuple):
    """A script that ran: its number, its exit status, and what it said."""

    pid: int
    status: int
    said: list[str]
    wrong: str


@pytest.fixture
def started(tmp_path: Path):
    """A function that runs the entrypoint with a `childpath` that only tells what it was given."""
    program = tmp_path / "childpath"
    program.write_text(TELL)
    program.chmod(0o755)

    def run(*arguments: str, **environment: str) -> Ended:
        given = {"PATH": f"{tmp_path}:{os.environ['PATH']}", **environment}
        command, pipe = [DOCKER / "entrypoint", *arguments], subprocess.PIPE
        with subprocess.Popen(command, env=given, stdout=pipe, stderr=pipe, text=True) as process:
            said, wrong = process.communicate()
        return Ended(process.pid, process.returncode, said.splitlines(), wrong)

    return run


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], "serve"),
        (["web"], "serve"),
        (["worker"], "work"),
        (["publish", "--note", "two words"], "publish --note two words"),
        (["directory", "check", "sam.lee"], "directory check sam.lee"),
    ],
)
def test_a_word_starts_the_pages_the_worker_or_any_command(started, arguments, command) -> None:
    assert started(*arguments).said[0] == command


def test_the_program_takes_the_place_of_the_script_so_that_it_is_told_to_stop(started) -> None:
    ended = started("web")
    assert ended.said[1] == str(ended.pid)


def test_a_secret_may_stand_in_a_file_and_its_content_is_taken_as_it_is(started, tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a $(touch broken) `b` \"c\" 'd'\n")
    said = started("web", DIRECTORY_PASSWORD_FILE=str(secret), SECRET_KEY="kept", SSL_CERT_FILE="authorities.pem").said
    assert "DIRECTORY_PASSWORD=a $(touch broken) `b` \"c\" 'd'" in said
    assert "SECRET_KEY=kept" in said and "SSL_CERT_FILE=authorities.pem" in said
    assert not [line for line in said if line.startswith("DIRECTORY_PASSWORD_FILE")]


def test_a_secret_that_is_given_twice_or_cannot_be_read_is_named(started, tmp_path) -> None:
    twice = started("web", SECRET_KEY="a", SECRET_KEY_FILE=str(tmp_path))
    assert (twice.status, twice.wrong) == (2, "Set SECRET_KEY or SECRET_KEY_FILE, not both.\n")
    missing = started("web", SECRET_KEY_FILE=str(tmp_path / "missing"))
    assert missing.status == 2 and "SECRET_KEY_FILE is" in missing.wrong


@contextmanager
def pages(status: int, **told: object) -> Iterator[int]:
    """The port of pages whose /health says this."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/health" else 404)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        Thread(target=server.handle_request).start()
        yield server.server_port


@pytest.mark.parametrize(
    ("status", "release", "heartbeat", "healthy"),
    [
        (200, 3, "2026-11-22T09:30:00+00:00", True),
        (503, 3, None, True),  # the worker is late: the pages are well
        (503, None, "2026-11-22T09:30:00+00:00", True),  # nothing is published yet
        (503, None, None, False),  # no database
    ],
)
def test_the_pages_are_healthy_while_they_reach_their_database(status, release, heartbeat, healthy) -> None:
    with pages(status, release=release, heartbeat=heartbeat) as port:
        assert is_healthy(port) == healthy


def test_pages_that_do_not_answer_are_not_healthy() -> None:
    assert not is_healthy(1)


def is_healthy(port: int) -> bool:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PORT": str(port), "PATH": path}
    return subprocess.run([DOCKER / "healthy"], env=environment, check=False).returncode == 0
