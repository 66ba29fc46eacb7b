"""The schema: migrations agree with the tables, are all or nothing, and first starts may race."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Table, event, inspect, text

from engine.storage import tables
from engine.storage.connect import make_engine, upgrade

START = "import sys; from engine.storage.connect import make_engine, upgrade; upgrade(make_engine(sys.argv[1]))"


def test_the_migrations_make_exactly_the_tables(bare_database: str):
    engine = make_engine(bare_database)
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        for table in tables.metadata.sorted_tables:  # which compare_metadata does not look at
            assert checks(connection, table.name) == declared(table), table.name
    engine.dispose()


def checks(connection, table: str) -> set[str]:
    return {check["name"] for check in inspect(connection).get_check_constraints(table)}


def declared(table: Table) -> set[str]:
    return {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}


def test_upgrading_again_changes_nothing(bare_database: str):
    engine = make_engine(bare_database)
    upgrade(engine)
    upgrade(engine)
    engine.dispose()


def test_a_migration_that_fails_half_way_leaves_nothing_and_can_be_tried_again(bare_database: str):
    engine = make_engine(bare_database)
    seen = []

    def fail(_connection, _cursor, statement, *_):
        seen.append(statement)
        if "CREATE TABLE instances" in statement:
            raise InterruptedError("the power went")

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(InterruptedError):
        upgrade(engine)
    event.remove(engine, "before_cursor_execute", fail)
    assert sum("CREATE TABLE" in statement for statement in seen) > 5
    assert inspect(engine).get_table_names() == []
    upgrade(engine)
    assert "instances" in inspect(engine).get_table_names()
    engine.dispose()


def test_six_first_starts_at_once_all_come_up_with_one_schema(bare_database: str):
    command = [sys.executable, "-c", START, bare_database]
    starts = [subprocess.Popen(command, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]) for _ in range(6)]
    told = [start.communicate(timeout=100)[1].decode() for start in starts]
    assert [start.returncode for start in starts] == [0] * 6, told
    engine = make_engine(bare_database)
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from alembic_version")).scalar() == 1
    engine.dispose()


def test_sqlite_is_opened_safe_against_power_loss_and_with_its_references_kept(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path}/a.sqlite")
    with engine.connect() as connection:
        told = [
            connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert told == ["wal", 2, 1]
    engine.dispose()
