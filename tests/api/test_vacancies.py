"""Vacancies over HTTP: what they say, how lists are narrowed, and who may open and close them."""

import pytest

from tests import world as make


def test_a_vacancy_says_what_is_asked(client_of, world):
    answer = client_of(world.stranger).get(f"/api/v1/vacancies/{world.vacancy.uuid}").json()
    assert (answer["title"], answer["company"]["name"], answer["place"]["municipality"]) == (
        "Stagiair lasser",
        "Maasland Metaal",
        "Roermond",
    )
    assert [(skill["skill"]["name"], skill["weight"]) for skill in answer["skills"]] == [
        ("lassen", "must"),
        ("tekeninglezen", "should"),
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("kind=side_job", 1),
        ("kind=first_job", 0),
        ("municipality=weert", 1),
        ("startFrom=2027-03-01", 0),
        ("startUntil=2027-03-01", 1),
        ("search=LASSER", 1),
        ("sector=engineering", 2),
        ("level=bachelor", 0),
    ],
)
def test_a_list_is_narrowed(client_of, world, query, count):
    weert = make.make_establishment(world.company, "6001")
    make.make_vacancy(weert, kind="side_job", title="Hulp", start=None, end=None, level=None)
    assert client_of(world.sanne.user).get(f"/api/v1/vacancies?{query}").json()["count"] == count


@pytest.mark.parametrize(
    ("actor", "status"), [("bram", 200), ("admin", 200), ("coordinator", 404), ("stranger", 404)]
)
def test_who_may_publish_a_draft(client_of, world, actor, status):
    draft = make.make_vacancy(world.establishment, status="draft")
    response = client_of(getattr(world, actor)).post(f"/api/v1/vacancies/{draft.uuid}/publish")
    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (status, "open" if status == 200 else "draft")


@pytest.mark.parametrize(
    ("actor", "status"), [("bram", 200), ("admin", 200), ("coordinator", 404), ("region_officer", 404)]
)
def test_who_may_close_a_vacancy(client_of, world, actor, status):
    response = client_of(getattr(world, actor)).post(f"/api/v1/vacancies/{world.vacancy.uuid}/close")
    world.vacancy.refresh_from_db()
    assert (response.status_code, world.vacancy.status) == (status, "closed" if status == 200 else "open")


def test_the_other_company_cannot_close_it(client_of, world):
    other = make.make_company("Roer Metaal")
    kim = make.make_user("kim@roermetaal.test", role="company_admin", company=other)
    assert client_of(kim).post(f"/api/v1/vacancies/{world.vacancy.uuid}/close").status_code == 403
