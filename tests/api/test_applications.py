"""Applications over HTTP: each side reads its own half, and answers what it was asked."""

from datetime import date

import pytest

from placements.answering import withdraw
from placements.applying import apply, invite
from placements.models import Application
from placements.pseudonyms import pseudonym
from profiles import sharing
from profiles.models import ProfileView, Recognition, StudentSkill
from tests import world as make

SHARED = {
    "id",
    "door",
    "state",
    "vacancy",
    "requestedAt",
    "answerBy",
    "answeredAt",
    "endedAt",
    "throughSchool",
    "waitsFor",
    "offer",
    "verbs",
    "steps",
    "talks",
}
PATH = "/api/v1/applications"


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def invited(world) -> Application:
    return invite(make.make_visible(world.sanne), world.vacancy, by=world.bram)


def only(client) -> dict:
    (row,) = client.get(PATH).json()["results"]
    return row


def test_each_side_reads_its_own_half(world, client_of, applied):
    told = {name: only(client_of(reader)) for name, reader in readers(world).items()}
    company = {"id": str(world.company.uuid), "name": "Maasland Metaal"}
    care = {"id": str(world.sanne.uuid), "name": "Sanne Peeters"}
    called = str(pseudonym(world.company, world.sanne.uuid))
    own = {
        "sanne": {"company": company},
        "bram": {"candidate": called, "name": "Sanne Peeters"},
        "coordinator": {"company": company, "student": care},
        "admin": {"company": company, "student": care},
    }
    assert {name: {key: row[key] for key in row if key not in SHARED} for name, row in told.items()} == own
    assert {name: SHARED - set(row) for name, row in told.items()} == {key: set() for key in own}
    assert told["sanne"] | {"company": None} == {
        "id": str(applied.uuid),
        "door": "apply",
        "state": "requested",
        "vacancy": {"id": str(world.vacancy.uuid), "title": "Stagiair lasser"},
        "requestedAt": told["sanne"]["requestedAt"],
        "answerBy": "2026-12-04",
        "answeredAt": None,
        "endedAt": None,
        "throughSchool": False,
        "waitsFor": "company",
        "offer": None,
        "verbs": ["withdraw"],
        "steps": [
            {
                "at": told["sanne"]["steps"][0]["at"],
                "side": "student",
                "state": "requested",
                "waitsFor": "company",
                "answerBy": "2026-12-04",
                "reason": "",
            }
        ],
        "talks": [],
        "company": None,
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"at": "2027-01-12T10:00:00+01:00", "place": "Molenstraat 1"}, 200),
        ({"at": "2020-01-12T10:00:00+01:00", "place": "Molenstraat 1"}, 400),
        ({"at": "9999-12-31T23:59:59-12:00", "place": "Molenstraat 1"}, 400),
        ({"at": "0001-01-01T00:00:00+14:00", "place": "Molenstraat 1"}, 400),
        ({"at": "2027-01-12T10:00", "place": "bsn 111222333"}, 400),
        ({"at": "2027-01-12T10:00"}, 400),
    ],
)
def test_a_talk_is_planned_and_read_by_both_sides(world, client_of, applied, body, status):
    answer = client_of(world.bram).post(f"{PATH}/{applied.uuid}/talks", body)
    assert answer.status_code == status, answer.content
    talks = [(talk["place"], talk["state"]) for talk in only(client_of(world.sanne.user))["talks"]]
    assert talks == ([("Molenstraat 1", "planned")] if status == 200 else [])
    if status == 200:
        told = client_of(world.sanne.user).post(
            f"{PATH}/{applied.uuid}/talks/outcome", {"state": "cancelled"}
        )
        assert told.json()["talks"][0]["state"] == "cancelled"


def readers(world) -> dict:
    return {
        "sanne": world.sanne.user,
        "bram": world.bram,
        "coordinator": world.coordinator,
        "admin": world.admin,
    }


def test_who_takes_part_in_nothing_reads_nothing(world, client_of, applied):
    stranger = make.make_student(None, user=make.make_user("other@leerling.test")).user
    assert client_of(stranger).get(PATH).json()["count"] == 0
    assert client_of(stranger).get(f"{PATH}/{applied.uuid}").status_code == 404


def test_the_name_comes_with_yes_and_goes_with_taking_back(world, client_of, invited):
    bram, sanne = client_of(world.bram), client_of(world.sanne.user)
    names = [only(bram)["name"]]
    for verb in ("accept", "withdraw"):
        assert sanne.post(f"{PATH}/{invited.uuid}/{verb}").status_code == 200
        names.append(only(bram)["name"])
    assert names == [None, "Sanne Peeters", None]


@pytest.mark.parametrize(
    ("reader", "verb", "status"),
    [
        ("bram", "talk", 200),
        ("bram", "offer", 200),
        ("bram", "decline", 200),
        ("bram", "accept", 403),
        ("bram", "withdraw", 409),
        ("sanne", "talk", 403),
        ("sanne", "offer", 403),
        ("sanne", "accept", 409),
        ("sanne", "decline", 409),
        ("sanne", "withdraw", 200),
        ("coordinator", "accept", 403),
        ("stranger", "withdraw", 404),
    ],
)
def test_who_does_what(world, client_of, applied, reader, verb, status):
    user = world.sanne.user if reader == "sanne" else getattr(world, reader)
    body = {"reason": "seats_filled"} if verb == "decline" and reader == "bram" else {}
    assert client_of(user).post(f"{PATH}/{applied.uuid}/{verb}", body).status_code == status
    applied.refresh_from_db()
    assert (applied.state == "requested") is (status != 200)


@pytest.mark.parametrize("body", [{}, {"reason": "too_far"}, {"reason": "ugly"}, {"why": "seats_filled"}])
def test_a_company_without_a_reason_of_the_list_hears_400(world, client_of, applied, body):
    answer = client_of(world.bram).post(f"{PATH}/{applied.uuid}/decline", body)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [{"start": "soon"}, {"end": "2020-01-01"}, {"hoursPerWeek": 0}, {"weekdays": [8]}, {"weekdays": []}],
)
def test_an_offer_that_cannot_be_hears_400(world, client_of, applied, body):
    assert client_of(world.bram).post(f"{PATH}/{applied.uuid}/offer", body).status_code == 400


def test_a_proposal_goes_from_school_to_student_to_company(world, client_of):
    recognise(world)
    school, sanne, bram = (client_of(each) for each in (world.coordinator, world.sanne.user, world.bram))
    path = f"/api/v1/vacancies/{world.vacancy.uuid}/proposals"
    told = school.post(path, {"student": str(world.sanne.uuid)})
    assert (told.status_code, told.json()["waitsFor"], told.json()["verbs"]) == (201, "student", ["withdraw"])
    mine = f"{PATH}/{told.json()['id']}"
    assert bram.get(mine).status_code == 404
    assert sanne.post(f"{mine}/accept").json()["waitsFor"] == "company"
    offered = bram.post(f"{mine}/offer", {"weekdays": [1, 2], "hoursPerWeek": 16}).json()
    assert offered["offer"] == {
        "start": "2027-02-01",
        "end": "2027-07-02",
        "hoursPerWeek": 16,
        "weekdays": [1, 2],
    }
    assert sanne.post(f"{mine}/accept").json()["state"] == "accepted"


def test_a_school_proposes_its_own_students_only(world, client_of):
    stranger = make.make_student(make.make_group(make.make_school("Elders")))
    path, school = f"/api/v1/vacancies/{world.vacancy.uuid}/proposals", client_of(world.coordinator)
    missing = "00000000-0000-0000-0000-000000000000"
    answers = [school.post(path, {"student": each}) for each in (str(stranger.uuid), missing)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


def recognise(world) -> None:
    world.establishment.recognitions_checked_on = date(2026, 11, 1)
    world.establishment.save()
    Recognition.objects.create(establishment=world.establishment, crebo="25102", valid_from=date(2020, 1, 1))


def test_what_is_closed_answers_409(world, client_of, applied):
    withdraw(applied, by=world.sanne.user)
    answer = client_of(world.bram).post(f"{PATH}/{applied.uuid}/talk")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")


def test_a_student_applies_and_not_twice(world, client_of):
    path = f"/api/v1/vacancies/{world.vacancy.uuid}/applications"
    answers = [client_of(world.sanne.user).post(path) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]
    assert answers[0].json()["company"]["name"] == "Maasland Metaal"


def test_nobody_applies_for_what_may_not_be_seen(world, client_of):
    draft = make.make_vacancy(world.establishment, status="draft")
    assert client_of(world.sanne.user).post(f"/api/v1/vacancies/{draft.uuid}/applications").status_code == 404


@pytest.mark.parametrize(("query", "count"), [
    ("state=requested", 1), ("state=expired", 1), ("state=accepted", 0), ("door=apply", 2), ("door=invite", 0)
])  # fmt: skip
def test_a_list_is_narrowed_swept_or_not(world, client_of, applied, query, count):
    late = apply(world.sanne, make.make_vacancy(world.establishment), by=world.sanne.user)
    Application.objects.filter(pk=late.pk).update(answer_by="2026-11-20")
    rows = client_of(world.sanne.user).get(f"{PATH}?{query}").json()
    assert rows["count"] == count


def test_the_profile_behind_a_name_is_exactly_this_and_noted(world, client_of, applied):
    StudentSkill.objects.create(student=world.sanne, text="vuurspuwen", command=3)
    told = client_of(world.bram).get(f"{PATH}/{applied.uuid}/student").json()
    assert set(told) == {
        "name", "programme", "level", "municipality", "skills", "availability", "throughSchool",
    }  # fmt: skip
    assert (told["name"], told["municipality"]) == ("Sanne Peeters", "Weert")
    assert [(own["text"], own["skill"] and own["skill"]["name"]) for own in told["skills"]] == [
        ("lassen", "lassen"),
        ("vuurspuwen", None),
    ]
    assert ProfileView.objects.get().stage == ProfileView.Stage.NAME


@pytest.mark.parametrize("end", ["withdraw", "name", "unverified"])
def test_the_profile_is_gone_from_the_next_request_on(world, client_of, applied, end):
    acts = {
        "withdraw": lambda: withdraw(applied, by=world.sanne.user),
        "name": lambda: sharing.withdraw_name(world.sanne, world.company, by=world.sanne.user),
        "unverified": lambda: type(world.company).objects.update(verified_at=None),
    }
    client, path = client_of(world.bram), f"{PATH}/{applied.uuid}/student"
    before = client.get(path).status_code
    acts[end]()
    assert (before, client_of(world.bram).get(path).status_code) == (200, 404)


@pytest.mark.parametrize("reader", ["sanne", "coordinator", "admin"])
def test_only_the_company_reads_it_by_this_door(world, client_of, applied, reader):
    user = world.sanne.user if reader == "sanne" else getattr(world, reader)
    assert client_of(user).get(f"{PATH}/{applied.uuid}/student").status_code == 404
