"""What every test may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.world import TODAY, World, make_world


@pytest.fixture
def today() -> Iterator[None]:
    """Live on the day of the tests' world; the clock ticks on."""
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def world(db: None, today: None) -> World:
    """Sanne, Bram, Gilde and the others (see `World`)."""
    return make_world()
