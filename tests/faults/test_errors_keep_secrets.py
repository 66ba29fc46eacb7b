"""An error of the database ends in a log, so its text must not hold what people typed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.storage.connect import make_engine

CANARY = "Ava was hit"


def test_what_was_typed_is_in_no_error_of_the_database(database: str):
    pool = make_engine(database)
    try:
        with pytest.raises(DBAPIError) as failed, pool.begin() as connection:
            connection.execute(text("insert into cases (nowhere) values (:typed)"), {"typed": CANARY})
        assert CANARY not in str(failed.value)
    finally:
        pool.dispose()
