"""Errors are problem documents: never HTML, never a stack trace, never a hint that something exists."""

import uuid

import pytest
from rest_framework.test import APIClient

from api.skills import Skills
from tests.world import make_group, make_school, make_student

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/students?colour=red", 400),
        ("/api/v1/students?page=0", 400),
        ("/api/v1/students?page=last", 400),
        ("/api/v1/students?page=9", 404),
        ("/api/v1/students?pageSize=all", 400),
        ("/api/v1/students?pageSize=101", 400),
        ("/api/v1/students?pageSize=٣", 400),
        ("/api/v1/classes?schoolYear=2026.7", 400),
        ("/api/v1/classes?schoolYear=٢٠٢٦", 400),
        ("/api/v1/classes?schoolYear=1e400", 400),
        (f"/api/v1/companies?search={'x' * 60_000}", 400),
        (f"/api/v1/vacancies?municipality={'%25' * 60_000}", 400),
        (f"/api/v1/places?search={'_' * 101}", 400),
        ("/api/v1/schools?search=a%00b", 400),
        ("/api/v1/students?level=mbo", 400),
        ("/api/v1/vacancies?kind=dream", 400),
        ("/api/v1/vacancies?startFrom=soon", 400),
        ("/api/v1/students/1", 404),
        ("/api/v1/students/not-a-uuid", 404),
        ("/api/v1/students/00000000-0000-4000-8000-000000000000", 404),
        ("/api/v1/students/", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/skills/suggest", 400),
        ("/api/v1/skills/suggest?q=", 400),
        ("/api/v1/skills/suggest?q=lassen&limit=0", 400),
        ("/api/v1/skills/suggest?q=lassen&limit=26", 400),
        ("/api/v1/skills/suggest?q=lassen&limit=٣", 400),
        (f"/api/v1/skills/suggest?q=lassen&limit={'1' * 5_000}", 400),
        ("/api/v1/placements/counts?by=shoe-size", 400),
        ("/api/v1/placements/counts?by=kind,kind", 400),
        ("/api/v1/placements/counts?by=kind,level,month,school", 400),
    ],
)
def test_problems(world, client_of, path, status):
    response = client_of(world.coordinator).get(path)
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM), response.content
    assert response.json()["status"] == status


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("day", ["01/02/2027", "1-2-2027", "Feb 1 2027"])
def test_a_day_is_read_in_one_way_only(world, client_of, language, day):
    client = client_of(world.coordinator)
    response = client.get("/api/v1/vacancies", {"startFrom": day}, headers={"Accept-Language": language})
    assert [error["pointer"] for error in response.json()["errors"]] == ["/startFrom"]


def test_a_search_is_read_as_it_is_typed(world, client_of):
    client = client_of(world.coordinator)
    counts = {
        typed: client.get("/api/v1/vacancies", {"search": typed}).json()["count"]
        for typed in ("LASSER", "%", "_", "' OR 1=1 --")
    }
    assert counts == {"LASSER": 1, "%": 0, "_": 0, "' OR 1=1 --": 0}


def test_nobody_is_asked_to_sign_in(world, client_of):
    response = client_of().get("/api/v1/students")
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert response["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    ("method", "path"),
    [("delete", "/students"), ("post", "/students"), ("put", "/students/{sanne}"), ("options", "/students")]
    + [(method, f"/{page}") for method in ("options", "post") for page in ("docs", "openapi")],
)
def test_a_wrong_method_is_said(world, client_of, method, path):
    client = client_of(world.coordinator)
    response = getattr(client, method)("/api/v1" + path.format(sanne=world.sanne.uuid))
    assert (response.status_code, response["Content-Type"]) == (405, PROBLEM)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v2/students", "/api/v1/%00"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_below_the_api_answers_in_its_own_way(world, client_of, method, path):
    response = getattr(client_of(world.coordinator), method)(path)
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)


def test_a_foreign_host_is_refused_and_not_repeated(world, client_of):
    response = client_of(world.coordinator).get("/api/v1/skills", headers={"Host": "elsewhere.test"})
    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)
    assert b"elsewhere.test" not in response.content


def test_a_fault_of_ours_tells_nothing(world, monkeypatch):
    monkeypatch.setattr(Skills, "get_queryset", lambda view: 1 / 0)
    client = APIClient(raise_request_exception=False, headers={"Accept-Language": "en"})
    client.force_login(world.coordinator)
    response = client.get("/api/v1/skills")
    assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong on our side.",
    }


def test_not_yours_and_not_there_look_the_same(world, client_of):
    other = make_student(make_group(make_school("Elders"), name="X1"))
    client = client_of(world.coordinator)
    theirs, nobodys = (client.get(f"/api/v1/students/{it}") for it in (other.uuid, uuid.uuid4()))
    assert (theirs.status_code, theirs.content) == (404, nobodys.content)


def test_the_reader_chooses_the_language(world, client_of):
    answers = {
        language: client_of(world.coordinator)
        .get("/api/v1/nothing", headers={"Accept-Language": language})
        .json()["detail"]
        for language in ("nl", "en")
    }
    assert answers["en"] == "There is nothing here that you may see."
    assert answers["nl"] != answers["en"]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"reachKm": 5, "reachKm": 6}', "application/json", 400),
        (b"[]", "application/json", 400),
        (b"reachKm=5", "application/x-www-form-urlencoded", 415),
        (b'{"skills": "' + b"x" * 1_000_001 + b'"}', "application/json", 413),
        (b'{"visibility": "named"}', "application/json", 400),
        (b'{"reachKm": 0}', "application/json", 400),
        (b'{"reachKm": "1_0"}', "application/json", 400),
        ('{"reachKm": "٢٥"}'.encode(), "application/json", 400),
        (b'{"reachKm": true}', "application/json", 400),
        (b'{"reachKm": 1e400}', "application/json", 400),
        (b'{"reachKm": ' + b"1" * 5_000 + b"}", "application/json", 400),
        (b'{"kinds": [' + b'"internship", ' * 50_000 + b'"internship"]}', "application/json", 400),
        (b'{"kinds": ["internship", "internship"]}', "application/json", 400),
        (b'{"weekdays": [1, 1]}', "application/json", 400),
        (b'{"weekdays": [8]}', "application/json", 400),
        (b'{"availableFrom": "0001-01-01"}', "application/json", 400),
        (b'{"availableUntil": "2101-01-01"}', "application/json", 400),
        (b'{"availableFrom": "01-02-2027"}', "application/json", 400),
        (b'{"hoursMin": 30}', "application/json", 400),
        (b'{"hoursMin": 30, "hoursMax": null}', "application/json", 400),
        (b'{"hoursMin": 30, "hoursMax": 20}', "application/json", 400),
        (b'{"availableFrom": "2027-02-01", "availableUntil": "2027-01-01"}', "application/json", 400),
        (b'{"skills": [{"text": ""}]}', "application/json", 400),
        (b'{"skills": [{"text": "123456782"}]}', "application/json", 400),
        (b'{"skills": [{"text": "123\\u200b456782"}]}', "application/json", 400),
        (b'{"skills": [{"text": "\\u202e\\u200b"}]}', "application/json", 400),
    ],
)
def test_bad_bodies(world, client_of, body, content_type, status):
    client, path = client_of(world.coordinator), f"/api/v1/students/{world.sanne.uuid}"
    etag = client.get(path)["ETag"]
    response = client.patch(path, body, content_type=content_type, headers={"If-Match": etag})
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM), response.content
    world.sanne.refresh_from_db()
    assert (world.sanne.reach_km, world.sanne.hours_min) == (25, None)


def test_a_profile_that_contradicts_itself_is_told_so_in_words(world, client_of):
    client, path = client_of(world.coordinator), f"/api/v1/students/{world.sanne.uuid}"
    headers = {"If-Match": client.get(path)["ETag"], "Accept-Language": "en"}
    response = client.patch(path, {"hoursMin": 30}, headers=headers)
    assert response.json()["errors"] == [
        {
            "pointer": "/",
            "code": "invalid",
            "detail": "Give the least and the most hours a week, both from 1 to 40.",
        }
    ]


def test_words_are_cleaned_where_they_come_in(world, client_of):
    client, path = client_of(world.coordinator), f"/api/v1/students/{world.sanne.uuid}"
    typed = [{"text": "cafe\u0301  werk\u202e"}, {"text": "las\u200bsen\tmet\ngas"}]
    response = client.patch(path, {"skills": typed}, headers={"If-Match": client.get(path)["ETag"]})
    assert [each["text"] for each in response.json()["skills"]] == ["café werk", "lassen met gas"]
