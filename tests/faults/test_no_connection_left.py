"""A pool with no connection to spare: a plain refusal in good time, and work again as soon as one is given back."""

import pytest

from engine import DatabaseUnavailable, SystemClock
from engine.storage.connect import make_engine, read_session
from engine.storage.unit_of_work import UnitOfWork


def test_a_pool_that_is_used_up_says_that_the_database_cannot_be_reached(database: str):
    pool = make_engine(database, pool_size=1, max_overflow=0, pool_timeout=0.05)
    try:
        with pool.connect():
            with pytest.raises(DatabaseUnavailable), UnitOfWork(pool, SystemClock()) as uow:
                uow.session.connection()
            with pytest.raises(DatabaseUnavailable), read_session(pool) as session:
                session.connection()
        with UnitOfWork(pool, SystemClock()) as uow:
            assert uow.session.connection()
    finally:
        pool.dispose()
