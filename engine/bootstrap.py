"""The only place that chooses: which database, which directory, which clock."""

from engine.commands import Deps
from engine.directory import Directory, open_directory
from engine.domain.clock import Clock, SystemClock
from engine.operations import inputs_of_all
from engine.published import Library
from engine.queries.fact_paths import fact_paths
from engine.service import Engine
from engine.settings import Settings
from engine.storage.connect import make_engine, upgrade


def build_engine(settings: Settings, *, clock: Clock | None = None, migrate: bool = True) -> Engine:
    """An engine on the database, directory and clock that `settings` name, its schema brought up to date.

    `sqlite://` keeps everything in memory, for rehearsals and tests. `migrate` false is for a process that must not
    change the schema. Raises BadSettings for a directory that cannot be used, DatabaseUnavailable.
    """
    now = clock or SystemClock()
    directory = _directory(settings, now)
    database = make_engine(settings.database_url)
    if migrate:
        upgrade(database)
    deps = Deps(database, Library(inputs_of_all(), fact_paths()), now, settings.authority)
    return Engine(deps, settings, directory)


def _directory(settings: Settings, clock: Clock) -> Directory | None:
    """Nobody can log in without one, which is right for rehearsals and the worker."""
    return open_directory(settings.directory, settings.ldap, clock) if settings.directory else None
