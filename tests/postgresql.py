"""A PostgreSQL server of the tests' own: started once in a throw-away folder, with a fresh database for each test."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from engine.storage.connect import make_engine, upgrade

TEMPLATE = "template_childpath"
FAST = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_connections=60"


class Server:
    """A running server; each database is a copy of one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._run(f"create database {TEMPLATE}")
        engine = make_engine(self.url(TEMPLATE))
        upgrade(engine)
        engine.dispose()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def new(self, template: str = TEMPLATE) -> str:
        """The address of a new database; `template0` gives an empty one."""
        name = f"test_{next(self._numbers)}"
        self._run(f"create database {name} template {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self._run(f"drop database {make_url(url).database} with (force)")

    def _run(self, statement: str) -> None:
        address = self.url("postgres").replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()  # one that is left open fails another test, by its warning


@contextmanager
def server(programs: str, settings: str = FAST) -> Iterator[Server]:
    """A server from the folder of PostgreSQL's programs. It refuses to run as root, so root lends it a user."""
    folder = Path(tempfile.mkdtemp(prefix="childpath-pg-"))
    as_user = _as_postgres(folder) if os.geteuid() == 0 else {}

    def run(program: str, *arguments: str) -> None:
        command = [f"{programs}/{program}", "-D", f"{folder}/data", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **as_user)

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        run("pg_ctl", "-w", "-s", "-l", f"{folder}/log", "-o", f"-k {folder} {settings}", "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-m", "immediate", "-s", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(folder: Path) -> dict[str, object]:
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
