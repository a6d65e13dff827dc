"""What holds for every page: headers, no inline style or script, one heading, both languages, few queries."""

import re
from functools import reduce

import pytest
from django.test import Client
from django.urls import get_resolver

from profiles.policy import TABLE
from profiles.policy.routes import every_route
from tests.web.reading import heading, tags
from tests.web.test_roles import PAGES, account, address
from web.account import addresses

READERS = [
    ("sanne", "/start"),
    ("sanne", "/matches"),
    ("sanne", "/matches?show=excluded"),
    ("sanne", "/vacancies/{vacancy}"),
    ("bram", "/start"),
    ("bram", "/vacancies/{vacancy}"),
    ("bram", "/vacancies/{vacancy}/seats"),
    ("bram", "/vacancies/{vacancy}/candidates"),
    ("bram", "/vacancies/{vacancy}/candidates/{card}"),
    ("bram", "/applications"),
    ("bram", "/applications/{application}"),
    ("bram", "/applications/{application}/offer"),
    ("bram", "/applications/{application}/decline"),
    ("bram", "/applications/{application}/talk/plan"),
    ("bram", "/applications/{talked}"),
    ("sanne", "/applications/{talked}/talk/call-off"),
    ("bram", "/vacancies/{vacancy}/candidates/{card}/block"),
    ("bram", "/applications/{application}/block"),
    ("bram", "/blocks"),
    ("sanne", "/students/{student}/blocks/{company}"),
    ("ina", "/students/{child}/blocks/{company}"),
    ("sanne", "/applications"),
    ("sanne", "/placements"),
    ("bram", "/placements/{placement}"),
    ("coordinator", "/placements/{paper}"),
    ("coordinator", "/placements/{placement}/fill-in"),
    ("bram", "/placements/{placement}/end"),
    ("sanne", "/placements/{placement}/evaluate"),
    ("sanne", "/events"),
    ("sanne", "/events/{event}"),
    ("sanne", "/check-in"),
    ("sanne", "/check-in/{code}"),
    ("coordinator", "/events"),
    ("coordinator", "/events/{event}/roster"),
    ("bram", "/events/{event}/codes"),
    ("region_officer", "/events/{event}/roster"),
    ("coordinator", "/start"),
    ("coordinator", "/classes/{group}"),
    ("coordinator", "/students/{student}/matches"),
    ("coordinator", "/students/{student}/vacancies/{vacancy}"),
    ("coordinator", "/applications/students"),
    ("coordinator", "/tokens"),
    ("bram", "/tokens"),
    ("sanne", "/my-data"),
    ("sanne", "/my-data/erase"),
    ("bram", "/my-data"),
    ("bram", "/my-data/erase"),
    ("ina", "/children/{child}/data"),
    ("ina", "/children/{child}/data/erase"),
    ("sanne", "/notifications"),
    ("sanne", "/account/meldingen"),
    ("coordinator", "/account/meldingen"),
    (None, "/privacy"),
    ("sanne", "/privacy"),
    ("sanne", "/my-reports"),
    ("sanne", "/vacancies/{vacancy}/report"),
    ("ina", "/companies/{company}/report"),
    ("bram", "/applications/{application}/report"),
    ("region_officer", "/reports"),
    ("region_officer", "/reports/{report}"),
    ("admin", "/reports/{report}"),
    ("region_officer", "/vacancies/{vacancy}/take-down"),
    ("admin", "/access-log"),
    ("region_officer", "/start"),
    ("region_officer", "/companies/unverified"),
    ("admin", "/start"),
    ("admin", "/region"),
    ("admin", "/schools/{school}"),
    ("sanne", "/visibility"),
    ("sanne", "/views"),
    ("coordinator", "/students/{child}/guardians"),
    ("coordinator", "/guardians"),
    ("ina", "/start"),
    ("ina", "/children/{child}"),
    ("ina", "/students/{child}/guardians"),
    (None, "/ouder/{secret}"),
    (None, "/antwoord/{token}"),
    (None, "/antwoord/another"),
    (None, "/ouder/another"),
    ("stranger", "/start"),
    ("sanne", "/meedoen"),
    ("sanne", "/profielen-samenvoegen"),
    ("bram", "/meedoen/bedrijf"),
    ("bram", "/companies/{company}/team"),
    ("stranger", "/meedoen"),
    ("stranger", "/meedoen/student"),
    ("coordinator", "/schools/{school}/team"),
    ("coordinator", "/classes/{group}/claim-links"),
    ("coordinator", "/students/{student}/sign-in"),
    ("region_officer", "/region/team"),
    ("coordinator", "/schools/{school}/bring/students"),
    ("coordinator", "/schools/{school}/bring/placements"),
    ("bram", "/companies/{company}/bring/vacancies"),
    ("region_officer", "/recognitions/bring"),
    ("region_officer", "/schools/{school}/team"),
    ("region_officer", "/companies/{company}/refuse"),
    (None, "/meedoen"),
    (None, "/meedoen/0000-0000-0000-0000"),
    (None, "/uitnodiging/0000-0000-0000-0000"),
    (None, "/profiel-ophalen"),
    (None, "/profiel-ophalen/0000-0000-0000-0000"),
    (None, "/"),
    (None, "/inloggen"),
    (None, "/inloggen/code"),
    (None, "/wachtwoord-vergeten"),
    ("bram", "/account"),
    ("bram", "/account/tweede-stap"),
    ("bram", "/account/wachtwoord"),
    ("bram", "/account/bevestigen"),
    (None, "/nowhere"),
]
ACCOUNT = [*addresses.urlpatterns, *addresses.synonyms]
READ, SENT = ({rule.route for rule in TABLE if rule.method == method} for method in ("GET", "POST"))
ACTS = SENT - READ | {route.name for route in ACCOUNT} - {"account", "second-factor"}
SHAPES = {re.sub(r"{\w+}", "{}", route.path) for route in every_route() if route.name in SENT & READ}
FORMS = {page for page in PAGES if re.sub(r"{\w+}", "{}", page) in SHAPES}
FILES = {"my-data-export", "child-data-export", "security-txt", "talk-calendar", "event-calendar"}
LINKS = {"start-joining", "invitation", "claim"}
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
    uuids = {re.sub(r"{(\w+)}", r"<uuid:\1>", path).lstrip("/") for path in PAGES}
    named = {
        "uuid:secret": "str:secret",
        "uuid:code": "str:code",
        "uuid:token": "str:token",
        "uuid:child": "uuid:student",
        "uuid:card": "uuid:pseudonym",
        "uuid:paper": "uuid:placement",
        "uuid:talked": "uuid:application",
    }
    tried = {reduce(lambda path, pair: path.replace(*pair), named.items(), path) for path in uuids}
    others = ACTS | LINKS | FILES
    routes = [route for route in get_resolver("web.urls").url_patterns if route.name not in others]
    assert {str(route.pattern) for route in routes} == tried


def test_no_page_has_a_style_or_script_of_its_own(page):
    wrong = [
        (tag, held)
        for tag, held in tags(page)
        if tag == "style"
        or (tag == "script" and set(held) != {"src", "defer"})
        or any(name == "style" or name.startswith("on") for name in held)
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


@pytest.mark.parametrize("path", sorted(set(PAGES) - FORMS))
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
