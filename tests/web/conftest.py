"""What tests of pages need: somebody signed in, and what a page says."""

from collections.abc import Callable

import pytest
from django.test import Client

from profiles.models import User

SignIn = Callable[[User | None], Client]


@pytest.fixture
def signed_in() -> SignIn:
    """Give a browser in which somebody is signed in; nobody gives a visitor's."""

    def browser(user: User | None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if user is not None:
            client.force_login(user)
        return client

    return browser
