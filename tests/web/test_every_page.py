"""What holds for every page: headers, no inline style or script, one heading, both languages, few queries."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.web.reading import heading, tags
from tests.web.test_roles import PAGES, account, address

READERS = [
    ("sanne", "/start"),
    ("sanne", "/matches"),
    ("sanne", "/matches?show=excluded"),
    ("sanne", "/vacancies/{vacancy}"),
    ("bram", "/start"),
    ("bram", "/vacancies/{vacancy}"),
    ("coordinator", "/start"),
    ("coordinator", "/classes/{group}"),
    ("coordinator", "/students/{student}/matches"),
    ("coordinator", "/students/{student}/vacancies/{vacancy}"),
    ("region_officer", "/start"),
    ("region_officer", "/companies/unverified"),
    ("admin", "/start"),
    ("admin", "/region"),
    ("admin", "/schools/{school}"),
    ("stranger", "/start"),
    (None, "/"),
    (None, "/inloggen"),
    (None, "/nowhere"),
]
ACTS = {"sign-in", "sign-out", "language"}
CSP = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


@pytest.fixture(params=READERS, ids=lambda reader: f"{reader[0]} {reader[1]}")
def page(request, world, signed_in):
    name, path = request.param
    return signed_in(account(world, name)).get(address(world, path))


def test_every_address_is_tried():
    tried = {re.sub(r"{(\w+)}", r"<uuid:\1>", path).lstrip("/") for path in PAGES}
    routes = [route for route in get_resolver("web.urls").url_patterns if route.name not in ACTS]
    assert {str(route.pattern) for route in routes} == tried


def test_no_page_has_a_style_or_script_of_its_own(page):
    wrong = [
        (tag, held)
        for tag, held in tags(page)
        if tag in {"style", "script"} or any(name == "style" or name.startswith("on") for name in held)
    ]
    assert wrong == []


def test_every_page_has_the_policy_that_forbids_them(page):
    assert set(page.headers["Content-Security-Policy"].split("; ")) == CSP


def test_every_page_has_a_language_one_heading_and_a_way_past_the_menu(page):
    found = tags(page)
    assert [held["lang"] for tag, held in found if tag == "html"] == ["en"]
    assert heading(page) != ""
    assert ("a", {"class": "skip", "href": "#main"}) in found
    assert [held["id"] for tag, held in found if tag == "main"] == ["main"]


def test_every_control_has_a_name_of_its_own(page):
    found = tags(page)
    ids = [held["id"] for _, held in found if "id" in held]
    assert len(ids) == len(set(ids))
    pointed = [
        each
        for _, held in found
        for key in ("aria-labelledby", "for")
        for each in (held.get(key) or "").split()
    ]
    assert set(pointed) <= set(ids)
    assert [held for tag, held in found if tag == "button" and "id" not in held and "class" not in held] == []


@pytest.mark.parametrize("path", sorted(set(PAGES) - {"/"}))
def test_pages_about_a_person_are_never_stored(world, signed_in, path):
    for name in PAGES[path]:
        answer = signed_in(account(world, name)).get(address(world, path))
        assert answer.headers["Cache-Control"] == "no-store"
        assert set(answer.headers["Vary"].split(", ")) == {"Accept-Language", "Cookie"}


@pytest.mark.parametrize("path", sorted(PAGES))
def test_pages_only_answer_reading(world, signed_in, path):
    name = sorted(PAGES[path], key=str)[0]
    assert signed_in(account(world, name)).post(address(world, path)).status_code == 405


@pytest.mark.parametrize(("name", "path"), READERS)
def test_every_text_is_translated(world, name, path):
    client = Client(headers={"accept-language": "nl"})
    if name:
        client.force_login(account(world, name))
    page = client.get(address(world, path))
    assert [held["lang"] for tag, held in tags(page) if tag == "html"] == ["nl"]
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    assert re.findall(r"\b(?:the|your|you|with|are|not yet)\b", text) == []
