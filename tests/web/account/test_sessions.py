"""How long one stays signed in."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

FOURTEEN = timedelta(days=14)


@pytest.mark.parametrize(("beyond", "expected"), [(-1, 200), (1, 302)])
def test_a_session_lives_fourteen_days(world, by_password, beyond, expected):
    client = by_password(world.sanne.user)
    assert client.cookies["sessionid"]["max-age"] == FOURTEEN.total_seconds()
    with time_machine.travel(timezone.now() + FOURTEEN + timedelta(minutes=beyond)):
        assert client.get("/start").status_code == expected
