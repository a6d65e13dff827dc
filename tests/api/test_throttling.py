"""Who asks too often waits, and everybody sees how often one may still ask."""

import pytest

PROBLEM = "application/problem+json"


@pytest.fixture
def limits(settings):
    def set_(**rates: str) -> None:
        settings.RATE_LIMITS = settings.RATE_LIMITS | rates

    return set_


def test_twenty_of_an_account_and_no_more_whatever_the_header_says(world, client_of, limits):
    limits(account="20/minute")
    client = client_of(world.bram)
    answers = [
        client.get("/api/v1/skills", headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(25)
    ]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 5
    assert client_of(world.sanne.user).get("/api/v1/skills").status_code == 200


def test_the_refusal_is_a_problem_that_says_how_long(world, client_of, limits):
    limits(account="1/minute")
    client = client_of(world.bram)
    assert client.get("/api/v1/skills").status_code == 200
    refused = client.get("/api/v1/skills")
    assert (refused.status_code, refused["Content-Type"]) == (429, PROBLEM)
    assert (refused["Retry-After"], refused["Cache-Control"]) == ("60", "no-store")


def test_an_address_counts_for_all_who_share_it(world, client_of, limits):
    limits(address="2/minute")
    people = (world.bram, world.sanne.user, world.coordinator)
    assert [client_of(who).get("/api/v1/skills").status_code for who in people] == [200, 200, 429]


def test_changes_have_a_limit_of_their_own(world, client_of, limits):
    limits(writes="1/minute")
    client, path = client_of(world.bram), f"/api/v1/vacancies/{world.vacancy.uuid}/close"
    assert [client.post(path).status_code for _ in range(2)] == [200, 429]
    assert client.get("/api/v1/skills").status_code == 200


def test_every_answer_says_what_is_left(world, client_of, limits):
    limits(account="20/minute")
    client = client_of(world.bram)
    answers = [client.get("/api/v1/skills") for _ in range(2)]
    assert [answer["RateLimit"] for answer in answers] == ['"account";r=19;t=60', '"account";r=18;t=60']
    assert answers[0]["RateLimit-Policy"] == '"account";q=20;w=60'


def test_who_is_not_signed_in_is_counted_by_address(world, client, limits):
    limits(**{"address-writes": "2/minute", "writes": "1/minute"})
    answers = [client.post("/taal", {"language": "en"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[-1]["Retry-After"] == "60"
