"""Courses that teach what a student misses, over the API."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import make_course, make_place


def test_a_student_is_led_to_courses_by_who_has_the_student_in_care(world, client_of):
    make_course("tekeninglezen", title="Lezen", place=make_place())
    path = f"/api/v1/students/{world.sanne.uuid}/courses"
    client_of(world.admin).get(path)  # what a process reads once
    for user in (world.sanne.user, world.coordinator, world.admin):
        client = client_of(user)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"{path}?vacancy={world.vacancy.uuid}")
        assert answer.status_code == 200
        assert len(queries) <= 13
        body = answer.json()
        assert [(each["name"], each["weight"], each["asked"]) for each in body["missing"]] == [
            ("tekeninglezen", "should", 1)
        ]
        (course,) = body["courses"]
        assert (course["course"]["title"], course["inReach"], course["km"]) == ("Lezen", True, 20.6)
        assert course["teaches"] == [
            {"missing": "tekeninglezen", "taught": "tekeninglezen", "because": "same"}
        ]
    assert client_of(world.sanne.user).get(path).json() == body
    assert client_of(world.bram).get(path).status_code == 404
    for wrong in ("x", "00000000-0000-4000-8000-000000000000", ""):
        assert client_of(world.sanne.user).get(f"{path}?vacancy={wrong}").status_code == 400
