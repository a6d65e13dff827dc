"""Who gets an answer on which route, until employers may see anonymous cards."""

import pytest

from profiles.models import Student
from tests import world as make

ACTORS = ["nobody", "stranger", "sanne", "bram", "coordinator", "region_officer", "admin"]

# 200 or not, in the order of ACTORS
ROUTES = {
    "/students": (401, 404, 200, 404, 200, 404, 200),
    "/students/{sanne}": (401, 404, 200, 404, 200, 404, 200),
    "/students/{other}": (401, 404, 404, 404, 404, 404, 200),
    "/students/{sanne}/matches": (401, 404, 200, 404, 200, 404, 200),
    "/students/{other}/matches": (401, 404, 404, 404, 404, 404, 200),
    "/vacancies": (401, 200, 200, 200, 200, 200, 200),
    "/vacancies/{vacancy}": (401, 200, 200, 200, 200, 200, 200),
    "/vacancies/{vacancy}/candidates": (401, 404, 200, 404, 200, 404, 200),
    "/vacancies/{draft}": (401, 404, 404, 200, 404, 200, 200),
    "/companies": (401, 200, 200, 200, 200, 200, 200),
    "/companies/{unverified}": (401, 404, 404, 404, 404, 200, 200),
    "/schools": (401, 200, 200, 200, 200, 200, 200),
    "/classes": (401, 404, 404, 404, 200, 404, 200),
    "/classes/{other_class}": (401, 404, 404, 404, 404, 404, 200),
    "/skills": (401, 200, 200, 200, 200, 200, 200),
    "/skills/suggest?q=las": (401, 200, 200, 200, 200, 200, 200),
    "/programmes": (401, 200, 200, 200, 200, 200, 200),
    "/places": (401, 200, 200, 200, 200, 200, 200),
    "/placements/counts": (401, 404, 404, 404, 200, 404, 200),
    "/openapi": (200, 200, 200, 200, 200, 200, 200),
}


def filled_in(path: str, world) -> str:
    """Put the world's ids into a path."""
    elsewhere = make.make_group(make.make_school("Elders College"), name="E1")
    unverified = make.make_company("Nieuw Bedrijf")
    unverified.verified_at = None
    unverified.save()
    draft = make.make_vacancy(world.establishment, status="draft")
    ids = {
        "sanne": world.sanne.uuid,
        "other": make.make_student(elsewhere).uuid,
        "vacancy": world.vacancy.uuid,
        "draft": draft.uuid,
        "unverified": unverified.uuid,
        "other_class": elsewhere.uuid,
    }
    return "/api/v1" + path.format(**ids)


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("actor", ACTORS)
def test_who_gets_an_answer(world, client_of, path, actor):
    users = {"nobody": None, "sanne": world.sanne.user}
    user = users[actor] if actor in users else getattr(world, actor)
    response = client_of(user).get(filled_in(path, world))
    assert response.status_code == ROUTES[path][ACTORS.index(actor)]


def test_a_student_sees_only_oneself(world, client_of):
    make.make_student(world.group)
    response = client_of(world.sanne.user).get("/api/v1/students")
    assert [row["id"] for row in response.json()["results"]] == [str(world.sanne.uuid)]


def test_a_coordinator_sees_the_own_school_only_as_long_as_enrolled(world, client_of):
    world.sanne.enrolments.update(ended_on=make.TODAY)
    response = client_of(world.coordinator).get("/api/v1/students")
    assert response.json()["count"] == 0
    assert Student.objects.count() == 1
