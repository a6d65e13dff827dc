"""Clients that ask as somebody."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from profiles.models import User


@pytest.fixture
def client_of() -> Callable[[User | None], APIClient]:
    """Give a client signed in as this user, or as nobody."""

    def make(user: User | None = None) -> APIClient:
        client = APIClient()
        if user is not None:
            client.force_authenticate(User.objects.get(pk=user.pk))
        return client

    return make
