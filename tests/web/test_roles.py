"""Who sees which page."""

import pytest

from tests.web.reading import heading, headings

STARTS = {
    "sanne": "Hello Sanne",
    "bram": "Your vacancies",
    "coordinator": "Gilde Opleidingen",
    "region_officer": "What the region offers",
    "admin": "Everything there is",
    "stranger": "Almost there",
}
NOBODY = None
OWN = {"sanne", "coordinator", "admin"}
PAGES = {
    "/": {*STARTS, NOBODY},
    "/start": set(STARTS),
    "/matches": {"sanne"},
    "/vacancies/{vacancy}": set(STARTS),
    "/schools/{school}": {"coordinator", "admin"},
    "/classes/{group}": {"coordinator", "admin"},
    "/students/{student}/matches": OWN,
    "/students/{student}/vacancies/{vacancy}": OWN,
    "/region": {"region_officer", "admin"},
    "/companies/unverified": {"region_officer", "admin"},
}


def account(world, name):
    return world.sanne.user if name == "sanne" else name and getattr(world, name)


def address(world, page):
    return page.format(
        vacancy=world.vacancy.uuid, school=world.gilde.uuid, group=world.group.uuid, student=world.sanne.uuid
    )


@pytest.mark.parametrize(("name", "expected"), STARTS.items())
def test_everybody_starts_at_an_own_page(world, signed_in, name, expected):
    assert heading(signed_in(account(world, name)).get("/start")) == expected


@pytest.mark.parametrize("name", [*STARTS, NOBODY])
def test_a_page_opens_for_who_may_see_it_and_is_not_there_for_others(world, signed_in, name):
    client = signed_in(account(world, name))
    found = {page: client.get(address(world, page)).status_code for page in PAGES}
    refused = 404 if name else 302
    assert found == {page: 200 if name in allowed else refused for page, allowed in PAGES.items()}


def test_a_page_that_one_may_not_see_looks_as_one_that_does_not_exist(world, signed_in):
    client = signed_in(world.bram)
    theirs = client.get(f"/students/{world.sanne.uuid}/matches")
    nobodys = client.get(f"/students/{world.gilde.uuid}/matches")
    assert [theirs.status_code, heading(theirs)] == [nobodys.status_code, heading(nobodys)]
    assert heading(theirs) == "This page is not here"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sanne", ["/start", "/matches"]),
        ("bram", ["/start"]),
        ("coordinator", ["/start"]),
        ("region_officer", ["/start", "/companies/unverified"]),
        ("admin", ["/start", "/region", "/companies/unverified"]),
        (NOBODY, []),
    ],
)
def test_the_menu_has_what_one_may_open(world, signed_in, name, expected):
    page = signed_in(account(world, name)).get("/")
    menu = page.content.decode().partition('<nav class="nav"')[2].partition("</nav>")[0]
    assert [
        part.partition('"')[0] for part in menu.split('href="')[1:] if "#" not in part.partition('"')[0]
    ] == [*expected]


def test_the_front_door_has_three_doors_and_the_public_counts(world, signed_in):
    page = signed_in(None).get("/")
    assert headings(page) == [
        "Three doors",
        "I am a student",
        "I am an employer",
        "I work at a school",
        "In the region now",
    ]
    assert (page.context["open_vacancies"], page.context["companies"]) == (1, 1)
