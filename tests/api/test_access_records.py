"""The access log over the API: rows for the platform, counts that tell of nobody for the region office."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from monitoring.accesses import accesses_by_quarter
from profiles.models import AccessRecord
from tests import world as make

SUMMER = datetime(2026, 8, 15, 12, tzinfo=UTC)


def record(**fields):
    known = {"via": "session", "act": "GET class", "status": 200, "at": SUMMER}
    return AccessRecord.objects.create(**(known | fields))


def looked_at(organisation, students: int, *, times: int = 1, at: datetime = SUMMER) -> None:
    for _ in range(students):
        subject = uuid4()
        for _ in range(times):
            record(organisation=organisation.uuid, subject=subject, at=at)


def counted() -> list[tuple]:
    return [(row.quarter, str(row.organisation), row.students, row.accesses) for row in accesses_by_quarter()]


def test_the_platform_reads_every_row(world, client_of):
    noted = record(actor=world.coordinator.uuid, subject=world.sanne.uuid, organisation=world.gilde.uuid)
    (row,) = client_of(world.admin).get("/api/v1/access-records").json()["results"]
    assert row == {
        "at": timezone.localtime(noted.at).isoformat(),
        "actor": str(world.coordinator.uuid),
        "via": "session",
        "act": "GET class",
        "object": None,
        "subject": str(world.sanne.uuid),
        "organisation": str(world.gilde.uuid),
        "status": 200,
    }


@pytest.mark.parametrize("who", ["sanne", "bram", "coordinator", "region_officer", "stranger"])
def test_nobody_else_does(world, client_of, who):
    user = world.sanne.user if who == "sanne" else getattr(world, who)
    assert client_of(user).get("/api/v1/access-records").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("subject={sanne}", 1),
        ("actor={coordinator}", 2),
        ("organisation={gilde}", 1),
        ("via=token", 1),
        ("dayFrom=2026-08-16", 1),
        ("dayUntil=2026-08-15", 2),
        ("dayFrom=2026-08-15&dayUntil=2026-08-15", 2),
    ],
)
def test_the_log_is_narrowed(world, client_of, query, found):
    record(actor=world.coordinator.uuid, subject=world.sanne.uuid, organisation=world.gilde.uuid)
    record(actor=world.coordinator.uuid, via="token")
    record(actor=world.bram.uuid, at=datetime(2026, 8, 15, 22, tzinfo=UTC))  # midnight in Roermond
    ids = {"sanne": world.sanne.uuid, "coordinator": world.coordinator.uuid, "gilde": world.gilde.uuid}
    answer = client_of(world.admin).get(f"/api/v1/access-records?{query.format(**ids)}")
    assert answer.json()["count"] == found


@pytest.mark.parametrize("query", ["status=200", "act=GET", "at=2026-08-15", "via=pigeon", "ordering=at"])
def test_other_ways_to_narrow_are_refused(world, client_of, query):
    assert client_of(world.admin).get(f"/api/v1/access-records?{query}").status_code == 400


def test_the_office_reads_counts_by_organisation_and_complete_quarter(world, client_of):
    looked_at(world.gilde, 6, times=2)
    looked_at(world.company, 5)
    looked_at(world.gilde, 7, at=datetime(2026, 11, 2, tzinfo=UTC))  # this quarter is not over
    looked_at(world.gilde, 7, at=datetime(2025, 9, 30, tzinfo=UTC))  # longer ago than a year
    rows = client_of(world.region_officer).get("/api/v1/access-records/counts").json()["rows"]
    assert rows == [
        {
            "quarter": "2026-Q3",
            "organisation": {"id": str(each.uuid), "name": each.name},
            "students": students,
            "accesses": accesses,
        }
        for each, students, accesses in ((world.gilde, 6, 12), (world.company, 5, 5))
    ]


@pytest.mark.parametrize(
    ("first", "second", "third", "expected"),
    [
        (9, 8, 7, [9, 8, 7]),
        (9, 8, 4, [9, None, None]),
        (9, 3, 2, [9, None, None]),
        (9, 1, 2, [None, None, None]),
        (4, 4, 4, [None, None, None]),
    ],
)
def test_few_students_are_not_told_nor_can_they_be_worked_out(world, first, second, third, expected):
    organisations = [world.gilde, make.make_company("Hoveniers"), make.make_company("Installatie")]
    for organisation, students in zip(organisations, (first, second, third), strict=True):
        looked_at(organisation, students)
    assert [(students, accesses) for _, _, students, accesses in counted()] == [
        (each, each) for each in expected
    ]


def test_what_was_refused_or_is_about_oneself_is_not_counted(world):
    looked_at(world.gilde, 6)
    record(organisation=world.gilde.uuid, subject=uuid4(), status=404)
    record(organisation=world.gilde.uuid, object=uuid4(), status=404)
    record(actor=world.sanne.user.uuid, subject=world.sanne.uuid)
    assert counted() == [("2026-Q3", "Gilde Opleidingen", 6, 6)]


def test_counts_take_three_queries_for_any_number_of_organisations(world, django_assert_num_queries):
    for name in ("Een", "Twee", "Drie"):
        looked_at(make.make_company(name), 5)
        with django_assert_num_queries(3):
            accesses_by_quarter()
