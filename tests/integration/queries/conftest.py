"""Seeds, and a reader of the house."""

from collections.abc import Iterator

import pytest

from engine import Reader
from tests.integration.family import House
from tests.integration.queries.seeding import Seeds


@pytest.fixture
def seeds(house: House) -> Seeds:
    return Seeds(house)


@pytest.fixture
def reader(house: House) -> Iterator[Reader]:
    with house.engine.session() as session:
        yield house.engine.reading(session)
