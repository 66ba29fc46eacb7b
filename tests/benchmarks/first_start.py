"""The first start: from an empty folder to a log-in page, by the command that people type."""

import select
import socket
import subprocess
import sys
from contextlib import closing
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.timing import seconds

GIVE_UP = 60
BETWEEN = 0.02  # seconds between two looks


class DidNotStart(Exception):
    """The demonstration ended, or never showed a page; says what it printed."""


def first_start() -> float:
    """The seconds that `childpath demo` takes, in a folder that is thrown away. Raises DidNotStart."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with TemporaryDirectory(prefix="childpath-bench-") as folder:
        command = [sys.executable, "-m", "webapp.cli", "demo", str(port)]
        running: list[subprocess.Popen] = []

        def start() -> None:
            running.append(subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
            _wait_for(f"http://127.0.0.1:{port}/log-in", running[0])

        try:
            return seconds(start)
        finally:
            running[0].terminate()
            running[0].communicate()


def _wait_for(address: str, process: subprocess.Popen) -> None:
    looks = int(GIVE_UP / BETWEEN)
    for _ in range(looks):
        if process.poll() is not None:
            raise DidNotStart(f"The demonstration ended: {process.stdout.read().decode()}")
        try:
            with urlopen(address) as page:
                assert b"Log in" in page.read()
                return
        except URLError:
            select.select([], [], [], BETWEEN)
    raise DidNotStart(f"The demonstration showed no page within {GIVE_UP} seconds.")
