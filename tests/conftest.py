"""What tests of several folders share: databases of both kinds, migrated, empty and thrown away."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.storage.connect import make_engine, upgrade
from tests import postgresql
from tests.missing_parts import need

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """A server that all tests of one process share; without PostgreSQL the test is skipped, or fails in CI."""
    with postgresql.server(need("PostgreSQL")) as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "childpath.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database: the test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "test.sqlite")
        yield f"sqlite:///{tmp_path}/test.sqlite"
        return
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    url = server.new()
    yield url
    server.drop(url)


@pytest.fixture(params=KINDS)
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/bare.sqlite"
        return
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    url = server.new("template0")
    yield url
    server.drop(url)
