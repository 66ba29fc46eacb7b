"""Databases to measure on, and copies of them: SQLite in a file, PostgreSQL in a server of the benchmark's own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from sqlalchemy import make_url

from tests import postgresql
from tests.missing_parts import found

DURABLE = "-c listen_addresses='' -c max_connections=60 -c shared_buffers=512MB -c max_wal_size=4GB"


class Place(Protocol):
    """Makes databases of one kind."""

    name: str

    def new(self) -> str:
        """The address of an empty database."""

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody is connected to."""


class Sqlite:
    """A file in a folder for each database."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)

    def new(self) -> str:
        return f"sqlite:///{self._folder}/{next(self._numbers)}.sqlite"

    def copy(self, url: str) -> str:
        copied = self.new()
        shutil.copy(make_url(url).database, make_url(copied).database)
        return copied


@dataclass
class Postgresql:
    """A database of a server that really writes to the disk, unlike that of the tests."""

    server: postgresql.Server
    name: str = "postgresql"

    def new(self) -> str:
        return self.server.new()

    def copy(self, url: str) -> str:
        return self.server.new(make_url(url).database)


@contextmanager
def sqlite() -> Iterator[Place]:
    """SQLite, in a folder that is thrown away."""
    with TemporaryDirectory(prefix="childpath-bench-") as folder:
        yield Sqlite(Path(folder))


@contextmanager
def durable_postgresql() -> Iterator[Place | None]:
    """PostgreSQL, or None where the machine has none."""
    programs = found("PostgreSQL")
    if programs is None:
        yield None
        return
    with postgresql.server(programs, DURABLE) as server:
        yield Postgresql(server)
