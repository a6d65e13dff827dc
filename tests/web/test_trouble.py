"""Pages for when something is wrong."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, override_settings
from django.urls import include, path

from tests.web.reading import heading, tags


def broken(request):
    raise ZeroDivisionError


def refused(request):
    raise PermissionDenied


def senseless(request):
    raise BadRequest


urlpatterns = [
    path("broken", broken),
    path("refused", refused),
    path("senseless", senseless),
    path("", include("config.urls")),
]


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/broken", 500, "Something went wrong on our side"),
        ("/refused", 403, "This is not for you"),
        ("/senseless", 400, "We do not understand this request"),
        ("/nowhere", 404, "This page is not here"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_trouble_has_a_page_in_the_look(world, address, status, title):
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    client.force_login(world.sanne.user)
    page = client.get(address)
    assert (page.status_code, heading(page)) == (status, title)
    assert ("link", {"rel": "stylesheet", "href": "/static/web/stagepoort.css"}) in tags(page)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"].split("; ")


def test_a_page_that_was_open_too_long_says_so(db):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    page = client.post("/inloggen", {"username": "bram@maaslandmetaal.test", "password": "x"})
    assert (page.status_code, heading(page)) == (403, "Please try again")
