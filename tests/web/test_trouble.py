"""Pages for when something is wrong."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
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
    # They go by the name of a page that everybody signed in may open: the policy knows no others.
    path("broken", broken, name="start"),
    path("refused", refused, name="start"),
    path("senseless", senseless, name="start"),
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


FORM = "application/x-www-form-urlencoded"
UNREADABLE = [
    (f"{FORM}; charset=utf-7", b"email=+AAA-"),
    (f"{FORM}; charset=latin-1", b"email=x"),
    (FORM, b"&".join(b"email=x" for _ in range(1001))),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=\xe9", b"--x"),
]


@pytest.mark.parametrize(("kind", "body"), UNREADABLE)
@pytest.mark.parametrize("address", ["/inloggen", "/meedoen", "/ouder/x", "/account", "/start"])
def test_a_form_that_nobody_can_read_is_not_understood(db, address, kind, body):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.get("/inloggen")
    page = client.post(address, body, content_type=kind, headers={"x-csrftoken": _token(client)})
    assert (page.status_code, heading(page)) == (400, "We do not understand this request")


@pytest.mark.parametrize(("kind", "body"), UNREADABLE)
def test_a_form_that_nobody_can_read_finds_no_page_where_none_is(db, kind, body):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.get("/inloggen")
    page = client.post("/nowhere", body, content_type=kind)
    assert (page.status_code, heading(page)) == (404, "This page is not here")


@pytest.mark.parametrize(("kind", "body"), UNREADABLE)
def test_a_program_with_a_session_that_sends_one_gets_a_problem(world, kind, body):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.sanne.user)
    answer = client.post(f"/api/v1/vacancies/{world.vacancy.uuid}/applications", body, content_type=kind)
    assert answer.status_code in (400, 403)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_file_is_refused_before_it_is_read(db, monkeypatch):
    def read(self, raw_data, start):
        raise AssertionError("it was read")

    monkeypatch.setattr("config.uploads.AskedFile.receive_data_chunk", read)
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.get("/inloggen")
    told = {"csrfmiddlewaretoken": _token(client), "login": SimpleUploadedFile("login.txt", b"x" * 100_000)}
    page = client.post("/inloggen", told)
    assert (page.status_code, heading(page)) == (400, "We do not understand this request")


def _token(client):
    return client.cookies["csrftoken"].value


def test_a_page_that_was_open_too_long_says_so(db):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    page = client.post("/inloggen", {"login": "bram@maaslandmetaal.test", "password": "x"})
    assert (page.status_code, heading(page)) == (403, "Please try again")
