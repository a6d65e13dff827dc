"""The cast of the matrix, signed in once; whatever a test does is undone."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from tests.identity import PROVIDER
from tests.identity import School as TheirServer
from tests.policy.cast import Cast, make_cast
from tests.policy.planting import Planted, plant_everywhere
from tests.world import TODAY
from web.account.identity import IdentityAdapter

INSTALLED = {
    "SECOND_FACTOR_REQUIRED": True,
    "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [PROVIDER]}},
    "SECURITY_CONTACT": "mailto:security@stagepoort.test",
    "SECURITY_TXT_EXPIRES": "2027-05-01",
}
"""The settings of an installation in which every route can be used."""

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """Make everybody once; what the tests do is undone."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOON, tick=False),
        override_settings(**INSTALLED),
        patch.object(IdentityAdapter, "get_requests_session", lambda adapter: TheirServer()),
        transaction.atomic(),
    ):
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def planted(cast: Cast) -> Planted:
    """Put a canary in every personal field of the cast."""
    return plant_everywhere(cast)


@pytest.fixture(autouse=True)
def refusals_are_not_told_one_by_one() -> Iterator[None]:
    """Keep thousands of expected refusals out of the report of a test."""
    logging.getLogger("django.request").disabled = True
    yield
    logging.getLogger("django.request").disabled = False
