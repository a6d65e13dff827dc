"""Who sees a student, over HTTP: chosen and taken back by the student or a guardian, with a version."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles import sharing
from profiles.models import ProfileView, Student, User
from tests.world import INA, make_company, make_guardian, make_noor

HIDDEN, ANONYMOUS, NAMED = Student.Visibility


def path_of(student: Student, what: str = "visibility") -> str:
    return f"/api/v1/students/{student.uuid}/{what}"


def choose(client, student: Student, body: object, **headers: str):
    path = path_of(student)
    return client.put(path, body, headers={"If-Match": client.get(path).headers.get("ETag", "x")} | headers)


@pytest.fixture
def noor(world) -> Student:
    return make_noor(world.group)


def test_a_student_reads_and_chooses(world, client_of):
    client = client_of(world.sanne.user)
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    before = client.get(path_of(world.sanne)).json()
    named = [{"id": str(world.company.uuid), "name": "Maasland Metaal"}]
    assert before == {
        "visibility": "hidden", "chosenBy": "student", "contactThroughSchool": False, "namedTo": named,
        "updatedAt": before["updatedAt"],
    }  # fmt: skip
    answer = choose(client, world.sanne, {"visibility": "named"})
    assert (answer.status_code, answer.json()["visibility"], answer.json()["namedTo"]) == (
        200,
        "named",
        named,
    )
    assert answer["ETag"] == client.get(path_of(world.sanne))["ETag"]
    assert client.get(f"/api/v1/students/{world.sanne.uuid}").json()["visibility"] == "named"


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, {"visibility": "anonymous"}, 428),
        ({"If-Match": '"1"'}, {"visibility": "anonymous"}, 412),
        ({"If-Match": "now"}, {"visibility": "everybody"}, 400),
        ({"If-Match": "now"}, {}, 400),
        ({"If-Match": "now"}, {"visibility": None}, 400),
        ({"If-Match": "now"}, {"visibility": "named", "company": "x"}, 400),
        ({"If-Match": "now"}, [], 400),
    ],
)
def test_what_is_not_accepted(world, client_of, headers, body, status):
    client = client_of(world.sanne.user)
    if headers.get("If-Match") == "now":
        headers = {"If-Match": client.get(path_of(world.sanne))["ETag"]}
    answer = client.put(path_of(world.sanne), body, headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert world.sanne.consents.count() == 0


def test_who_is_too_young_may_hide_only(noor, client_of):
    client = client_of(noor.user)
    told = client.get(path_of(noor)).json()
    assert (told["visibility"], told["chosenBy"], told["contactThroughSchool"]) == (
        "anonymous", "guardian", True,
    )  # fmt: skip
    refused = choose(client, noor, {"visibility": "named"})
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert choose(client, noor, {"visibility": "hidden"}).json()["visibility"] == "hidden"


def test_an_unknown_age_chooses_nothing(world, client_of):
    Student.objects.update(birth_date=None)
    client = client_of(world.sanne.user)
    assert client.get(path_of(world.sanne)).json()["chosenBy"] is None
    assert choose(client, world.sanne, {"visibility": "anonymous"}).status_code == 409


def test_a_guardian_chooses_as_far_as_the_other_one_goes_along(noor, client_of):
    client = client_of(User.objects.get(email=INA))
    assert choose(client, noor, {"visibility": "named"}).json()["visibility"] == "named"
    make_guardian(noor, "pa@thuis.test", HIDDEN, confirmed=False)
    assert choose(client, noor, {"visibility": "named"}).status_code == 409
    assert client.get(path_of(noor)).json()["visibility"] == "hidden"


def test_everything_is_taken_back_with_one_call(world, client_of):
    client = client_of(world.sanne.user)
    sharing.choose_visibility(world.sanne, NAMED, by=world.sanne.user)
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    assert client.delete(path_of(world.sanne)).status_code == 204
    assert world.sanne.consents.standing().count() == 0
    assert client.delete(path_of(world.sanne)).status_code == 204


def test_one_company_loses_the_name(world, client_of):
    other = make_company("Andere Metaal")
    for company in (world.company, other):
        sharing.name_to(world.sanne, company, by=world.sanne.user)
    client = client_of(world.sanne.user)
    assert client.delete(path_of(world.sanne, f"names/{world.company.uuid}")).status_code == 204
    assert [each["name"] for each in client.get(path_of(world.sanne)).json()["namedTo"]] == ["Andere Metaal"]
    assert client.delete(path_of(world.sanne, f"names/{uuid4()}")).status_code == 404


def test_all_that_was_allowed_is_told_and_whether_it_counts(world, noor, client_of):
    sharing.choose_visibility(world.sanne, ANONYMOUS, by=world.sanne.user)
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    sharing.withdraw_name(world.sanne, world.company, by=world.sanne.user)
    rows = client_of(world.sanne.user).get(path_of(world.sanne, "consents")).json()["results"]
    assert [(row["purpose"], row["company"] and row["company"]["name"], row["counts"]) for row in rows] == [
        ("named_profile", "Maasland Metaal", False),
        ("anonymous_card", None, True),
    ]
    assert [row["withdrawnAt"] is None for row in rows] == [False, True]
    assert {row["givenBy"] for row in rows} == {"student"}
    theirs = client_of(User.objects.get(email=INA)).get(path_of(noor, "consents")).json()["results"]
    assert [(row["purpose"], row["givenBy"]) for row in theirs] == [("anonymous_card", "guardian")]


def test_who_looked_is_told_by_company_day_and_stage(world, client_of):
    for company, stage in ((world.company, "card"), (None, "name")):
        ProfileView.objects.create(
            student=world.sanne, company=company, stage=stage, person_key=uuid4(), school_year=2026
        )
    rows = client_of(world.sanne.user).get(path_of(world.sanne, "views")).json()["results"]
    told = {(row["company"] and row["company"]["name"], row["stage"], row["day"]) for row in rows}
    assert told == {("Maasland Metaal", "card", "2026-11-21"), (None, "name", "2026-11-21")}
    assert set(rows[0]) == {"id", "company", "stage", "day"}


@pytest.mark.parametrize("what", ["visibility", "consents", "views"])
@pytest.mark.parametrize("who", ["coordinator", "admin", "bram", "ina", "stranger", "region_officer"])
def test_it_is_nobody_elses_business(world, noor, client_of, what, who):
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    user = User.objects.get(email=INA) if who == "ina" else getattr(world, who)
    answers = [
        client_of(user).get(path_of(student, what)) for student in (world.sanne, Student(uuid=uuid4()))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(("what", "queries"), [("consents", 5), ("views", 5)])
def test_three_rows_take_as_many_queries_as_one(world, client_of, what, queries):
    counts = []
    for names in (["eerste"], ["tweede", "derde"]):
        for name in names:
            company = make_company(name)
            sharing.name_to(world.sanne, company, by=world.sanne.user)
            ProfileView.objects.create(
                student=world.sanne, company=company, stage="name", person_key=uuid4(), school_year=2026
            )
        client = client_of(world.sanne.user)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path_of(world.sanne, what)).status_code == 200
        counts.append(len(seen))
    assert counts == [queries, queries]
