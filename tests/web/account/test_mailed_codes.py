"""A code from a mail lets in once, within a quarter of an hour, in the browser that asked for it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from profiles.signing_in import end_sign_ins
from tests.web.account.conftest import code_in
from tests.web.reading import heading

ASK, ENTER = "/inloggen/code", "/inloggen/code/invullen"


@pytest.fixture
def asked(world, client, letters):
    """Have Sanne's code mailed, and give it."""
    (letter,) = letters(lambda: client.post(ASK, {"email": "Sanne@leerling.test"}))
    assert (letter.to, letter.subject) == (["sanne@leerling.test"], "Your code for signing in")
    return code_in(letter)


def is_in(client: Client) -> bool:
    return client.get("/start").status_code == 200


@pytest.mark.parametrize("write", [str, str.lower, lambda code: code.replace("-", " ")])
def test_one_signs_in_with_the_code_however_it_is_typed(asked, client, write):
    answer = client.post(ENTER, {"code": write(asked)})
    assert (answer.status_code, answer.url, is_in(client)) == (302, "/start", True)


def test_one_goes_on_where_one_was_going(world, client, letters):
    (letter,) = letters(lambda: client.post(f"{ASK}?next=/matches", {"email": "sanne@leerling.test"}))
    assert client.post(f"{ENTER}?next=/matches", {"code": code_in(letter)}).url == "/matches"
    assert client.get("/matches").status_code == 200


def test_a_code_works_once(asked, client):
    client.post(ENTER, {"code": asked})
    client.post("/uitloggen")
    assert client.post(ENTER, {"code": asked}).url == ASK
    assert not is_in(client)


def test_a_code_works_in_the_browser_that_asked_for_it(asked):
    other = Client()
    assert other.post(ENTER, {"code": asked}).url == ASK
    assert not is_in(other)


def test_after_three_wrong_codes_the_right_one_is_too_late(asked, client):
    assert [client.post(ENTER, {"code": "AAAA-AAAA"}).status_code for _ in range(3)] == [200, 200, 302]
    assert client.post(ENTER, {"code": asked}).url == ASK
    assert not is_in(client)


@pytest.mark.parametrize(("seconds", "expected"), [(899, True), (901, False)])
def test_a_code_lives_a_quarter_of_an_hour(asked, client, seconds, expected):
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        client.post(ENTER, {"code": asked})
        assert is_in(client) is expected


def test_a_code_asked_for_before_all_sign_ins_ended_opens_nothing(asked, client, world):
    end_sign_ins(world.sanne.user)
    answer = client.post(ENTER, {"code": asked}, follow=True)
    assert (heading(answer), is_in(client)) == ("Sign in", False)


def test_an_earlier_address_gets_no_code_once_it_is_changed(world, by_password, letters):
    by_password(world.sanne.user)
    world.sanne.user.email = "new@leerling.test"
    world.sanne.user.save()
    end_sign_ins(world.sanne.user)
    (letter,) = letters(lambda: Client().post(ASK, {"email": "sanne@leerling.test"}))
    assert letter.subject == "Je vroeg een code aan"
    with pytest.raises(TypeError):
        code_in(letter)


def test_the_second_factor_is_asked_after_a_code_too(world, client, letters, app_of):
    app_of(world.coordinator)
    (letter,) = letters(lambda: client.post(ASK, {"email": world.coordinator.email}))
    assert client.post(ENTER, {"code": code_in(letter)}).url == "/inloggen/tweede-stap"
    assert not is_in(client)


def test_one_can_start_again(asked, client):
    assert client.get("/inloggen").url == ENTER
    assert client.post("/uitloggen", {"next": "/inloggen"}).url == "/inloggen"
    assert client.get("/inloggen").status_code == 200


def test_codes_of_nobody_open_nothing(world, client):
    client.post(ASK, {"email": "nobody@nowhere.test"})
    assert [client.post(ENTER, {"code": code}).status_code for code in ("", "-")] == [200, 200]
    assert not is_in(client)
