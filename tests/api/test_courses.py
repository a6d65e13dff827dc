"""Courses over the API: drawn up, found, registered for, finished; what is wrong is pointed to."""

from datetime import date

import pytest

from placements.blocking import block_company
from placements.models import Placement
from profiles.models import Company
from tests.placements.agreed import agreed, anew
from tests.placements.playing import at
from tests.world import make_company, make_course, make_noor, make_place, make_sector, make_skill
from vacancies.models import Course, Registration
from vacancies.registering import People, register, register_people

COURSES = "/api/v1/courses"
LAST = date(2027, 3, 26)
COLUMNS = (
    "id,participant,name,school.id,school.name,company,organisation,people,attended,finished,certified,"
    "registeredOn,finishedOn,cancelledOn"
)


def one(course: Course, act: str = "") -> str:
    return f"{COURSES}/{course.uuid}{act}"


def of(registration: Registration, act: str) -> str:
    return f"/api/v1/registrations/{registration.uuid}/{act}"


def pointers(answer) -> list[str]:
    return [each["pointer"] for each in answer.json()["errors"]]


def test_a_company_draws_up_a_course_and_publishes_it(world, client_of):
    lassen, place = make_skill("lassen"), make_place()
    told = {
        "title": "Lassen voor beginners",
        "description": "Drie avonden.\nMet bril.",
        "level": "secondary_vocational_education_2",
        "sector": "engineering",
        "place": str(place.uuid),
        "online": False,
        "startsOn": "2027-01-11",
        "endsOn": "2027-03-26",
        "hours": 24,
        "seats": 12,
        "certificate": "Lasser niveau 1",
        "skills": ["Lassen", "hamerslag"],
    }
    bram = client_of(world.bram)
    made = bram.post(COURSES, told)
    assert made.status_code == 201
    shown = made.json()
    assert {name: shown[name] for name in told if name not in ("place", "skills")} == {
        name: told[name] for name in told if name not in ("place", "skills")
    }
    assert (shown["status"], shown["seatsLeft"], shown["place"]["name"], shown["company"]["name"]) == (
        "draft",
        12,
        "Roermond",
        "Maasland Metaal",
    )
    assert shown["skills"] == [
        {"text": "Lassen", "skill": {"id": str(lassen.uuid), "name": "lassen"}},
        {"text": "hamerslag", "skill": None},
    ]
    path = f"{COURSES}/{shown['id']}"
    sanne = client_of(world.sanne.user)
    assert sanne.get(path).status_code == 404
    assert bram.post(f"{path}/publish").json()["status"] == "open"
    assert sanne.get(path).status_code == 200


def test_an_edit_names_the_version_that_it_changes(world, client_of):
    course, bram = make_course(company=world.company), client_of(world.bram)
    tag = bram.get(one(course))["ETag"]
    assert bram.patch(one(course), {"hours": 8}).status_code == 428
    changed = bram.patch(one(course), {"hours": 8}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["hours"]) == (200, 8)
    assert bram.patch(one(course), {"hours": 9}, headers={"If-Match": tag}).status_code == 412
    again = bram.patch(one(course), {"skills": []}, headers={"If-Match": changed["ETag"]})
    assert (again.status_code, again.json()["hours"]) == (200, 8)


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({}, ["/title"]),
        ({"title": ""}, ["/title"]),
        ({"title": "L", "seats": 0}, ["/seats"]),
        ({"title": "L", "seats": "3"}, ["/seats"]),
        ({"title": "L", "startsOn": "2027-02-02", "endsOn": "2027-02-01"}, ["/endsOn"]),
        ({"title": "L", "startsOn": "2027-02-02"}, ["/endsOn"]),
        ({"title": "L", "startsOn": "2026-11-20", "endsOn": "2027-02-01"}, ["/startsOn"]),
        ({"title": "L", "place": "a"}, ["/place"]),
        ({"title": "L", "place": "00000000-0000-4000-8000-000000000000"}, ["/place"]),
        ({"title": "L", "sector": "magic"}, ["/sector"]),
        ({"title": "L", "skills": ["!"]}, ["/skills"]),
        ({"title": "L", "description": "bsn 111222333"}, ["/description"]),
        ({"title": "L", "status": "open"}, ["/status"]),
        ({"title": "L", "company": "00000000-0000-4000-8000-000000000000"}, ["/company"]),
    ],
)
def test_what_is_wrong_with_a_course_is_pointed_to(world, client_of, told, where):
    answer = client_of(world.bram).post(COURSES, told)
    assert (answer.status_code, pointers(answer), Course.objects.count()) == (400, where, 0)


def test_a_course_without_dates_is_not_published(world, client_of):
    bram = client_of(world.bram)
    made = bram.post(COURSES, {"title": "Lassen"}).json()
    answer = bram.post(f"{COURSES}/{made['id']}/publish", headers={"accept-language": "en"})
    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("This is a course without dates")


def test_who_acts_for_several_says_for_whom(world, client_of):
    brood = make_company("Brood")
    world.bram.memberships.create(role="company_member", company=brood)
    bram = client_of(world.bram)
    assert pointers(bram.post(COURSES, {"title": "L"})) == ["/company"]
    both = {"company": str(brood.uuid), "school": str(world.gilde.uuid)}
    assert pointers(bram.post(COURSES, {"title": "L"} | both)) == ["/school"]
    made = bram.post(COURSES, {"title": "L", "company": str(brood.uuid)})
    assert made.json()["company"]["name"] == "Brood"
    of_region = client_of(world.region_officer).post(COURSES, {"title": "L"}).json()
    assert (of_region["company"], of_region["school"]) == (None, None)
    assert client_of(world.coordinator).post(COURSES, {"title": "L"}).json()["school"]["name"] == str(
        world.gilde
    )


def test_a_company_that_is_not_approved_draws_up_none(world, client_of):
    Company.objects.update(verified_at=None)
    assert client_of(world.bram).post(COURSES, {"title": "Lassen"}).status_code == 409


def test_courses_are_found_by_what_they_are(world, client_of):
    early = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2)}
    make_course("lassen", title="Lassen", place=make_place(), sector=make_sector(), **early)
    make_course("frezen", title="Frezen", online=True, school=world.gilde)
    make_course(title="Solderen", level="bachelor", company=world.company, status="cancelled")
    sanne, skill = client_of(world.sanne.user), make_skill("lassen")
    found = {
        query: [each["title"] for each in sanne.get(f"{COURSES}?{query}").json()["results"]]
        for query in (
            "",
            f"skill={skill.uuid}",
            "sector=engineering",
            "level=bachelor",
            f"place={make_place().uuid}",
            "municipality=roermond",
            "startFrom=2027-01-01",
            "startUntil=2026-12-31",
            "online=true",
            "online=false",
            "search=FREZ",
            "status=open",
            f"school={world.gilde.uuid}",
            f"company={world.company.uuid}",
        )
    }
    lassen, frezen, solderen = ["Lassen"], ["Frezen"], ["Solderen"]
    assert list(found.values()) == [
        lassen + frezen + solderen,
        lassen,
        lassen,
        solderen,
        lassen,
        lassen,
        frezen + solderen,
        lassen,
        frezen,
        lassen + solderen,
        frezen,
        lassen + frezen,
        frezen,
        solderen,
    ]
    for query in ("online=yes", "skill=x", "startFrom=01-02-2027", "from=2027-01-01"):
        assert sanne.get(f"{COURSES}?{query}").status_code == 400, query


def test_a_student_registers_and_takes_it_back(world, client_of):
    course = make_course(company=world.company, seats=2)
    sanne = client_of(world.sanne.user)
    made = sanne.post(one(course, "/registrations"), {})
    assert made.status_code == 201
    shown = made.json()
    assert (shown["participant"], shown["name"], shown["people"], shown["school"]["name"]) == (
        "student",
        "Sanne Peeters",
        1,
        "Gilde Opleidingen",
    )
    assert sanne.post(one(course, "/registrations"), {}).status_code == 409
    assert sanne.get(one(course)).json()["seatsLeft"] == 1
    listed = sanne.get("/api/v1/registrations").json()
    assert [each["course"]["title"] for each in listed["results"]] == [course.title]
    back = sanne.post(f"/api/v1/registrations/{shown['id']}/withdraw")
    assert (back.status_code, back.json()["cancelledOn"]) == (200, "2026-11-21")
    assert sanne.post(f"/api/v1/registrations/{shown['id']}/withdraw").status_code == 409


def test_an_organisation_registers_people_and_nobody_those_of_another(world, client_of):
    course = make_course()
    path, bram = one(course, "/registrations"), client_of(world.bram)
    people = {"participant": "employee", "people": 4, "company": str(world.company.uuid)}
    made = bram.post(path, people)
    assert (made.status_code, made.json()["people"], made.json()["name"]) == (201, 4, None)
    other = {"company": str(make_company("Brood").uuid)}
    school = {"participant": "student", "people": 3, "school": str(world.gilde.uuid)}
    assert pointers(bram.post(path, people | other)) == ["/company"]
    assert bram.post(path, people | {"participant": "student"}).status_code == 403
    assert bram.post(path, {"participant": "employee", "people": 4}).status_code == 403
    assert pointers(bram.post(path, {})) == ["/people"]
    assert pointers(bram.post(path, {"participant": "employee"})) == ["/people"]
    assert pointers(bram.post(path, people | {"people": 0})) == ["/people"]
    assert pointers(bram.post(path, people | {"organisation": "Brood"})) == ["/organisation"]
    assert pointers(bram.post(path, school)) == ["/school"]
    assert client_of(world.coordinator).post(path, school).status_code == 201
    assert client_of(world.region_officer).post(path, people | other).status_code == 201
    assert client_of(world.sanne.user).post(path, people | {"company": None}).status_code == 403


def test_whoever_gives_a_course_takes_the_list_along(world, client_of):
    course = make_course(company=world.company)
    register(course, world.sanne, by=world.sanne.user)
    register_people(course, People("employee", 3, organisation="Bakkerij Jansen"), by=world.bram)
    path, bram = one(course, "/registrations"), client_of(world.bram)
    rows = bram.get(path).json()["rows"]
    assert [(each["name"], each["organisation"], each["people"]) for each in rows] == [
        ("Sanne Peeters", "", 1),
        (None, "Bakkerij Jansen", 3),
    ]
    table = bram.get(f"{path}?format=csv").content.decode("utf-8-sig").splitlines()
    assert (table[0], len(table)) == (COLUMNS, 3)
    assert bram.get(f"{path}?format=xlsx").content.startswith(b"PK")
    for user in (world.sanne.user, world.coordinator, world.region_officer, world.stranger):
        assert client_of(user).get(path).status_code == 404


def test_a_company_reads_no_name_of_whom_it_reaches_through_the_school_only(world, client_of):
    noor, course = make_noor(world.group), make_course(company=world.company)
    of_school = make_course(school=world.gilde)
    for each in (course, of_school):
        register(each, noor, by=noor.user)
    (row,) = client_of(world.bram).get(one(course, "/registrations")).json()["rows"]
    assert (row["name"], row["school"]["name"]) == (None, "Gilde Opleidingen")
    (row,) = client_of(world.coordinator).get(one(of_school, "/registrations")).json()["rows"]
    assert row["name"] == str(noor)
    guardian = noor.guardianships.get().user
    for user in (noor.user, guardian):
        names = [each["name"] for each in client_of(user).get("/api/v1/registrations").json()["results"]]
        assert names == [str(noor)] * 2


def test_a_company_that_a_student_blocks_reads_the_name_no_more(world, client_of):
    course = make_course(company=world.company)
    register(course, world.sanne, by=world.sanne.user)

    def names() -> list[str | None]:
        bram = client_of(world.bram)
        rows = bram.get(one(course, "/registrations")).json()["rows"]
        return [each["name"] for each in (*rows, *bram.get("/api/v1/registrations").json()["results"])]

    assert names() == [str(world.sanne)] * 2
    block_company(world.sanne, world.company, by=world.sanne.user)
    assert names() == [None] * 2
    (own,) = client_of(world.sanne.user).get("/api/v1/registrations").json()["results"]
    assert own["name"] == str(world.sanne)


def test_the_office_reads_of_which_school_a_number_is_but_not_a_person(world, client_of):
    course = make_course()
    register(course, world.sanne, by=world.sanne.user)
    register_people(course, People("student", 12, school=world.gilde), by=world.coordinator)
    office = client_of(world.region_officer)
    for rows in (
        office.get(one(course, "/registrations")).json()["rows"],
        office.get("/api/v1/registrations").json()["results"],
    ):
        assert [
            (each["people"], each["name"], each["school"] and each["school"]["name"]) for each in rows
        ] == [
            (1, None, None),
            (12, None, "Gilde Opleidingen"),
        ]


def test_what_came_of_it_is_said_afterwards_and_counts_for_the_placement(world, client_of):
    course, placement = make_course(company=world.company), agreed(world)
    registration = register(course, world.sanne, by=world.sanne.user)
    path, told = of(registration, "finish"), {"attended": 1, "finished": 1, "certified": 1}
    bram = client_of(world.bram)
    assert bram.post(path, told).status_code == 409
    with at(LAST):
        too_many = bram.post(path, told | {"attended": 2}, headers={"accept-language": "en"})
        assert (too_many.status_code, "than are registered" in too_many.json()["errors"][0]["detail"]) == (
            400,
            True,
        )
        assert pointers(bram.post(path, {"attended": 1, "finished": 1})) == ["/certified"]
        done = bram.post(path, told)
        assert (done.status_code, done.json()["certified"], done.json()["finishedOn"]) == (
            200,
            1,
            "2027-03-26",
        )
        assert client_of(world.sanne.user).post(path, told).status_code == 404
    assert anew(placement).certified_on == LAST
    assert Placement.objects.filter(certified_on=LAST).count() == 1
