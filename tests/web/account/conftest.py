"""What tests of signing in need: a browser, a way in by password, an app that makes codes, the letters."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from profiles.models import User
from tests.codes import code_of
from tests.world import PASSWORD, World

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
SignIn = Callable[..., Client]


@pytest.fixture
def client() -> Client:
    """Give a browser that reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def world(world: World) -> World:
    """Let everybody of the world read English."""
    for user in (world.sanne.user, world.bram, world.coordinator, world.region_officer, world.admin):
        user.language = "en"
        user.save(update_fields=["language"])
    return world


@dataclass(frozen=True, slots=True)
class App:
    """An app that makes codes for somebody, who has recovery codes too."""

    secret: str
    recovery_codes: list[str]

    def code(self, *, later: int = 0) -> str:
        """Give the code of now, or of so many half minutes later."""
        return code_of(self.secret, later=later)


@pytest.fixture
def app_of() -> Callable[[User], App]:
    """Set up an app for somebody."""

    def set_up(user: User) -> App:
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        return App(secret, RecoveryCodes.activate(user).generate_codes())

    return set_up


@pytest.fixture
def by_password(client: Client) -> SignIn:
    """Sign somebody in by password, in a browser."""

    def sign_in(user: User, browser: Client = client) -> Client:
        answer = browser.post("/inloggen", {"login": user.email, "password": PASSWORD})
        assert answer.status_code == 302
        return browser

    return sign_in


@pytest.fixture
def letters(django_capture_on_commit_callbacks) -> Callable[..., list]:
    """Do something, and give the letters that it sends."""

    def sent(act: Callable[[], object]) -> list:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return mail.outbox[before:]

    return sent


def code_in(letter) -> str:
    """Find the code in a letter."""
    return CODE.search(letter.body)[0]
