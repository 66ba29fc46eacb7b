"""A house: an engine on each kind of database, with the tests' own small release."""

from collections.abc import Iterator

import pytest

from tests.integration.family import House


@pytest.fixture
def house(database: str) -> Iterator[House]:
    """An engine with the tests' release published, its clock set to a Monday morning."""
    made = House(database)
    made.publish()
    yield made
    made.close()
