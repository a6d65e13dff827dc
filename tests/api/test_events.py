"""Events over HTTP: planned, changed and called off, who comes, who is there, and what is printed."""

from datetime import timedelta

import pytest
import time_machine

from placements.attending import expect, expect_class
from placements.checking_in import count_class, mark_there
from placements.models import Attendance, Encounter, Event, Slot
from profiles.models import Company, StudentGroup
from tests.world import (
    make_company,
    make_establishment,
    make_event,
    make_group,
    make_place,
    make_school,
    make_slot,
    make_student,
    make_user,
)

EVENTS = "/api/v1/events"
DAY = {"startsAt": "2027-01-12T09:00:00+01:00", "endsAt": "2027-01-12T16:00:00+01:00"}
DO_DAY = {"kind": "do_day", "title": "Doe Dag", **DAY}
MORNING = {"startsAt": "2027-01-12T09:00:00+01:00", "endsAt": "2027-01-12T12:00:00+01:00", "seats": 6}


def pointers(answer) -> list[str]:
    return [each["pointer"] for each in answer.json()["errors"]]


def pupils(group: StudentGroup, number: int) -> StudentGroup:
    StudentGroup.objects.filter(pk=group.pk).update(pupils=number)
    return group


def test_an_office_plans_a_day_with_hosts_and_slots(world, client_of):
    office = client_of(world.region_officer)
    host = {
        "company": str(world.company.uuid),
        "establishment": str(world.establishment.uuid),
        "stand": "Hal 2",
        "slots": [MORNING],
    }
    place = make_place("6001")
    answer = office.post(EVENTS, {**DO_DAY, "place": str(place.uuid), "hosts": [host]})
    told = answer.json()
    assert (answer.status_code, told["state"], told["school"], told["place"]["name"]) == (
        201,
        "planned",
        None,
        "Weert",
    )
    assert told["hosts"] == [
        {"company": {"id": str(world.company.uuid), "name": "Maasland Metaal"}, "stand": "Hal 2"}
    ]
    (slot,) = told["slots"]
    assert (slot["company"]["name"], slot["startsAt"], slot["seats"], slot["free"], slot["comes"]) == (
        "Maasland Metaal",
        MORNING["startsAt"],
        6,
        None,
        None,
    )
    assert office.get(f"{EVENTS}/{told['id']}").json() == told


def test_each_plans_for_where_he_or_she_organises(world, client_of):
    gilde, elders = str(world.gilde.uuid), str(make_school("Elders College").uuid)
    school = client_of(world.coordinator)
    for_whom = ({"school": gilde}, {}, {"school": elders})
    assert [school.post(EVENTS, DO_DAY | told).status_code for told in for_whom] == [201, 403, 403]
    assert client_of(world.bram).post(EVENTS, DO_DAY).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"endsAt": DAY["startsAt"]}, ["/endsAt"]),
        ({"startsAt": "2020-01-12T09:00"}, ["/startsAt"]),
        ({"endsAt": "2099-01-12T09:00"}, ["/startsAt"]),
        ({"title": ""}, ["/title"]),
        ({"kind": "party"}, ["/kind"]),
        ({"startsAt": "soon"}, ["/startsAt"]),
        ({"slots": [{"seats": 0}]}, ["/slots/0/seats"]),
        ({"slots": [{"seats": "4"}]}, ["/slots/0/seats"]),
        ({"slots": [{"startsAt": "2027-01-12T08:59:59+01:00"}]}, ["/slots"]),
        ({"slots": [{"taken": 4}]}, ["/slots/0/taken"]),
        ({"place": "4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11"}, ["/place"]),
        ({"school": "4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11"}, ["/school"]),
        ({"hosts": [{"company": "4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11"}]}, ["/hosts"]),
        ({"hosts": "all"}, ["/hosts"]),
        ({"state": "held"}, ["/state"]),
    ],
)
def test_what_is_wrong_is_said_where(world, client_of, wrong, where):
    answer = client_of(world.region_officer).post(EVENTS, DO_DAY | wrong)
    assert (answer.status_code, pointers(answer), Event.objects.count()) == (400, where, 0)


def test_a_host_is_approved_comes_once_and_works_at_its_own_address(world, client_of):
    office = client_of(world.region_officer)
    event = make_event()
    path = f"{EVENTS}/{event.uuid}/hosts"
    newcomer, other = make_company("Nieuw"), make_establishment(make_company("Elders Metaal"))
    Company.objects.filter(pk=newcomer.pk).update(verified_at=None)
    body = {"company": str(world.company.uuid)}
    assert office.post(path, body | {"establishment": str(other.uuid)}).status_code == 400
    assert office.post(path, {"company": str(newcomer.uuid)}).status_code == 409
    assert [office.post(path, body).status_code for _time in range(2)] == [201, 409]
    gone = f"{path}/{world.company.uuid}"
    assert [office.delete(gone).status_code for _time in range(2)] == [204, 404]


def test_an_edit_names_the_version_that_it_edits(world, client_of):
    office, path = client_of(world.region_officer), f"{EVENTS}/{make_event().uuid}"
    tag = office.get(path)["ETag"]
    assert office.patch(path, {"title": "Feest"}).status_code == 428
    answer = office.patch(path, {"title": "Feest"}, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["title"]) == (200, "Feest")
    assert office.patch(path, {"title": "Anders"}, headers={"If-Match": tag}).status_code == 412
    assert office.patch(path, {"title": " "}, headers={"If-Match": answer["ETag"]}).status_code == 400


def test_what_is_called_off_is_not_changed_any_more(world, client_of):
    office, path = client_of(world.region_officer), f"{EVENTS}/{make_event().uuid}"
    answer = office.post(f"{path}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert office.post(f"{path}/cancel").status_code == 409
    assert office.patch(path, {"title": "Toch"}, headers={"If-Match": answer["ETag"]}).status_code == 409


def test_events_are_found_by_kind_school_and_day(world, client_of):
    school = client_of(world.coordinator)
    first, second = make_event(), make_event(world.gilde, kind="do_day")
    make_event(make_school("Elders College"))
    later = make_event(day=first.starts_at.date() + timedelta(days=1))

    def found(**query) -> list[str]:
        return [each["id"] for each in school.get(EVENTS, query).json()["results"]]

    day = first.starts_at.date().isoformat()
    assert found() == [str(each.uuid) for each in (first, second, later)]
    assert found(kind="do_day") == found(school=str(world.gilde.uuid)) == [str(second.uuid)]
    assert found(startUntil=day) == [str(first.uuid), str(second.uuid)]
    assert found(startFrom=(later.starts_at.date()).isoformat()) == [str(later.uuid)]
    assert school.get(EVENTS, {"kind": "party"}).status_code == 400


def test_students_and_schools_say_who_comes(world, client_of):
    event = make_event()
    slot = make_slot(event, world.company, seats=4)
    path = f"/api/v1/slots/{slot.uuid}/attendances"
    sanne, school = client_of(world.sanne.user), client_of(world.coordinator)
    mila = make_student(world.group)
    group = {"group": str(pupils(world.group, 9).uuid), "people": 2}
    with time_machine.travel(event.starts_at):
        answer = sanne.post(path, {})
        assert (answer.status_code, answer.json()["free"], answer.json()["comes"]) == (201, 3, True)
        assert sanne.post(path, {}).status_code == 409
        assert school.post(path, {"student": str(mila.uuid)}).status_code == 201
        assert school.post(path, group | {"people": 3}).status_code == 409
        assert school.post(path, group).json()["free"] == 0
        assert sanne.get(f"{EVENTS}/{event.uuid}").json()["slots"][0]["comes"] is True
        gone = [
            sanne.delete(f"{path}/{world.sanne.uuid}").status_code,
            school.delete(f"/api/v1/slots/{slot.uuid}/classes/{world.group.uuid}").status_code,
            sanne.delete(f"{path}/{mila.uuid}").status_code,
        ]
    assert (gone, list(Attendance.objects.values_list("student", flat=True))) == ([204, 204, 404], [mila.pk])


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, ["/student"]),
        ({"people": 4}, ["/group"]),
        ({"group": "4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11", "people": 4}, ["/group"]),
        ({"student": "4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11"}, ["/student"]),
        ({"people": 0}, ["/people"]),
        ({"seats": 4}, ["/seats"]),
    ],
)
def test_who_comes_is_somebody_of_one_s_own(world, client_of, body, where):
    slot = make_slot(make_event())
    answer = client_of(world.coordinator).post(f"/api/v1/slots/{slot.uuid}/attendances", body)
    assert (answer.status_code, pointers(answer)) == (400, where)


def test_more_pupils_than_the_class_has_is_said_at_the_number(world, client_of):
    slot, school = make_slot(make_event()), client_of(world.coordinator)
    group = str(pupils(world.group, 9).uuid)
    with time_machine.travel(slot.starts_at):
        too_many = school.post(f"/api/v1/slots/{slot.uuid}/attendances", {"group": group, "people": 10})
        came = school.post(f"/api/v1/slots/{slot.uuid}/check-ins", {"group": group, "came": 10})
    assert [(each.status_code, pointers(each)) for each in (too_many, came)] == [
        (400, ["/people"]),
        (400, ["/came"]),
    ]


def test_a_student_checks_in_with_the_code(world, client_of):
    slot, sanne = make_slot(make_event(), world.company), client_of(world.sanne.user)
    with time_machine.travel(slot.starts_at, tick=False):
        answer = sanne.post("/api/v1/check-ins", {"code": slot.code.lower()})
        wrong = sanne.post("/api/v1/check-ins", {"code": "AAAA-AAAA"})
    assert (answer.status_code, answer.json()["company"], answer.json()["event"]) == (
        200,
        "Maasland Metaal",
        slot.event.title,
    )
    assert (wrong.status_code, pointers(wrong), Encounter.objects.count()) == (400, ["/code"], 1)
    with time_machine.travel(slot.ends_at + timedelta(days=1)):
        assert sanne.post("/api/v1/check-ins", {"code": slot.code}).status_code == 409


def test_codes_that_are_tried_too_often_answer_429(world, client_of, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"check-ins": "1/hour"}
    sanne = client_of(world.sanne.user)
    asked = [sanne.post("/api/v1/check-ins", {"code": "AAAAAAAA"}).status_code for _try in range(2)]
    assert asked == [400, 429]


def test_a_school_marks_counts_and_takes_back(world, client_of):
    slot, school = make_slot(make_event(), world.company), client_of(world.coordinator)
    path, sanne = f"/api/v1/slots/{slot.uuid}/check-ins", str(world.sanne.uuid)
    group = {"group": str(pupils(world.group, 9).uuid)}
    assert school.post(path, {"students": [sanne]}).json() == {"expected": 1, "came": 1}
    assert school.post(path, group | {"came": 7}).json() == {"expected": 8, "came": 8}
    assert school.post(path, group | {"came": 5}).json() == {"expected": 8, "came": 6}
    assert school.post(path, {"students": [sanne], "there": False}).json() == {"expected": 8, "came": 5}
    assert list(Encounter.objects.values_list("people", flat=True)) == [5]
    for body in ({}, {"students": []}, {"students": [sanne, sanne]}, group, {"came": 3}, {"students": ["x"]}):
        assert school.post(path, body).status_code == 400
    other = make_student(make_group(make_school("Elders College")))
    assert school.post(path, {"students": [str(other.uuid)]}).status_code == 400


def test_a_school_says_how_many_of_a_class_have_no_profile(world, client_of):
    school, path = client_of(world.coordinator), f"/api/v1/classes/{world.group.uuid}"
    told = school.patch(path, {"pupils": 24}).json()
    assert (told["pupils"], told["size"]) == (24, 25)
    assert [school.patch(path, {"pupils": each}).status_code for each in (-1, 1000, "24", None)] == [400] * 4
    assert client_of(world.region_officer).patch(path, {"pupils": 24}).status_code == 404
    slot = make_slot(make_event())
    with time_machine.travel(slot.starts_at):
        count_class(slot, world.group, 12, by=world.coordinator)
        answer = school.patch(path, {"pupils": 11})
    assert (answer.status_code, pointers(answer)) == (400, ["/pupils"])


@pytest.fixture
def fair(world) -> Slot:
    """Sanne, two of twelve pupils of her class, and Iris of another school come to Maasland Metaal."""
    elders = make_school("Elders College")
    iris = make_student(make_group(elders), first_name="Iris", last_name="Geheim")
    other = make_user("coordinator@elders.test", role="school_coordinator", school=elders)
    slot = make_slot(make_event(), world.company)
    make_slot(slot.event, make_company("Roer Metaal"))
    with time_machine.travel(slot.starts_at):
        expect(slot, world.sanne, by=world.sanne.user)
        expect_class(slot, pupils(world.group, 12), 2, by=world.coordinator)
        mark_there(slot, [iris], by=other)
        mark_there(slot, [world.sanne], by=world.coordinator)
    return slot


def lines(client, slot) -> list[tuple]:
    rows = client.get(f"{EVENTS}/{slot.event.uuid}/roster").json()["rows"]
    names = ("company", "className", "pupil", "name", "expected", "came")
    return [tuple(row[name] for name in names) for row in rows]


def test_a_school_reads_its_own_by_name_and_number(world, client_of, fair):
    answer = client_of(world.coordinator).get(f"{EVENTS}/{fair.event.uuid}/roster")
    assert "Geheim" not in answer.content.decode()
    assert lines(client_of(world.coordinator), fair) == [
        ("Maasland Metaal", "LAS3A", None, "Sanne Peeters", 1, 1),
        ("Maasland Metaal", "LAS3A", 1, None, 1, None),
        ("Maasland Metaal", "LAS3A", 2, None, 1, None),
    ]
    (of_class,) = answer.json()["classes"]
    assert (of_class["group"]["name"], of_class["expected"], of_class["came"]) == ("LAS3A", 2, None)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (
            "region_officer",
            [
                ("Maasland Metaal", None, None, None, None, None),
                ("Roer Metaal", None, None, None, None, None),
            ],
        ),
        ("bram", [("Maasland Metaal", None, None, None, 4, 2)]),
    ],
)
def test_who_organises_or_hosts_reads_how_many(world, client_of, fair, who, seen):
    client = client_of(getattr(world, who))
    assert lines(client, fair) == seen
    text = client.get(f"{EVENTS}/{fair.event.uuid}/roster").content.decode()
    assert not {"Sanne", "Peeters", "Iris", "Geheim", "LAS3A"} & set(text.replace('"', " ").split())


@pytest.mark.parametrize(("pupils_coming", "told"), [(4, (None, None)), (5, (4, 5)), (9, (0, 9))])
def test_the_office_is_told_of_five_or_more(world, client_of, pupils_coming, told):
    slot = make_slot(make_event(), world.company, seats=9)
    expect_class(slot, pupils(world.group, 12), pupils_coming, by=world.coordinator)
    client = client_of(world.region_officer)
    assert [line[4:] for line in lines(client, slot)] == [(told[1], None)]
    assert client.get(f"{EVENTS}/{slot.event.uuid}").json()["slots"][0]["free"] == told[0]
    assert client.get(EVENTS).json()["results"][0]["slots"][0]["free"] == told[0]


def test_a_host_reads_few_of_its_own_slot_and_not_of_another_host_s(world, client_of):
    slot = make_slot(make_event(), world.company, seats=9)
    make_slot(slot.event, make_company("Roer Metaal"), seats=9)
    expect(slot, world.sanne, by=world.sanne.user)
    free = {
        who: [each["free"] for each in client_of(user).get(f"{EVENTS}/{slot.event.uuid}").json()["slots"]]
        for who, user in (("host", world.bram), ("school", world.coordinator), ("student", world.sanne.user))
    }
    assert free == {"host": [8, None], "school": [8, 9], "student": [8, 9]}


def test_a_school_that_organises_reads_of_others_how_many(world, client_of):
    event = make_event(world.gilde)
    slot = make_slot(event)
    with time_machine.travel(slot.starts_at):
        expect(slot, world.sanne, by=world.sanne.user)
    gone = make_student(world.group)
    Attendance.objects.create(slot=slot, student=gone)
    gone.enrolments.update(ended_on=event.starts_at.date() - timedelta(days=9))
    assert lines(client_of(world.coordinator), slot) == [
        (None, "LAS3A", None, "Sanne Peeters", 1, 0),
        (None, None, None, None, 1, 0),
    ]


def test_a_roster_is_a_table_to_print(world, client_of, fair):
    answer = client_of(world.coordinator).get(f"{EVENTS}/{fair.event.uuid}/roster", {"format": "csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="event-roster.csv"'
    header, first, *more = answer.content.decode("utf-8-sig").splitlines()
    assert (len(more), "Sanne Peeters" in first, "name" in header) == (2, True, True)


def test_codes_are_for_who_organises_and_of_its_own_for_a_host(world, client_of, fair):
    path = f"{EVENTS}/{fair.event.uuid}/codes"
    all_of_them = client_of(world.region_officer).get(path).json()["rows"]
    own = client_of(world.bram).get(path).json()["rows"]
    assert [row["company"]["name"] for row in all_of_them] == ["Maasland Metaal", "Roer Metaal"]
    assert own == all_of_them[:1]
    assert own[0]["code"].replace("-", "") == fair.code
    assert own[0]["address"].endswith(f"/check-in/{fair.code}")
    assert "<svg" in own[0]["svg"]
    for user in (world.sanne.user, world.coordinator):
        assert client_of(user).get(path).status_code == 404


def test_an_event_goes_into_a_calendar(world, client_of, fair):
    text = client_of(world.region_officer).get(f"{EVENTS}/{fair.event.uuid}/calendar").content.decode()
    assert (text.count("BEGIN:VEVENT"), f"UID:{fair.event.uuid}" in text) == (1, True)
    own = client_of(world.sanne.user).get(f"{EVENTS}/{fair.event.uuid}/calendar").content.decode()
    assert f"UID:{fair.uuid}\r\n" in own
    assert "DTSTART;TZID=Europe/Amsterdam:20261121T090000\r\n" in own
    assert "DTEND;TZID=Europe/Amsterdam:20261121T160000\r\n" in own
    assert "Maasland Metaal" in own.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"slots": [None]}, "/slots/0"),
        (
            {"slots": [{"startsAt": f"2027-01-12T09:{at // 60:02}:{at % 60:02}+01:00"} for at in range(201)]},
            "/slots",
        ),
        ({"title": "Bel 111222333"}, "/"),
    ],
)
def test_odd_events_are_refused_by_field(world, client_of, wrong, pointer):
    answer = client_of(world.region_officer).post(EVENTS, DO_DAY | wrong)
    assert (answer.status_code, pointers(answer)) == (400, [pointer])
