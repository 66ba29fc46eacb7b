"""The one place that makes database engines and brings the schema up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from engine.domain.errors import BadSettings, DatabaseUnavailable
from engine.storage.json_text import to_json

BUSY_SECONDS = 5
MIGRATION_SECONDS = 60
UNREADABLE = (
    "DATABASE_URL cannot be read: write it like postgresql://user:password@host/name, and"
    " signs such as @ : / in the password as %40 %3A %2F."
)
NO_TABLE = "42P01"  # what PostgreSQL says where the schema was never made
MIGRATIONS = Path(__file__).parent / "migrations"

# Parameters stay hidden everywhere: they hold what people typed, and an error's text ends in a log.
# psycopg's own defaults wait for ever on a cut network, and PostgreSQL's for ever on a lock that another holds.
POSTGRESQL_WAITS = {
    "connect_timeout": 3,
    "tcp_user_timeout": 3000,
    "keepalives": 1,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "application_name": "childpath",
    "options": "-c timezone=UTC -c lock_timeout=4000 -c statement_timeout=20000"
    " -c idle_in_transaction_session_timeout=60000",
}


def make_engine(url: str, **options: object) -> Engine:
    """A pool of connections to `url` (SQLite or PostgreSQL), which never waits for ever.

    `options` go to SQLAlchemy. On SQLite, a transaction with the execution option `write` begins as a writer, since one
    that read first cannot become a writer safely; writers of one process queue on a lock (see `write_queue`).
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, options)
    pool = {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10, "pool_timeout": BUSY_SECONDS}
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args=POSTGRESQL_WAITS,
        json_serializer=to_json,
        hide_parameters=True,
        **{**pool, **options},
    )


def _address(url: str) -> URL:
    """Raises BadSettings, which says nothing of the address: it may hold a password."""
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise BadSettings(problems=UNREADABLE) from None


def _sqlite(address: URL, options: dict[str, object]) -> Engine:
    in_memory = address.database in (None, "", ":memory:")
    if in_memory:
        options = {"poolclass": StaticPool, **options}
    connect_args = {"check_same_thread": False, "timeout": BUSY_SECONDS}
    engine = create_engine(address, connect_args=connect_args, json_serializer=to_json, hide_parameters=True, **options)
    engine = engine.execution_options(write_queue=Lock())
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection, _record) -> None:
    """The driver must not begin transactions by itself; the busy timeout comes first, since WAL itself may wait."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """The option `patience` is for those who may have to wait for others' migration, which takes seconds."""
    options = connection.get_execution_options()
    if not options.get("write"):
        connection.exec_driver_sql("BEGIN")
        return
    if patience := options.get("patience"):
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience * 1000}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    if patience:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


@contextmanager
def write_queue(engine: Engine) -> Iterator[None]:
    """The place in the queue of this process's writers on SQLite, whose own busy timeout waits unfairly.

    Raises DatabaseUnavailable when the turn does not come.
    """
    queue = engine.get_execution_options().get("write_queue")
    if queue is None:
        yield
        return
    if not queue.acquire(timeout=BUSY_SECONDS):
        raise DatabaseUnavailable
    try:
        yield
    finally:
        queue.release()


@contextmanager
def told_apart() -> Iterator[None]:
    """Turns a database that cannot be reached, or does not answer in time, into DatabaseUnavailable."""
    try:
        yield
    except PoolTimeout as error:  # every connection was in use for too long
        raise DatabaseUnavailable from error
    except DBAPIError as error:
        if not (error.connection_invalidated or _is_of_the_database(error)):
            raise
        raise DatabaseUnavailable(why=_why(error)) from error


def _why(error: DBAPIError) -> str:
    """For who can mend it: the driver's own words."""
    said = " ".join(str(error.orig).split())
    missing = said.startswith("no such table") or getattr(error.orig, "sqlstate", None) == NO_TABLE
    return "it holds no tables of Childpath yet. Run `childpath upgrade-database` first." if missing else f"{said}."


def _is_of_the_database(error: DBAPIError) -> bool:
    """Whether the database fails, and not what was asked of it; a bare DatabaseError is a file that is no database."""
    failing = type(error).__name__ in ("OperationalError", "InterfaceError", "DatabaseError")
    return failing or getattr(error.orig, "sqlstate", None) == NO_TABLE


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """A session that only reads, and is rolled back. Raises DatabaseUnavailable."""
    with told_apart(), Session(engine, autoflush=False) as session:
        yield session


def upgrade(engine: Engine) -> None:
    """Bring the schema up to the newest migration, all or nothing; first starts that race wait for one another.

    Raises DatabaseUnavailable.
    """
    from alembic import command  # slow to import and needed once a process; before the lock, since others wait for it
    from alembic.config import Config

    patient = engine.execution_options(write=True, patience=MIGRATION_SECONDS)
    with told_apart(), write_queue(engine), patient.begin() as connection:
        _wait_for_others(connection)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _wait_for_others(connection: Connection) -> None:
    """On SQLite, beginning as a writer was the wait."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"set local lock_timeout = '{MIGRATION_SECONDS}s'"))
        connection.execute(text("set local statement_timeout = 0"))
        connection.execute(text("select pg_advisory_xact_lock(hashtext('childpath schema'))"))
