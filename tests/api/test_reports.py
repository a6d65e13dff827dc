"""Reports over HTTP: making one, what each reader is told, taking up and closing, and taking down."""

import pytest

from placements.applying import apply
from placements.messaging import write
from placements.models import Application, Report

SAID = {"reason": "fake", "text": "Nobody works at this address."}


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


def of_vacancy(world) -> str:
    return f"/api/v1/vacancies/{world.vacancy.uuid}/reports"


def test_a_report_is_made_handled_and_closed(world, client_of):
    sanne, office = client_of(world.sanne.user), client_of(world.region_officer)
    made = sanne.post(of_vacancy(world), SAID, format="json")
    assert (made.status_code, made.json()["state"], made.json()["result"]) == (201, "open", None)
    again = sanne.post(of_vacancy(world), SAID, format="json")
    assert (again.status_code, again.json()) == (200, made.json())
    path = f"/api/v1/reports/{made.json()['id']}"
    body = {"outcome": "vacancy_taken_down", "note": "It was fake."}
    assert office.post(f"{path}/close", body, format="json").status_code == 409
    assert office.post(f"{path}/take-up", format="json").json()["state"] == "taken_up"
    assert office.post(f"{path}/take-up", format="json").status_code == 409
    assert office.post(f"{path}/close", body, format="json").json()["outcome"] == "vacancy_taken_down"
    (own,) = sanne.get("/api/v1/reports?state=closed").json()["results"]
    assert (own["result"], "outcome" in own, "note" in own) == ("acted", False, False)


def test_the_region_office_reads_no_name_and_the_platform_does(world, client_of, applied):
    client_of(world.sanne.user).post(of_vacancy(world), SAID, format="json")
    people = f"/api/v1/applications/{applied.uuid}/reports"
    client_of(world.bram).post(people, {"reason": "improper"}, format="json")
    told = client_of(world.region_officer).get("/api/v1/reports")
    (report,) = told.json()["results"]
    assert (report["side"], report["about"]) == ("student", "vacancy")
    assert [word for word in ("Sanne", "reporter", "@leerling") if word in told.content.decode()] == []
    platform = client_of(world.admin).get("/api/v1/reports?about=student").json()["results"]
    assert [(each["student"]["name"], each["reporter"]["email"]) for each in platform] == [
        ("Sanne Peeters", world.bram.email)
    ]


def test_only_a_message_of_the_other_side_can_be_reported(world, client_of, applied):
    own, theirs = write(applied, "mine", by=world.sanne.user), write(applied, "theirs", by=world.bram)
    sanne, path = client_of(world.sanne.user), f"/api/v1/applications/{applied.uuid}/reports"
    wrong = sanne.post(path, {"reason": "improper", "message": str(own.uuid)}, format="json")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/message")
    right = sanne.post(path, {"reason": "improper", "message": str(theirs.uuid)}, format="json")
    assert (right.status_code, Report.objects.get().quoted) == (201, "theirs")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"reason": "other"}, "/text", "empty"),
        ({"reason": "spam", "text": "bsn 111222333"}, "/text", "citizen_number"),
        ({"reason": "spam", "text": "x" * 501}, "/text", "max_length"),
        ({"reason": "dull"}, "/reason", "invalid_choice"),
        ({"reason": "spam", "state": "closed"}, "/state", "unknown_field"),
    ],
)
def test_what_cannot_be_reported_is_named(world, client_of, body, pointer, code):
    answer = client_of(world.sanne.user).post(of_vacancy(world), body, format="json")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (400, pointer, code)


def test_a_vacancy_that_was_taken_down_is_not_published_by_its_company(world, client_of):
    path, office = f"/api/v1/vacancies/{world.vacancy.uuid}", client_of(world.region_officer)
    down = office.post(f"{path}/take-down", {"because": "No internship"}, format="json")
    assert (down.status_code, down.json()["status"]) == (200, "closed")
    bram = client_of(world.bram)
    assert bram.post(f"{path}/publish", format="json").status_code == 409
    assert office.post(f"{path}/allow", format="json").status_code == 200
    assert bram.post(f"{path}/publish", format="json").json()["status"] == "open"
