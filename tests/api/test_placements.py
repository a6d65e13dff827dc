"""Placements over HTTP: each part reads its own half, and does what is its own to do."""

from datetime import UTC, datetime

import pytest
import time_machine

from placements.ending import cancel
from placements.models import Placement
from profiles.models import Establishment, Recognition
from tests.placements.agreed import agreed, anew, completed, drawn_up, signed

PATH = "/api/v1/placements"
TERMS = {
    "hoursPerWeek": 32,
    "weekdays": [1, 2, 3, 4],
    "dayFrom": "08:00",
    "dayUntil": "16:30",
    "breakMinutes": 30,
    "supervisorName": "  Bram   Janssen ",
    "supervisorEmail": "bram@maaslandmetaal.test",
}
ROW = {"id", "kind", "status", "start", "end", "vacancy", "school", "startedOn", "endedOn", "endReason"}


def path(placement: Placement, act: str = "") -> str:
    return f"{PATH}/{placement.uuid}" + (f"/{act}" if act else "")


def only(client) -> dict:
    (row,) = client.get(PATH).json()["results"]
    return row


def codes(answer) -> list[str]:
    return [each["code"] for each in answer.json()["errors"]]


def test_each_part_reads_its_own_half(world, client_of):
    agreed(world)
    student, company, school = (
        only(client_of(user)) for user in (world.sanne.user, world.bram, world.coordinator)
    )
    assert set(student) == ROW | {"company"}
    assert (set(company), company["name"]) == (ROW | {"name"}, "Sanne Peeters")
    assert (set(school), school["student"]["name"]) == (ROW | {"company", "student"}, "Sanne Peeters")


@pytest.mark.parametrize("who", ["stranger", "region_officer"])
def test_who_takes_no_part_reads_nothing(world, client_of, who):
    placement = agreed(world)
    assert client_of(getattr(world, who)).get(path(placement)).status_code == 404


def test_a_placement_says_what_is_in_the_way(world, client_of):
    placement = agreed(world)
    found = client_of(world.coordinator).get(path(placement)).json()["findings"]
    assert [each["code"] for each in found if each["blocks"]] == [
        "hours_missing", "weekdays_missing", "times_missing", "supervisor_missing",
        "school_supervisor_missing",
    ]  # fmt: skip


def test_both_sides_fill_in_and_see_each_other_s_edits(world, client_of):
    placement = agreed(world)
    bram, coordinator = client_of(world.bram), client_of(world.coordinator)
    read = bram.get(path(placement))
    filled = bram.patch(path(placement), TERMS, format="json", headers={"If-Match": read["ETag"]})
    assert (filled.status_code, filled.json()["supervisor"]["name"]) == (200, "Bram Janssen")
    mine = {"schoolSupervisor": world.coordinator.email}
    late = coordinator.patch(path(placement), mine, format="json", headers={"If-Match": read["ETag"]})
    again = coordinator.patch(path(placement), mine, format="json", headers={"If-Match": filled["ETag"]})
    assert (late.status_code, again.status_code) == (412, 200)
    assert again.json()["schoolSupervisor"] == {"name": world.coordinator.name}
    (found,) = again.json()["findings"]
    assert (found["code"], found["blocks"], "695" in found["text"]) == ("practice_short", False, True)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"hoursPerWeek": 0}, "/hoursPerWeek"),
        ({"hoursPerWeek": 60}, "/hoursPerWeek"),
        ({"weekdays": [1, 1]}, "/weekdays"),
        ({"weekdays": [8]}, "/weekdays/0"),
        ({"end": "2027-01-31"}, "/end"),
        ({"dayFrom": "8 uur"}, "/dayFrom"),
        ({"supervisorName": "111222333"}, "/supervisorName"),
        ({"schoolSupervisor": "nobody@gilde.test"}, "/schoolSupervisor"),
        ({"status": "started"}, "/status"),
    ],
)
def test_what_cannot_be_gets_one_clear_problem(world, client_of, changes, pointer):
    placement, client = agreed(world), client_of(world.admin)
    tag = client.get(path(placement))["ETag"]
    answer = client.patch(path(placement), changes, format="json", headers={"If-Match": tag})
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (400, [pointer])


def test_an_edit_without_a_version_is_refused(world, client_of):
    assert client_of(world.bram).patch(path(agreed(world)), TERMS, format="json").status_code == 428


def test_a_company_cannot_name_the_school_s_supervisor(world, client_of):
    placement, client = agreed(world), client_of(world.bram)
    tag = client.get(path(placement))["ETag"]
    mine = {"schoolSupervisor": world.coordinator.email}
    answer = client.patch(path(placement), mine, format="json", headers={"If-Match": tag})
    assert answer.status_code == 403


def test_a_start_before_the_recognition_is_a_conflict_that_says_why(world, client_of):
    placement = completed(world)
    Recognition.objects.update(valid_from="2027-02-02")
    answer = client_of(world.coordinator).post(path(placement, "agreement"), {}, format="json")
    assert (answer.status_code, codes(answer)) == (409, ["not_recognised"])


def test_an_agreement_is_made_and_read_by_all_three_parties(world, client_of):
    placement = completed(world)
    made = client_of(world.bram).post(path(placement, "agreement"), {}, format="json")
    assert (made.status_code, made.json()["kind"]) == (201, "praktijkovereenkomst")
    for user in (world.sanne.user, world.coordinator):
        assert client_of(user).get(path(placement, "agreement")).json() == made.json()


def test_without_a_paper_there_is_nothing_to_read(world, client_of):
    placement, client = agreed(world), client_of(world.bram)
    assert client.get(path(placement, "agreement")).status_code == 404
    assert client.get(path(placement, "agreement/pdf")).status_code == 404


@pytest.mark.parametrize("number", ["1", "x", "-1", "99999"])
def test_a_paper_of_another_number_is_not_there(world, client_of, number):
    placement, client = drawn_up(world), client_of(world.bram)
    assert client.get(path(placement, "agreement"), {"number": number}).status_code == 404
    assert client.get(path(placement, "agreement"), {"number": "0"}).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_paper_comes_as_pdf(world, client_of, language):
    client = client_of(world.sanne.user)
    answer = client.get(path(drawn_up(world), "agreement/pdf"), headers={"accept-language": language})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")


def test_signing_comes_to_signed(world, client_of):
    placement = drawn_up(world)
    for user, party in (
        (world.sanne.user, "student"),
        (world.bram, "company"),
        (world.coordinator, "school"),
    ):
        answer = client_of(user).post(path(placement, "signatures"), {"party": party}, format="json")
        assert answer.status_code == 201
    assert (answer.json()["status"], answer.json()["awaits"]) == ("signed", [])
    again = client_of(world.bram).post(path(placement, "signatures"), {"party": "company"}, format="json")
    assert again.status_code == 409


def test_the_school_records_a_signature_on_paper(world, client_of):
    placement, client = drawn_up(world), client_of(world.coordinator)
    body = {"party": "company", "name": "Bram Janssen"}
    half = client.post(path(placement, "signatures"), body, format="json")
    whole = client.post(path(placement, "signatures"), body | {"signedOn": "2026-11-21"}, format="json")
    assert (half.status_code, half.json()["errors"][0]["pointer"], whole.status_code) == (
        400,
        "/signedOn",
        201,
    )
    (signature,) = client.get(path(placement, "agreement")).json()["signatures"]
    assert signature == {
        "party": "company",
        "slot": 1,
        "name": "Bram Janssen",
        "signedOn": "2026-11-21",
        "outside": True,
    }


def test_from_signed_to_evaluated(world, client_of):
    placement = signed(world)
    bram, sanne = client_of(world.bram), client_of(world.sanne.user)
    early = bram.post(path(placement, "start"), format="json")
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        started = bram.post(path(placement, "start"), format="json")
        twice = bram.post(path(placement, "start"), format="json")
    with time_machine.travel(datetime(2027, 7, 2, 9, tzinfo=UTC)):
        finished = client_of(world.coordinator).post(path(placement, "finish"), format="json")
        mark = {"score": 5, "again": True, "prepared": True}
        said = [each.post(path(placement, "evaluation"), mark, format="json") for each in (bram, sanne, bram)]
    assert [early.status_code, started.status_code, twice.status_code] == [409, 200, 409]
    assert (finished.json()["status"], finished.json()["endedOn"]) == ("finished", "2027-07-02")
    assert [each.status_code for each in said] == [201, 201, 409]
    assert said[1].json()["evaluatedBy"] == ["company", "student"]


def test_breaking_off_asks_a_reason_from_the_list_and_a_day(world, client_of):
    placement, client = signed(world), client_of(world.sanne.user)
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        client_of(world.bram).post(path(placement, "start"), format="json")
        wrong = client.post(path(placement, "break-off"), {"reason": "weather"}, format="json")
        late = {"reason": "illness", "day": "2027-02-02"}
        tomorrow = client.post(path(placement, "break-off"), late, format="json")
        body = {"reason": "illness", "day": "2027-02-01"}
        answer = client.post(path(placement, "break-off"), body, format="json")
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/reason", "/day"]
    assert (tomorrow.status_code, answer.json()["status"]) == (400, "broken_off")


def test_an_amendment_is_read_beside_the_agreement(world, client_of):
    placement, client = signed(world), client_of(world.bram)
    tag = client.get(path(placement))["ETag"]
    body = {"hoursPerWeek": 28, "dayUntil": "15:30"}
    answer = client.post(path(placement, "amend"), body, format="json", headers={"If-Match": tag})
    assert [each["party"] for each in answer.json()["awaits"]] == ["student", "school", "company"]
    hours = [
        client.get(path(placement, "agreement"), {"number": number}).json()["data"]["placement"][
            "hoursPerWeek"
        ]
        for number in (0, 1)
    ]
    assert hours == [32, 28]


def test_what_is_cancelled_can_be_filtered_for(world, client_of):
    placement, client = agreed(world), client_of(world.bram)
    answer = client.post(path(placement, "cancel"), {"reason": "company_stops"}, format="json")
    assert (answer.status_code, anew(placement).status) == (200, "cancelled")
    counts = [client.get(PATH, {"status": status}).json()["count"] for status in ("cancelled", "agreed")]
    assert counts == [1, 0]


def test_of_what_is_cancelled_a_company_reads_no_name_and_no_paper(world, client_of):
    placement = drawn_up(world)
    read = {each: client_of(each) for each in (world.bram, world.coordinator)}
    cancel(placement, by=world.sanne.user, reason="student_stops")
    names = [read[world.bram].get(at).json() for at in (PATH, path(placement))]
    assert [names[0]["results"][0]["name"], names[1]["name"]] == [None, None]
    for paper in ("agreement", "agreement/pdf"):
        answers = [read[each].get(path(placement, paper)).status_code for each in read]
        assert answers == [404, 200], paper


def test_an_unverified_company_reads_nothing(world, client_of):
    placement = agreed(world)
    type(world.company).objects.update(verified_at=None)
    assert client_of(world.bram).get(path(placement)).status_code == 404


def test_the_paper_names_no_birth_date_or_address_of_the_student(world, client_of):
    placement = drawn_up(world)
    Establishment.objects.update(address="")
    told = client_of(world.bram).get(path(placement, "agreement")).content.decode()
    assert (str(world.sanne.birth_date) in told, str(world.sanne.email) in told) == (False, False)
