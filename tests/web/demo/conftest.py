"""A small invented region, made once for all tests of a module and taken back afterwards."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from reference.loading.pack import find_pack
from web.demo.filling import Size, fill
from web.demo.region import Region, read_region
from web.demo.words import Words

TODAY = date(2026, 11, 21)
SMALL = Size(students=60, companies=20, vacancies=50)


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker) -> Iterator[Region]:
    """Load the pack of Keyport and read it for drawing."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_region", "keyport")
        yield read_region(Words.read(find_pack("keyport").folder))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def small_region(region: Region) -> Region:
    """Invent 60 students, 20 companies and 50 vacancies from seed 1."""
    fill(find_pack("keyport").folder, SMALL, seed=1, today=TODAY)
    return region
