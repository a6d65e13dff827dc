"""A passkey signs in by itself, is a second step, and confirms; what comes instead of one breaks nothing."""

import json

import pytest
from django.test import Client

from tests.passkeys import Device
from tests.web.reading import heading, statuses
from tests.world import PASSWORD

SIGN_IN, SET_UP, CONFIRM = "/inloggen/passkey", "/account/passkeys/nieuw", "/account/bevestigen/passkey"
STEP = "/inloggen/tweede-stap"


@pytest.fixture
def bram(world, by_password):
    return by_password(world.bram)


@pytest.fixture
def device(bram):
    """Give the device with Bram's passkey."""
    device = Device()
    assert set_up(bram, device).url == "/account/herstelcodes"
    return device


def set_up(browser, device):
    options = json.loads(browser.get(SET_UP).context["options"])
    return browser.post(SET_UP, {"credential": json.dumps(device.make(options)), "name": "telefoon"})


def sign_in(browser, device, **more):
    answer = device.sign(browser.get(SIGN_IN).json())
    return browser.post(SIGN_IN, {"credential": json.dumps(answer), **more})


def test_a_passkey_alone_signs_in_and_is_a_second_factor(world, device, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    fresh = Client(headers={"accept-language": "en"})
    assert sign_in(fresh, device).url == "/start"
    assert heading(fresh.get("/start")) == "Your vacancies"


def test_one_goes_on_where_one_was_going(world, device):
    addresses = [("/vacancies/x", "/vacancies/x"), ("https://elsewhere.test/", "/start")]
    for asked, expected in addresses:
        assert sign_in(Client(), device, next=asked).url == expected


def test_it_asks_the_device_to_be_unlocked(bram, device):
    assert json.loads(bram.get(SET_UP).context["options"])["publicKey"]["authenticatorSelection"] == {
        "requireResidentKey": True,
        "residentKey": "required",
        "userVerification": "required",
    }
    assert bram.get("/account").context["passkeys"][0].wrap().name == "telefoon"


@pytest.mark.parametrize(
    "wrong",
    [Device(unlocked=False), Device(origin="https://elsewhere.test"), Device(origin="http://testserver")],
    ids=["locked", "elsewhere", "plain"],
)
def test_what_is_not_safe_sets_up_nothing(world, bram, wrong):
    assert set_up(bram, wrong).status_code == 200
    assert world.bram.authenticator_set.count() == 0


def test_a_locked_device_does_not_sign_in(world, device):
    device.unlocked = False
    fresh = Client()
    assert sign_in(fresh, device).url == "/inloggen"
    assert fresh.get("/start").status_code == 302


def test_an_answer_signs_in_once(world, device):
    first, second = Client(), Client()
    answer = json.dumps(device.sign(first.get(SIGN_IN).json()))
    second.get(SIGN_IN)
    assert [each.post(SIGN_IN, {"credential": answer}).url for each in (first, second, first)] == [
        "/start",
        "/inloggen",
        "/start",  # is in already
    ]
    first.post("/uitloggen")
    assert first.post(SIGN_IN, {"credential": answer}).url == "/inloggen"


def test_a_passkey_of_a_closed_account_opens_nothing(world, device):
    type(world.bram).objects.filter(pk=world.bram.pk).update(is_active=False)
    fresh = Client(headers={"accept-language": "en"})
    answer = sign_in(fresh, device)
    assert (answer.url, fresh.get("/start").status_code) == ("/inloggen", 302)


def test_it_is_a_second_step_after_the_password(world, device):
    fresh = Client()
    assert fresh.post("/inloggen", {"login": world.bram.email, "password": PASSWORD}).url == STEP
    options = json.loads(fresh.get(STEP).context["options"])
    assert fresh.post(STEP, {"credential": json.dumps(device.sign(options))}).url == "/start"


def test_another_s_passkey_is_no_second_step(world, device, by_password, client):
    theirs = Device()
    sanne = by_password(world.sanne.user, Client())
    set_up(sanne, theirs)
    fresh = Client()
    fresh.post("/inloggen", {"login": world.bram.email, "password": PASSWORD})
    options = json.loads(fresh.get(STEP).context["options"])
    assert fresh.post(STEP, {"credential": json.dumps(theirs.sign(options))}).status_code == 200
    assert fresh.get("/start").status_code == 302


def test_it_confirms(bram, device):
    options = json.loads(bram.get(CONFIRM).context["options"])
    answer = bram.post(f"{CONFIRM}?next=/account/app", {"credential": json.dumps(device.sign(options))})
    assert answer.url == "/account/app"


def test_one_removes_one_s_own_and_nobody_else_s(world, bram, device, by_password):
    passkey = world.bram.authenticator_set.get(type="webauthn")
    sanne = by_password(world.sanne.user, Client())
    addresses = [f"/account/passkeys/{pk}/verwijderen" for pk in (passkey.pk, 10**9)]
    assert [sanne.post(each).status_code for each in addresses] == [404, 404]
    assert [sanne.get(each).status_code for each in addresses] == [404, 404]
    gone = bram.post(addresses[0], follow=True)
    assert (gone.redirect_chain, statuses(gone)[-1]) == ([("/account", 302)], "The passkey is removed.")
    assert world.bram.authenticator_set.count() == 0


GOOD = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {
        "clientDataJSON": "e30",
        "authenticatorData": "AAAA",
        "signature": "AAAA",
        "userHandle": "MQ",
    },
}


def broken(**response):
    return json.dumps(GOOD | {"response": GOOD["response"] | response})


BROKEN = [
    "",
    "x",
    "null",
    "[]",
    "1",
    '"text"',
    "{}",
    "[" * 10_000,
    '{"a":' * 3_000,
    "x" * 30_000,
    json.dumps({"response": None}),
    json.dumps({"response": []}),
    json.dumps(GOOD),
    json.dumps(GOOD | {"id": 1}),
    json.dumps(GOOD | {"rawId": "é"}),
    json.dumps(GOOD | {"response": {}}),
    json.dumps(GOOD | {"more": "\0"}),
    json.dumps(GOOD | {"more": "\ud800"}),
    broken(userHandle=None),
    broken(userHandle="!!"),
    broken(userHandle=[1]),
    broken(clientDataJSON="AAAA"),
    broken(clientDataJSON={}),
    broken(attestationObject="AAAA"),
    broken(attestationObject="oA"),
    broken(attestationObject="gA"),
]


@pytest.mark.parametrize("sent", BROKEN, ids=range(len(BROKEN)))
def test_something_else_does_nothing_at_any_door(world, bram, device, sent):
    fresh = Client()
    fresh.get(SIGN_IN)
    assert fresh.post(SIGN_IN, {"credential": sent}).url == "/inloggen"
    fresh.post("/inloggen", {"login": world.bram.email, "password": PASSWORD})
    fresh.get(STEP)
    assert fresh.post(STEP, {"credential": sent}).status_code == 200
    assert fresh.get("/start").status_code == 302
    for door in (SET_UP, CONFIRM):
        bram.get(door)
        assert bram.post(door, {"credential": sent}).status_code == 200
    assert world.bram.authenticator_set.filter(type="webauthn").count() == 1
