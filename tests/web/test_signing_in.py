"""Signing in and out, and the language of the pages."""

import pytest
from django.test import Client

from tests.web.reading import heading, statuses, tags
from tests.world import PASSWORD, make_user


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/inloggen", {"login": email, "password": password, **more})


def problems(response):
    return response.context["form"].problems()


@pytest.mark.parametrize("email", ["bram@maaslandmetaal.test", "Bram@MaaslandMetaal.test"])
def test_one_signs_in_by_email_however_it_is_written(world, email):
    response = sign_in(Client(), email)
    assert (response.status_code, response.url) == (302, "/start")


def test_one_goes_on_where_one_was_going(world):
    client = Client()
    asked = client.get("/matches")
    assert asked.url == "/inloggen?next=/matches"
    assert sign_in(client, world.sanne.user.email, next="/matches").url == "/matches"
    assert sign_in(Client(), world.sanne.user.email, next="https://elsewhere.test/").url == "/start"


ELSEWHERE = [
    "//elsewhere.test",
    "/\\elsewhere.test",
    "///elsewhere.test",
    "http://[",
    "javascript:alert(1)",
    "/inloggen",
    "/inloggen?next=/inloggen",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_to_a_page_of_this_site(world, address):
    client = Client()
    assert sign_in(client, world.sanne.user.email, next=address).url == "/start"
    again = client.get("/inloggen", {"next": address})
    assert (again.status_code, again.url) == (302, "/start")


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "bram@maaslandmetaal.test", "password": "wrong"},
        {"email": "nobody@nowhere.test"},
        {"email": "nobody@nowhere.test", "password": "wrong"},
        {"email": "unusable@keyport.test"},
        {"email": "gone@keyport.test"},
    ],
)
def test_the_answer_does_not_tell_whether_an_account_exists(world, wrong):
    make_user("gone@keyport.test")
    type(world.bram).objects.filter(email="gone@keyport.test").update(is_active=False)
    type(world.bram).objects.create_user("unusable@keyport.test")
    response = sign_in(Client(headers={"accept-language": "en"}), **wrong)
    assert response.status_code == 200
    assert [(each.field_id, each.text) for each in problems(response)] == [
        ("id_password", "This e-mail address and password do not belong together. Check both.")
    ]


def test_what_is_wrong_stands_on_top_and_at_the_field(world):
    response = sign_in(Client(headers={"accept-language": "en"}), "", "")
    required = "This field is required."
    assert [(each.field_id, each.text) for each in problems(response)] == [
        ("id_login", required),
        ("id_password", required),
    ]
    assert response.content.decode().count(required) == 4
    inputs = {held["name"]: held for tag, held in tags(response) if tag == "input" and "id" in held}
    assert {name: (held["aria-invalid"], held["aria-describedby"]) for name, held in inputs.items()} == {
        "login": ("true", "id_login_error"),
        "password": ("true", "id_password_error"),
    }


def test_one_signs_out_by_a_button_only(world, signed_in):
    client = signed_in(world.bram)
    assert client.get("/uitloggen").status_code == 405
    assert client.get("/start").status_code == 200
    out = client.post("/uitloggen", follow=True)
    assert (out.redirect_chain, statuses(out)) == ([("/", 302)], ["You are signed out."])
    assert client.get("/start").status_code == 302


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("nl", "Inloggen"),
        ("en", "Sign in"),
        ("en-GB,nl;q=0.5", "Sign in"),
        ("fr", "Inloggen"),
        ("", "Inloggen"),
    ],
)
def test_a_visitor_reads_the_language_of_the_browser(db, accepted, expected):
    page = Client(headers={"accept-language": accepted}).get("/inloggen")
    assert heading(page) == expected


def test_a_language_once_chosen_is_remembered_with_the_person(world, signed_in):
    client = signed_in(world.bram)
    chosen = client.post("/taal", {"language": "nl", "next": "/start"})
    assert (chosen.status_code, chosen.url) == (302, "/start")
    assert heading(client.get("/start")) == "Jullie vacatures"
    client.post("/taal", {"language": "en", "next": "/start"})
    elsewhere = Client(headers={"accept-language": "nl"})
    sign_in(elsewhere, world.bram.email)
    assert heading(elsewhere.get("/start")) == "Your vacancies"


@pytest.mark.parametrize("data", [{"language": "tlh"}, {"language": ""}, {}])
def test_a_language_that_is_not_there_changes_nothing(world, signed_in, data):
    client = signed_in(world.bram)
    assert client.post("/taal", {"next": "/start", **data}).status_code == 302
    world.bram.refresh_from_db()
    assert (world.bram.language, heading(client.get("/start"))) == ("nl", "Your vacancies")


def test_choosing_a_language_leads_nowhere_else(world, signed_in):
    client = signed_in(world.bram)
    assert client.get("/taal").status_code == 405
    assert client.post("/taal", {"language": "en", "next": "https://elsewhere.test/"}).url == "/"
