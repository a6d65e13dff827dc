"""What every test may ask for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage

from profiles import access_log, limiting
from tests.world import TODAY, World, make_world


@pytest.fixture(autouse=True)
def limits_begin_anew() -> None:
    """Let no test be refused for what another one asked."""
    limiting.forget_all()


@pytest.fixture(autouse=True)
def access_log_begins_empty() -> Iterator[None]:
    """Let no test find who asked in another one, and leave nothing to be written when all is over."""
    access_log.buffer.clear()
    yield
    access_log.buffer.clear()


@pytest.fixture
def today() -> Iterator[None]:
    """Live on the day of the tests' world; the clock ticks on."""
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def world(db: None, today: None) -> World:
    """Sanne, Bram, Gilde and the others (see `World`)."""
    return make_world()


@pytest.fixture
def mailed(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], object]], list[EmailMessage]]:
    """Do something, and give the mails that went out by it."""

    def do(act: Callable[[], object]) -> list[EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return list(mail.outbox)

    return do
