"""The cockpit over HTTP: who is how far, whom to call first, which skills are short; for the school alone."""

import csv
import io
from datetime import timedelta

import pytest

from monitoring.models import Measurement
from profiles import access_log
from profiles.models import AccessRecord, Membership, Student, StudentGroup, StudentSkill
from tests import world as make
from tests.placements.agreed import agreed

NOTHING = {
    "size": 0, "noProfile": 0, "noApplication": 0, "noPlace": 0,
    "agreementPending": 0, "signed": 0, "started": 0, "over": 0,
}  # fmt: skip


def url(world, name, of="schools") -> str:
    return f"/api/v1/{of}/{(world.gilde if of == 'schools' else world.group).uuid}/{name}"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def placed(world):
    """Sanne has nothing, Mila an agreement pending; three pupils have no profile."""
    agreed(world, make.make_student(world.group))
    StudentGroup.objects.update(pupils=3)
    make.make_group(world.gilde, "KOK1")


def test_the_class_table_is_exact_and_adds_up(client_of, world, placed):
    answer = read(client_of(world.coordinator), url(world, "class-table"))
    counts = NOTHING | {"size": 5, "noProfile": 4, "agreementPending": 1}
    assert answer == {
        "school": {"id": str(world.gilde.uuid), "name": "Gilde Opleidingen"},
        "schoolYear": 2026,
        "total": counts,
        "rows": [
            NOTHING | {
                "id": str(StudentGroup.objects.get(name="KOK1").uuid), "name": "KOK1",
                "programme": None, "level": None,
            },
            counts | {
                "id": str(world.group.uuid), "name": "LAS3A",
                "programme": {"code": "25102", "name": "Lassen 25102"},
                "level": "secondary_vocational_education_3",
            },
        ],
    }  # fmt: skip


def test_the_class_table_of_another_year_has_the_classes_of_that_year(client_of, world, placed):
    answer = read(client_of(world.coordinator), url(world, "class-table?schoolYear=2025"))
    assert (answer["schoolYear"], answer["total"], answer["rows"]) == (2025, NOTHING, [])


def test_the_class_table_can_be_taken_along(client, world, placed):
    client.force_login(world.coordinator)
    answer = client.get(url(world, "class-table?format=csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["name"], row["size"], row["noProfile"]) for row in rows] == [
        ("KOK1", "0", "0"),
        ("LAS3A", "5", "4"),
    ]


def test_the_funnel_is_of_the_school_a_class_or_a_programme(client_of, world, placed):
    client, empty = client_of(world.coordinator), StudentGroup.objects.get(name="KOK1")
    whole = read(client, url(world, "funnel"))
    assert whole["size"] == 5
    assert [(row["step"], row["stuck"], row["reached"]) for row in whole["rows"]] == [
        ("nothing", 4, 5),
        ("profile", 0, 1),
        ("contact", 0, 1),
        ("talk", 0, 1),
        ("place", 1, 1),
        ("agreement", 0, 0),
        ("started", 0, 0),
    ]
    assert read(client, url(world, f"funnel?class={empty.uuid}"))["size"] == 0
    assert read(client, url(world, f"funnel?class={str(world.group.uuid).upper()}"))["size"] == 5
    assert read(client, url(world, "funnel?programme=25102"))["size"] == 5
    assert read(client, url(world, "funnel?programme=99999"))["size"] == 0


def test_the_cockpit_holds_all_of_it(client_of, world, placed):
    client = client_of(world.coordinator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    told = {"scope": "school", "key": str(world.gilde.uuid), "day": make.TODAY}
    Measurement.objects.create(indicator="employers_satisfied_percent", count=8, of=9, **told)
    answer = read(client, url(world, "cockpit"))
    assert answer["indicators"] == [
        {
            "indicator": "employers_satisfied_percent", "name": "Satisfied employers", "value": 88.9,
            "of": 9, "target": None, "asAt": "2026-11-21",
        }
    ]  # fmt: skip
    table, funnel = (read(client, url(world, name)) for name in ("class-table", "funnel"))
    assert (answer["classes"], answer["total"]) == (table["rows"], table["total"])
    assert answer["funnel"] == funnel["rows"]
    assert answer["months"][0] == {"month": "2026-08", "placements": 0, "yearBefore": 0}


def test_who_of_a_class_has_nothing_yet_and_whom_to_call_first_is_one_request(client_of, world, placed):
    Student.objects.filter(pk=world.sanne.pk).update(available_from=make.TODAY + timedelta(days=90))
    client = client_of(world.coordinator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = read(client, url(world, "call-list", "classes"))
    assert answer == {
        "count": 1,
        "next": None,
        "previous": None,
        "rows": [
            {
                "student": {"id": str(world.sanne.uuid), "name": "Sanne Peeters"},
                "group": {"id": str(world.group.uuid), "name": "LAS3A"},
                "stage": "no_profile",
                "points": 2000 + 1500 + 2700,
                "reasons": [
                    {
                        "code": "start_ahead",
                        "values": {"day": "2027-02-19", "days": 90},
                        "points": 2000,
                        "text": "Wants to start in 90 days.",
                    },
                    {
                        "code": "stage",
                        "values": {"stage": "no_profile"},
                        "points": 1500,
                        "text": "Too little is known to find a place with.",
                    },
                    {
                        "code": "seats",
                        "values": {"seats": 2, "obstacle": None},
                        "points": 2700,
                        "text": "2 free seats suit.",
                    },
                ],
                "nextStep": "complete_profile",
            }
        ],
    }
    assert read(client, url(world, "call-list")) == answer


def test_in_dutch_it_is_said_in_dutch(client_of, world):
    client = client_of(world.coordinator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    (row,) = read(client, url(world, "call-list", "classes"))["rows"]
    assert [reason["text"] for reason in row["reasons"]] == [
        "Vanaf wanneer deze student wil beginnen is niet bekend.",
        "Er is te weinig bekend om een plek mee te vinden.",
        "Er past 1 vrije plek.",
    ]


def test_reasons_are_sentences_in_a_file(client, world):
    client.force_login(world.coordinator)
    answer = client.get(url(world, "call-list?format=csv"), headers={"accept-language": "en"})
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["reasons"] == (
        "From when this student wants to start is not known."
        " | Too little is known to find a place with. | 1 free seat suits."
    )


def test_a_call_list_is_paged_and_noted_for_whom_it_shows(client, world):
    for _number in range(2):
        make.make_student(world.group)
    client.force_login(world.coordinator)
    answer = read(client, url(world, "call-list?pageSize=2"))
    assert (answer["count"], len(answer["rows"])) == (3, 2)
    assert answer["next"].endswith("/call-list?page=2&pageSize=2")
    shown = {row["student"]["id"] for row in answer["rows"]}
    access_log.buffer.flush()
    noted = AccessRecord.objects.filter(organisation=world.gilde.uuid)
    assert {str(record.subject) for record in noted} == shown


@pytest.mark.parametrize("name", ["class-table", "funnel", "cockpit"])
def test_counts_name_nobody_and_are_not_noted(client, world, placed, name):
    client.force_login(world.coordinator)
    assert "Sanne" not in str(read(client, url(world, name)))
    access_log.buffer.flush()
    assert AccessRecord.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("class-table?schoolYear=26", "/schoolYear"),
        ("class-table?schoolYear=0000", "/schoolYear"),
        ("class-table?schoolYear=9999", "/schoolYear"),
        ("funnel?schoolYear=٢٠٢٦", "/schoolYear"),
        ("funnel?class=LAS3A", "/class"),
        ("funnel?class=00000000-0000-0000-0000-000000000000", "/class"),
        ("call-list?page=0", "/page"),
        ("call-list?schoolYear=2026", "/schoolYear"),
    ],
)
def test_what_makes_no_sense_is_said(client_of, world, path, pointer):
    response = client_of(world.coordinator).get(url(world, path))
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, pointer)


def test_a_class_of_another_school_is_no_class_here(client_of, world):
    other = make.make_group(make.make_school("Elders College"))
    response = client_of(world.coordinator).get(url(world, f"funnel?class={other.uuid}"))
    assert response.status_code == 400
    assert client_of(world.coordinator).get(f"/api/v1/classes/{other.uuid}/call-list").status_code == 404


def have_skill(world, count, skill="lassen"):
    for _number in range(count):
        student = make.make_student(world.group)
        StudentSkill.objects.create(student=student, skill=make.make_skill(skill), text=skill, command=2)


def gaps(client, query=""):
    answer = read(client, f"/api/v1/skills-gap{query}")
    rows = [(row["skill"]["name"], row["wanted"], row["students"], row["gap"]) for row in answer["rows"]]
    return answer["exact"], rows


def test_a_school_reads_its_own_students_and_the_office_none_that_are_too_few(client_of, world):
    have_skill(world, 3)
    elsewhere = make.make_student(make.make_group(make.make_school("Elders College")))
    StudentSkill.objects.create(student=elsewhere, skill=make.make_skill("lassen"), text="lassen")
    assert gaps(client_of(world.coordinator)) == (True, [("tekeninglezen", 1, 0, 1), ("lassen", 1, 4, -3)])
    assert gaps(client_of(world.admin)) == (True, [("tekeninglezen", 1, 0, 1), ("lassen", 1, 5, -4)])
    assert gaps(client_of(world.region_officer)) == (
        False,
        [("tekeninglezen", 1, None, None), ("lassen", 1, 5, -4)],
    )


def test_who_is_of_the_office_and_of_a_school_reads_the_own_students(client_of, world):
    Membership.objects.create(user=world.coordinator, role=Membership.Role.REGION_OFFICE)
    assert gaps(client_of(world.coordinator))[0] is True


def test_the_gap_is_narrowed_by_what_is_known_alone(client_of, world):
    client = client_of(world.admin)
    assert gaps(client, "?sector=engineering&level=bachelor") == (True, [])
    assert len(gaps(client, "?level=secondary_vocational_education_3")[1]) == 2
    for query in ("sector=nothing", "level=7", "school=1", "pageSize=101"):
        assert client.get(f"/api/v1/skills-gap?{query}").status_code == 400
