"""Trying to get in by force: limits, hashing, forged forms, sessions planted beforehand."""

import re
from uuid import UUID

import pytest
from django.contrib.auth import hashers
from django.test import Client
from limits.errors import StorageError

from profiles import limiting
from profiles.policy import TABLE, Kind
from profiles.policy.routes import every_route
from tests.web.account.conftest import code_in
from tests.world import PASSWORD

BRAM = "bram@maaslandmetaal.test"
NOBODY = "nobody@nowhere.test"
WRONG = "wrong"


def attempt(email=BRAM, password=WRONG, address="192.0.2.1"):
    data = {"login": email, "password": password}
    return Client(REMOTE_ADDR=address).post("/inloggen", data).status_code


@pytest.mark.parametrize("email", [BRAM, NOBODY])
def test_five_attempts_a_minute_for_an_account_from_an_address(world, email):
    assert [attempt(email) for _ in range(6)] == [200] * 5 + [429]
    assert attempt(email.upper()) == 429
    assert attempt(email, address="192.0.2.2") == 200


def test_the_right_password_does_not_help_either(world):
    for _ in range(5):
        attempt()
    assert attempt(password=PASSWORD) == 429


def test_twenty_attempts_a_minute_from_an_address_whatever_a_header_says(world, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign-in": "20/minute"}
    headers = [{"x-forwarded-for": f"198.51.100.{number}"} for number in range(25)]
    answers = [
        Client(headers=held).post("/inloggen", {"login": f"{n}@nowhere.test", "password": "wrong"})
        for n, held in enumerate(headers)
    ]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 5


def test_nobody_gets_in_while_nobody_can_count(world, monkeypatch):
    def fail(*asked):
        raise StorageError(TimeoutError())

    monkeypatch.setattr(limiting.counter(), "hit", fail)
    assert attempt(password=PASSWORD) == 429


@pytest.mark.parametrize("email", [BRAM, NOBODY, "unusable@keyport.test", "gone@keyport.test"])
def test_the_hasher_runs_once_whether_the_account_exists(world, monkeypatch, email):
    users = type(world.bram).objects
    users.create_user("unusable@keyport.test")
    users.create_user("gone@keyport.test", PASSWORD, is_active=False)
    hasher, runs = hashers.get_hasher(), []
    encode = type(hasher).encode
    monkeypatch.setattr(type(hasher), "encode", lambda *held: runs.append(1) or encode(*held))
    attempt(email)
    assert runs == [1]


@pytest.mark.parametrize("address", ["/inloggen", "/inloggen/code", "/wachtwoord-vergeten"])
def test_the_pages_after_are_the_same_for_known_and_unknown(world, client, address):
    seen = []
    for email in (BRAM, NOBODY):
        client.cookies.clear()
        sent = {"login": email, "password": "wrong"} if address == "/inloggen" else {"email": email}
        answer = client.post(address, sent, follow=True)
        assert answer.status_code == 200
        text = answer.content.decode().replace(email, "EMAIL")
        token = answer.context["csrf_token"]
        seen.append((answer.redirect_chain, text.replace(str(token), "TOKEN")))
    assert seen[0] == seen[1]


def test_a_session_planted_beforehand_is_not_the_one_after_signing_in(world, client):
    client.get("/inloggen/passkey")  # keeps something, so there is a session
    planted = client.cookies["sessionid"].value
    client.post("/inloggen", {"login": BRAM, "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted
    intruder = Client()
    intruder.cookies["sessionid"] = planted
    assert intruder.get("/start").status_code == 302


def test_the_session_changes_at_the_second_step_too(world, client, app_of):
    app = app_of(world.bram)
    client.post("/inloggen", {"login": BRAM, "password": PASSWORD})
    between = client.cookies["sessionid"].value
    client.post("/inloggen/tweede-stap", {"code": app.code()})
    assert client.cookies["sessionid"].value != between
    assert client.get("/start").status_code == 200


FORMS = [
    (re.sub(r"{\w+}", str(UUID(int=1)), route.path.replace("{pk}", "1")), Kind.ANYONE in rule.who)
    for route in every_route()
    for rule in TABLE
    if rule.route == route.name and rule.method == "POST" and not rule.is_api
]


@pytest.mark.parametrize(("path", "is_open"), FORMS)
def test_a_form_of_another_site_changes_nothing(world, path, is_open):
    client = Client(enforce_csrf_checks=True)
    if not is_open:
        client.force_login(world.bram)
    assert client.post(path, {"login": BRAM, "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("address", ["/inloggen/code", "/wachtwoord-vergeten"])
def test_somebody_gets_five_letters_a_quarter_and_no_more(world, client, letters, address):
    def ask():
        browsers = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(7)]
        answers.extend(each.post(address, {"email": BRAM}).status_code for each in browsers)

    answers = []
    assert len(letters(ask)) == 5
    assert answers == [302] * 5 + [429] * 2


def test_who_is_not_known_gets_a_letter_too_and_no_code(world, client, letters):
    (letter,) = letters(lambda: client.post("/inloggen/code", {"email": NOBODY}))
    assert (letter.to, letter.subject) == ([NOBODY], "You asked for a code")
    with pytest.raises(TypeError):
        code_in(letter)
