"""Nobody but the one who asked keeps an answer, and no session writes without its token."""

import pytest
from rest_framework.test import APIClient

from profiles.models import ApiToken, StudentNumber
from profiles.tokens import make_token
from tests import world as make

PATHS = [
    "/students",
    "/students/{sanne}",
    "/students/{sanne}/matches",
    "/students/{nobody}",
    "/vacancies/{vacancy}/candidates",
    "/placements/counts",
    "/skills?page=99",
]
ASKED_BY = {"Accept-Language", "Authorization", "Cookie"}
NOBODY = "00000000-0000-4000-8000-000000000000"


def path_of(world, path):
    ids = {"sanne": world.sanne.uuid, "vacancy": world.vacancy.uuid, "nobody": NOBODY}
    return "/api/v1" + path.format(**ids)


def program_of(user, **claims):
    """Give a client with a token; ``claims`` are what is different about it."""
    secret = make_token(user, name="test", days=1, membership=next(iter(user.current_memberships), None))
    ApiToken.objects.filter(user=user).update(**claims)
    return APIClient(headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_answer_is_kept(world, path, signed_in):
    client = program_of(world.coordinator) if signed_in else APIClient()
    response = client.get(path_of(world, path))
    assert response["Cache-Control"] == "no-store"
    assert set(response["Vary"].split(", ")) == ASKED_BY


@pytest.mark.parametrize(
    ("method", "path"), [("patch", "/students/{sanne}"), ("post", "/vacancies/{vacancy}/close")]
)
def test_a_session_writes_only_with_its_token(world, method, path):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(world.admin)
    etag = client.get(path_of(world, "/students/{sanne}"))["ETag"]
    response = getattr(client, method)(path_of(world, path), {}, headers={"If-Match": etag})
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    world.vacancy.refresh_from_db()
    assert world.vacancy.status == "open"


def test_a_token_ends_with_the_membership(world):
    client = program_of(world.coordinator)
    assert client.get("/api/v1/students").status_code == 200
    world.coordinator.memberships.update(ended_at=world.coordinator.created_at)
    assert client.get("/api/v1/students").status_code == 401


def test_a_token_ends_with_the_account(world):
    client = program_of(world.coordinator)
    type(world.coordinator).objects.filter(pk=world.coordinator.pk).update(is_active=False)
    assert client.get("/api/v1/students").status_code == 401


def test_a_token_of_a_company_ends_when_that_takes_part_no_more(world):
    client = program_of(world.bram)
    assert client.get("/api/v1/vacancies").status_code == 200
    type(world.company).objects.update(verified_at=None)
    assert client.get("/api/v1/vacancies").status_code == 401


@pytest.mark.parametrize("ended", ["expires_at", "revoked_at"])
def test_a_token_that_ended_opens_nothing(world, ended):
    client = program_of(world.coordinator, **{ended: world.coordinator.created_at})
    assert client.get("/api/v1/skills").status_code == 401


def test_a_school_finds_its_students_by_its_own_numbers_and_classes_only(world, client_of):
    elders = make.make_group(make.make_school("Elders College"), name="E1")
    StudentNumber.objects.create(student=world.sanne, school=elders.school, number="ELDERS-7")
    world.sanne.enrolments.create(group=elders, started_on=make.TODAY)
    own = world.sanne.numbers.get(school=world.gilde).number
    asked = {
        "number=ELDERS-7": 0,
        f"group={elders.uuid}": 0,
        f"number={own}": 1,
        f"group={world.group.uuid}": 1,
    }
    client = client_of(world.coordinator)
    found = {query: client.get(f"/api/v1/students?{query}").json()["count"] for query in asked}
    assert found == asked


def test_a_number_that_two_schools_gave_finds_the_student_once(world, client_of):
    own = world.sanne.numbers.get(school=world.gilde).number
    StudentNumber.objects.create(student=world.sanne, school=make.make_school("Elders"), number=own)
    assert client_of(world.admin).get(f"/api/v1/students?number={own}").json()["count"] == 1
