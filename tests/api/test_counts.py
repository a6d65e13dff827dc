"""Placements counted over HTTP: rows that sum to the whole, and only what one may see."""

import uuid
from datetime import date

import pytest

from placements.models import Placement
from tests import world as make


@pytest.fixture
def placements(world) -> None:
    """Three started placements of Gilde (two of one student), one of another school, one still to start."""
    other = make.make_school("Elders College")
    sanne, daan, noor = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    place = make.make_place("6041").municipality
    rows = [
        (world.gilde, "internship", sanne, date(2026, 2, 3), "finished", place),
        (world.gilde, "side_job", sanne, date(2026, 9, 1), "started", place),
        (world.gilde, "internship", daan, date(2026, 9, 7), "started", None),
        (other, "internship", noor, date(2026, 9, 7), "started", place),
        (world.gilde, "internship", daan, date(2027, 2, 1), "agreed", place),
    ]
    for school, kind, key, start, status, municipality in rows:
        Placement.objects.create(
            school=school,
            kind=kind,
            person_key=key,
            start=start,
            status=status,
            started_on=None if status == "agreed" else start,
            ended_on=start if status == "finished" else None,
            home_municipality=municipality,
            school_year=2025 if start < date(2026, 8, 1) else 2026,
            level="secondary_vocational_education_3",
        )


def counts(client, query: str = "") -> dict:
    response = client.get(f"/api/v1/placements/counts?{query}")
    assert response.status_code == 200, response.content
    return response.json()


def test_a_school_counts_its_own_started_placements(client_of, world, placements):
    assert counts(client_of(world.coordinator)) == {
        "by": ["kind"],
        "placements": 3,
        "rows": [
            {"kind": "internship", "placements": 2, "students": 2},
            {"kind": "side_job", "placements": 1, "students": 1},
        ],
    }


def test_the_admin_counts_all(client_of, world, placements):
    rows = counts(client_of(world.admin), "by=school")["rows"]
    assert [(row["school"], row["placements"], row["students"]) for row in rows] == [
        ("Elders College", 1, 1),
        ("Gilde Opleidingen", 3, 2),
    ]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("by=month", [("2026-02", 1), ("2026-09", 2)]),
        ("by=schoolYear", [(2025, 1), (2026, 2)]),
        ("by=level", [("secondary_vocational_education_3", 3)]),
        ("by=programme", [(None, 3)]),
        ("by=outcome&kind=internship", [(None, 1), ("finished", 1)]),
        ("by=municipality&schoolYear=2026", [(None, 1), ("Roermond", 1)]),
        ("by=kind&startFrom=2026-09-02", [("internship", 1)]),
    ],
)
def test_every_dimension(client_of, world, placements, query, rows):
    answer = counts(client_of(world.coordinator), query)
    (dimension,) = answer["by"]
    found = [(row[dimension], row["placements"]) for row in answer["rows"]]
    assert sorted(found, key=str) == sorted(rows, key=str)
    assert answer["placements"] == sum(count for _, count in rows)


def test_two_dimensions_sum_to_the_whole(client_of, world, placements):
    answer = counts(client_of(world.coordinator), "by=kind,schoolYear")
    assert [(row["kind"], row["schoolYear"], row["placements"]) for row in answer["rows"]] == [
        ("internship", 2025, 1),
        ("internship", 2026, 1),
        ("side_job", 2026, 1),
    ]


def test_the_count_outlives_the_student(client_of, world, placements):
    Placement.objects.filter(kind="side_job").update(student=world.sanne)
    before = counts(client_of(world.coordinator))
    world.sanne.delete()
    assert counts(client_of(world.coordinator)) == before
