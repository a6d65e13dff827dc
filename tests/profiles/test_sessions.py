"""A session is found by a key that we gave out, and by nothing else that a cookie may hold."""

import pytest
from django.test import Client

from profiles.sessions import SessionStore
from tests.world import World

NO_KEYS = ["", "x", "\0" * 32, "a" * 31 + "\0", "a" * 33, "A" * 32, "é" * 32, "٣" * 32, "a" * 32 + "\n"]


@pytest.mark.parametrize("key", NO_KEYS, ids=lambda key: repr(key[:4]))
def test_what_is_no_key_of_ours_is_none(key: str) -> None:
    assert SessionStore(key).session_key is None


@pytest.mark.parametrize("address", ["/", "/inloggen", "/start", "/api/v1/skills"])
def test_an_odd_cookie_is_nobody_s(world: World, address: str) -> None:
    odd, none = ({"Cookie": 'sessionid="\\000aaaaaaaaa"'}, {})
    answers = [Client().get(address, headers=headers).status_code for headers in (odd, none)]
    assert answers[0] == answers[1]


def test_who_signed_in_stays_so(world: World) -> None:
    client = Client()
    client.force_login(world.sanne.user)
    assert client.get("/start").status_code == 200
    assert SessionStore(client.session.session_key).exists(client.session.session_key)
