"""Ranked matches over HTTP: what they say, how they page, and that a saved profile counts at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from profiles.models import ApiToken
from profiles.tokens import make_token
from tests import world as make
from vacancies.publishing import close, publish


@pytest.fixture
def sanne(client_of, world):
    """Ask as Sanne; gives a function from a path below her profile to the answer."""

    def get(path: str) -> dict:
        response = client_of(world.sanne.user).get(f"/api/v1/students/{world.sanne.uuid}{path}")
        assert response.status_code == 200, response.content
        return response.json()

    return get


def test_a_match_says_why(sanne, world):
    answer = sanne("/matches")
    (match,) = answer["results"]
    assert (answer["count"], answer["next"], answer["previous"]) == (1, None, None)
    assert (match["vacancy"]["id"], match["vacancy"]["company"]["name"]) == (
        str(world.vacancy.uuid),
        "Maasland Metaal",
    )
    assert sum(match["parts"].values()) == round(match["score"] * 10_000)
    assert sum(reason["points"] for reason in match["reasons"]) == sum(match["parts"].values())
    assert [reason["code"] for reason in match["reasons"]][:2] == ["skill_has", "skill_missing"]


def test_the_reasons_are_in_the_language_of_the_reader(client_of, world):
    path = f"/api/v1/students/{world.sanne.uuid}/matches"
    texts = {
        language: client_of(world.coordinator)
        .get(path, headers={"Accept-Language": language})
        .json()["results"][0]["reasons"][0]["text"]
        for language in ("nl", "en")
    }
    assert "lassen" in texts["nl"].lower()
    assert "welding" in texts["en"].lower()


def test_everybody_left_out_is_reached_by_paging(sanne, world):
    far = make.make_establishment(world.company, "6211")
    wanted = {str(make.make_vacancy(far).uuid) for _ in range(3)}
    pages = [sanne(f"/matches?excluded=true&pageSize=1&page={page}") for page in (1, 2, 3)]
    assert {row["vacancy"]["id"] for page in pages for row in page["excluded"]} == wanted
    assert [bool(page["next"]) for page in pages] == [True, True, False]


def test_who_is_left_out_and_why(sanne, world):
    far = make.make_vacancy(make.make_establishment(world.company, "6211"), title="Ver weg")
    plain = sanne("/matches")
    answer = sanne("/matches?excluded=true")
    assert "excluded" not in plain
    (excluded,) = answer["excluded"]
    assert (excluded["vacancy"]["id"], answer["excludedCount"]) == (str(far.uuid), 1)
    (because,) = excluded["because"]
    assert (because["rule"], because["values"]["reach_km"]) == ("reach", 25)
    assert because["change"]["reach_km"] == pytest.approx(44.5, abs=1)


def test_everybody_eligible_is_reached_by_paging(sanne, world):
    for _ in range(6):
        make.make_vacancy(world.establishment)
    pages = [sanne(f"/matches?pageSize=3&page={page}") for page in (1, 2, 3)]
    ids = [match["vacancy"]["id"] for page in pages for match in page["results"]]
    assert (len(ids), len(set(ids)), {page["count"] for page in pages}) == (7, 7, {7})
    assert "page=2" in pages[0]["next"]
    assert "page=2" in pages[2]["previous"]
    assert pages[2]["next"] is None


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=2", 404), ("page=0", 400), ("pageSize=101", 400), ("pageSize=x", 400), ("excluded=ja", 400),
     ("plain=true", 200), ("kind=internship", 400)],
)  # fmt: skip
def test_parameters(client_of, world, query, status):
    response = client_of(world.admin).get(f"/api/v1/students/{world.sanne.uuid}/matches?{query}")
    assert response.status_code == status


def test_a_saved_profile_counts_in_the_next_ranking(sanne, client_of, world):
    path, client = f"/api/v1/students/{world.sanne.uuid}", client_of(world.sanne.user)
    before = sanne("/matches")["results"][0]["score"]
    etag = client.get(path)["ETag"]
    skills = [{"text": "Lassen", "command": 3}, {"text": "tekeninglezen", "command": 2}]
    response = client.patch(path, {"skills": skills}, headers={"If-Match": etag})
    assert response.status_code == 200, response.content
    assert [skill["skill"]["name"] for skill in response.json()["skills"]] == ["lassen", "tekeninglezen"]
    assert sanne("/matches")["results"][0]["score"] > before


def test_an_edit_of_an_old_version_is_refused(client_of, world):
    path, client = f"/api/v1/students/{world.sanne.uuid}", client_of(world.sanne.user)
    etag = client.get(path)["ETag"]
    assert client.patch(path, {"reachKm": 10}, headers={"If-Match": etag}).status_code == 200
    assert client.patch(path, {"reachKm": 20}, headers={"If-Match": etag}).status_code == 412
    assert client.patch(path, {"reachKm": 20}).status_code == 428
    world.sanne.refresh_from_db()
    assert world.sanne.reach_km == 10


def test_a_new_vacancy_and_a_closed_one_count_at_once(sanne, world):
    draft = make.make_vacancy(world.establishment, status="draft")
    assert sanne("/matches")["count"] == 1
    publish(draft, by=world.bram)
    assert sanne("/matches")["count"] == 2
    close(world.vacancy, by=world.bram)
    assert [match["vacancy"]["id"] for match in sanne("/matches")["results"]] == [str(draft.uuid)]


def test_candidates_are_those_whom_one_may_see(client_of, world):
    path = f"/api/v1/vacancies/{world.vacancy.uuid}/candidates"
    make.make_student(world.group)
    make.make_student(make.make_group(make.make_school("Elders"), name="E1"))
    counts = [
        client_of(user).get(path).json()["count"]
        for user in (world.sanne.user, world.coordinator, world.admin)
    ]
    assert counts == [1, 2, 3]


def test_candidates_have_reasons_and_exclusions(client_of, world):
    child = make.make_student(world.group, kinds=["side_job"])
    path = f"/api/v1/vacancies/{world.vacancy.uuid}/candidates?excluded=true"
    answer = client_of(world.coordinator).get(path).json()
    assert [match["student"]["name"] for match in answer["results"]] == ["Sanne Peeters"]
    assert [
        (it["student"]["id"], [because["rule"] for because in it["because"]]) for it in answer["excluded"]
    ] == [(str(child.uuid), ["kind"])]


@pytest.fixture(params=["token", "session"])
def client(request, world) -> APIClient:
    """Ask as Sanne, once with a token and once with the cookie of somebody who signed in."""
    if request.param == "token":
        secret = make_token(world.sanne.user, name="test", days=1)
        return APIClient(headers={"Authorization": f"Bearer {secret}"})
    client = APIClient()
    client.force_login(world.sanne.user)
    return client


@pytest.mark.parametrize(
    ("path", "most"), [("students/{student}/matches", 9), ("vacancies/{vacancy}/candidates", 11)]
)
def test_a_ranking_takes_few_queries(world, client, path, most):
    for _ in range(3):
        make.make_vacancy(world.establishment, skills={"lassen": "must"})
        make.make_student(world.group)
    path = "/api/v1/" + path.format(student=world.sanne.uuid, vacancy=world.vacancy.uuid)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= most, [query["sql"][:600] for query in queries]


def test_a_token_notes_the_day_of_its_use(world):
    secret = make_token(world.sanne.user, name="test", days=1)
    client = APIClient(headers={"Authorization": f"Bearer {secret}"})
    assert client.get("/api/v1/students").status_code == 200
    assert ApiToken.objects.get().last_used_on == make.TODAY


def test_an_expired_a_revoked_and_an_unknown_token_look_the_same(world):
    secrets = [make_token(world.sanne.user, name=name, days=1) for name in ("expired", "revoked")]
    ApiToken.objects.filter(name="expired").update(expires_at=timezone.now())
    ApiToken.objects.filter(name="revoked").update(revoked_at=timezone.now())
    clients = [
        APIClient(headers={"Authorization": f"Bearer {secret}"}) for secret in (*secrets, "sp_unknown")
    ]
    answers = [client.get("/api/v1/students") for client in clients]
    assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}
