"""The guest-lecture bank over the API: offered, found, booked once, held or not, called off."""

from datetime import timedelta

import pytest
from time_machine import travel

from placements.models import Encounter, Event
from profiles.models import Company
from tests.placements.offering import HOUR, NINE, moment_of, offered
from tests.world import make_company, make_establishment, make_group, make_noor, make_place, make_school
from vacancies.models import Lecture, Moment

LECTURES = "/api/v1/lectures"


def pointers(answer) -> list[str]:
    return [each["pointer"] for each in answer.json()["errors"]]


@pytest.fixture
def pupils(world):
    group = make_group(world.gilde, "V2A")
    group.pupils = 24
    group.save()
    return group


@pytest.fixture
def moment(world) -> Moment:
    return moment_of(offered(world.company, by=world.bram))


def booking(moment: Moment) -> str:
    return f"/api/v1/moments/{moment.uuid}/booking"


def test_a_company_offers_a_lecture_and_says_when(world, client_of):
    told = {
        "kind": "company_visit",
        "title": "Lassen in de praktijk",
        "description": "Met helm",
        "establishment": str(world.establishment.uuid),
        "sector": "engineering",
        "levelMin": 2,
        "levelMax": 4,
        "most": 30,
    }
    bram = client_of(world.bram)
    made = bram.post(LECTURES, told)
    assert made.status_code == 201
    shown = made.json()
    assert {name: shown[name] for name in told if name != "establishment"} == {
        name: told[name] for name in told if name != "establishment"
    }
    assert (shown["establishment"]["id"], shown["place"]["name"], shown["moments"], shown["withdrawnAt"]) == (
        told["establishment"],
        "Roermond",
        [],
        None,
    )
    path = f"{LECTURES}/{shown['id']}"
    times = {"startsAt": "2026-12-01T09:00:00+01:00", "endsAt": "2026-12-01T10:00:00+01:00"}
    added = bram.post(f"{path}/moments", times)
    assert (added.status_code, added.json()["startsAt"], added.json()["booked"]) == (
        201,
        times["startsAt"],
        False,
    )
    assert bram.post(f"{path}/moments", times).status_code == 409
    assert [each["id"] for each in bram.get(path).json()["moments"]] == [added.json()["id"]]
    changed = bram.patch(path, {"most": 12}, headers={"If-Match": made["ETag"]})
    assert (changed.status_code, changed.json()["most"], changed.json()["title"]) == (200, 12, told["title"])
    assert bram.patch(path, {"most": 12}, headers={"If-Match": made["ETag"]}).status_code == 412
    assert bram.patch(path, {"most": 12}).status_code == 428
    assert bram.delete(f"/api/v1/moments/{added.json()['id']}").status_code == 204
    assert bram.post(f"{path}/withdraw").json()["withdrawnAt"] is not None
    assert bram.post(f"{path}/moments", times).status_code == 409
    assert client_of(world.coordinator).get(path).status_code == 404


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({}, ["/kind"]),
        ({"kind": "guest_lecture"}, ["/title"]),
        ({"kind": "careers_event", "title": "L"}, ["/kind"]),
        ({"kind": "guest_lecture", "title": "L", "levelMin": 3, "levelMax": 2}, ["/levelMax"]),
        ({"kind": "guest_lecture", "title": "L", "levelMin": 3}, ["/levelMax"]),
        ({"kind": "guest_lecture", "title": "L", "levelMin": 0, "levelMax": 9}, ["/levelMin", "/levelMax"]),
        ({"kind": "guest_lecture", "title": "L", "most": 0}, ["/most"]),
        ({"kind": "guest_lecture", "title": "L", "establishment": "elsewhere"}, ["/establishment"]),
        ({"kind": "guest_lecture", "title": "L", "moments": []}, ["/moments"]),
        ({"kind": "guest_lecture", "title": "L", "company": "elsewhere"}, ["/company"]),
    ],
)
def test_what_is_wrong_with_a_lecture_is_pointed_to(world, client_of, told, where):
    brood = make_company("Brood")
    elsewhere = {"establishment": make_establishment(brood), "company": brood}
    sent = {
        name: str(elsewhere[name].uuid) if value == "elsewhere" else value for name, value in told.items()
    }
    answer = client_of(world.bram).post(LECTURES, sent)
    assert (answer.status_code, pointers(answer), Lecture.objects.count()) == (400, where, 0)


@pytest.mark.parametrize(
    ("starts", "ends", "where"),
    [
        ("2026-12-01T09:00+01:00", "2026-12-01T09:00+01:00", ["/endsAt"]),
        ("2026-11-21T12:59:59+01:00", "2026-11-21T14:00+01:00", ["/startsAt"]),
        ("2026-12-01T09:00+01:00", None, ["/endsAt"]),
        ("9999-12-31T23:00", "9999-12-31T23:30", ["/startsAt", "/endsAt"]),
    ],
)
def test_what_is_wrong_with_a_moment_is_pointed_to(world, client_of, moment, starts, ends, where):
    told = {"startsAt": starts} | ({"endsAt": ends} if ends else {})
    answer = client_of(world.bram).post(f"{LECTURES}/{moment.lecture.uuid}/moments", told)
    assert (answer.status_code, pointers(answer), Moment.objects.count()) == (400, where, 1)


def test_a_company_that_is_not_approved_offers_none(world, client_of):
    Company.objects.update(verified_at=None)
    told = {"kind": "guest_lecture", "title": "L"}
    assert client_of(world.bram).post(LECTURES, told).status_code == 409


def test_schools_find_what_is_offered(world, client_of):
    brood = make_company("Brood")
    told = {"establishment": make_establishment(brood, "6001"), "kind": "company_visit", "title": "Bakken"}
    bakken = offered(brood, by=world.admin, sector=brood.sector, **told)
    lassen = offered(world.company, by=world.bram)
    school = client_of(world.coordinator)
    school.post(booking(moment_of(lassen)), {"people": 20})
    found = {
        query: [each["title"] for each in school.get(f"{LECTURES}?{query}").json()["results"]]
        for query in (
            "",
            "kind=company_visit",
            "sector=engineering",
            f"company={world.company.uuid}",
            "municipality=weert",
            "search=LASS",
            "free=true",
            "free=false",
        )
    }
    one, other = [lassen.title], [bakken.title]
    assert list(found.values()) == [one + other, other, other, one, other, one, other, one]
    for query in ("kind=x", "free=maybe", "level=3"):
        assert school.get(f"{LECTURES}?{query}").status_code == 400


def test_a_moment_is_booked_for_classes_and_not_twice(world, client_of, moment, pupils):
    school = client_of(world.coordinator)
    body = {"classes": [str(pupils.uuid), str(world.group.uuid)], "people": 30, "address": "Aula"}
    made = school.post(booking(moment), body)
    assert made.status_code == 201
    shown = made.json()
    assert {
        name: shown[name] for name in ("kind", "state", "expected", "came", "seats", "address", "title")
    } == {
        "kind": "guest_lecture",
        "state": "planned",
        "expected": 25,
        "came": 0,
        "seats": 30,
        "address": "Aula",
        "title": moment.lecture.title,
    }
    assert (shown["school"]["name"], shown["company"]["name"], shown["lecture"]["id"]) == (
        "Gilde Opleidingen",
        "Maasland Metaal",
        str(moment.lecture.uuid),
    )
    twice = school.post(booking(moment), body, headers={"accept-language": "en"})
    assert (twice.status_code, "booked twice" in twice.json()["detail"]) == (409, True)
    assert [each["booked"] for each in school.get(f"{LECTURES}/{moment.lecture.uuid}").json()["moments"]] == [
        True
    ]
    assert client_of(world.bram).delete(f"/api/v1/moments/{moment.uuid}").status_code == 409


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"people": 0}, ["/people"]),
        ({"classes": ["x"]}, ["/classes/0"]),
        ({"classes": ["elsewhere"]}, ["/classes"]),
        ({"classes": ["own", "own"]}, ["/classes"]),
        ({"place": "x"}, ["/place"]),
        ({"school": "x"}, ["/school"]),
    ],
)
def test_what_is_wrong_with_a_booking_is_pointed_to(world, client_of, moment, body, where):
    known = {"own": world.group, "elsewhere": make_group(make_school("Elders"), "E1")}
    if "classes" in body:
        body = {"classes": [str(known[each].uuid) if each in known else each for each in body["classes"]]}
    answer = client_of(world.coordinator).post(booking(moment), body)
    assert (answer.status_code, pointers(answer), Event.objects.count()) == (400, where, 0)


def test_who_coordinates_at_several_schools_names_a_class(world, client_of, moment):
    elders = make_school("Elders")
    world.coordinator.memberships.create(role="school_coordinator", school=elders)
    school, of_elders = client_of(world.coordinator), make_group(elders, "E1")
    assert pointers(school.post(booking(moment), {"people": 9})) == ["/classes"]
    both = {"classes": [str(of_elders.uuid), str(world.group.uuid)]}
    assert school.post(booking(moment), both).status_code == 400
    made = school.post(booking(moment), {"classes": [str(of_elders.uuid)]})
    assert made.json()["school"]["name"] == "Elders"


def test_a_lecture_is_held_and_counted_by_the_school(world, client_of, moment, pupils):
    school, company = client_of(world.coordinator), client_of(world.bram)
    noor = make_noor(world.group)
    made = school.post(
        booking(moment), {"classes": [str(pupils.uuid)], "place": str(make_place().uuid)}
    ).json()
    path = f"/api/v1/events/{made['id']}"
    counted = {"classes": [{"id": str(pupils.uuid), "came": 22}], "students": [str(noor.uuid)]}
    assert school.post(f"{path}/held", counted).status_code == 409
    with travel(NINE):
        assert company.post(f"{path}/held", {}).json()["state"] == "held"
        assert pointers(company.post(f"{path}/held", counted)) == ["/classes"]
        too_many = {"classes": [{"id": str(pupils.uuid), "came": 25}]}
        assert school.post(f"{path}/held", too_many).status_code == 400
        assert pointers(school.post(f"{path}/held", {"students": [str(moment.uuid)]})) == ["/students"]
        shown = school.post(f"{path}/held", counted)
        assert (shown.status_code, shown.json()["came"], shown.json()["state"]) == (200, 23, "held")
        assert company.post(f"{path}/not-held").status_code == 409
    assert sorted(Encounter.objects.values_list("people", flat=True)) == [1, 22]
    for user in (world.sanne.user, world.region_officer, world.stranger):
        assert client_of(user).post(f"{path}/held", {}).status_code == 404


def test_a_lecture_is_not_held_or_called_off(world, client_of):
    school, company = client_of(world.coordinator), client_of(world.bram)
    first = moment_of(offered(world.company, by=world.bram))
    second = moment_of(offered(world.company, by=world.bram, at=NINE + 2 * HOUR))
    one, other = (school.post(booking(each), {"people": 9}).json()["id"] for each in (first, second))
    assert company.post(f"/api/v1/bookings/{other}/cancel").json()["state"] == "cancelled"
    assert company.post(f"/api/v1/bookings/{other}/cancel").status_code == 409
    assert school.post(booking(second), {"people": 9}).status_code == 201
    with travel(NINE + timedelta(hours=1)):
        assert school.post(f"/api/v1/bookings/{one}/cancel").status_code == 409
        assert company.post(f"/api/v1/events/{one}/not-held").json()["state"] == "not_held"
