"""The lines of the log hold no secret of a one-time link, whatever became of the request."""

import io
import logging

import pytest
from django.test import Client

from config.log_lines import WithoutSecrets
from profiles.policy import TABLE
from profiles.policy.routes import every_route
from profiles.policy.rules import LINKS

SECRET = "7QXM-41ZK-9BTC-0WRN"
LINKED = {rule.route for rule in TABLE if LINKS & set(rule.of.values())}
PATHS = sorted({route.path for route in every_route() if route.name in LINKED})


@pytest.fixture
def lines(monkeypatch) -> io.StringIO:
    """What the installation's own handler writes."""
    (handler,) = [each for each in logging.getLogger().handlers if _hides(each)]
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


def _hides(handler: logging.Handler) -> bool:
    return any(isinstance(each, WithoutSecrets) for each in handler.filters)


def _address(path: str) -> str:
    return f"{path.partition('{')[0]}{SECRET}"


@pytest.mark.parametrize("path", PATHS)
def test_a_link_that_opens_nothing_is_written_without_its_secret(db, lines, path):
    Client().get(_address(path))
    assert "Not Found" in lines.getvalue()
    assert SECRET not in lines.getvalue()


@pytest.mark.parametrize("path", PATHS)
def test_a_form_without_its_cookie_is_written_without_the_secret(db, lines, path):
    assert Client(enforce_csrf_checks=True).post(_address(path)).status_code == 403
    assert "Forbidden" in lines.getvalue()
    assert SECRET not in lines.getvalue()


@pytest.mark.parametrize("more", ["/", "/x", "%20", ">"])
@pytest.mark.parametrize("path", PATHS)
def test_an_address_with_something_too_many_is_written_without_the_secret(db, lines, path, more):
    Client().get(_address(path) + more)
    assert "Not Found" in lines.getvalue()
    assert SECRET not in lines.getvalue()


def test_other_addresses_and_numbers_are_written_whole(lines):
    logging.getLogger("django.request").warning("%s: %s, %d times", "Not Found", "/start/nowhere", 3)
    assert lines.getvalue() == "Not Found: /start/nowhere, 3 times\n"


def test_no_other_handler_writes_the_line_as_it_was():
    names = ("django", "django.request", "django.security", "django.security.csrf")
    assert [logging.getLogger(name).handlers for name in names] == [[], [], [], []]
