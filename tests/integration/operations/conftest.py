"""A family in which an operation can be run."""

import pytest

from tests.integration.family import House
from tests.integration.recording import Recording, open_family


@pytest.fixture
def family(house: House) -> Recording:
    """Ava and Ben Green."""
    return open_family(house, "Ava", "Ben")


@pytest.fixture
def stranger(house: House, family: Recording) -> Recording:
    """Another family, of which nothing may be written into the first."""
    return open_family(house, "Zoe", family_name="Other")
