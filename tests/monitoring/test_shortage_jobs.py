"""A year in a shortage job: when it is full, which jobs and occupations count, and which certificate."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from monitoring.counts.shortages import schooled
from monitoring.counts.window import Window
from monitoring.indicators import Scope
from placements.models import Placement
from reference.models import ShortageOccupation
from tests.world import make_occupation

pytestmark = pytest.mark.django_db


def counted(day: date, **fields: Any) -> int:
    """Count one job in a shortage occupation (lacking from 2025 on) until a day."""
    occupation = make_occupation("lasser")
    ShortageOccupation.objects.get_or_create(occupation=occupation, from_year=2025)
    known = {
        "kind": "first_job", "occupation": occupation, "status": "started", "person_key": uuid4(),
        "started_on": date(2025, 9, 1), "certified_on": date(2025, 6, 1), "school_year": 2025,
    } | fields  # fmt: skip
    Placement.objects.create(start=known["started_on"], **known)
    return schooled(Scope.REGION, Window.at(day))[""].count


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 8, 30), 0), (date(2026, 8, 31), 1), (date(2026, 9, 1), 1)]
)
def test_it_counts_from_the_last_day_of_the_twelfth_month(day, expected):
    assert counted(day) == expected


@pytest.mark.parametrize(
    ("ended_on", "expected"), [(date(2026, 8, 30), 0), (date(2026, 8, 31), 1), (date(2026, 9, 1), 1)]
)
def test_it_lasts_twelve_months(ended_on, expected):
    assert counted(date(2026, 11, 21), status="finished", ended_on=ended_on) == expected


@pytest.mark.parametrize(
    ("started_on", "year", "expected"),
    [
        (date(2025, 8, 1), 2025, 1),
        (date(2025, 8, 1), 2026, 0),
        (date(2025, 8, 2), 2025, 0),
        (date(2025, 8, 2), 2026, 1),
    ],
)
def test_it_counts_in_the_school_year_in_which_it_is_full(started_on, year, expected):
    assert counted(date(year + 1, 7, 31), started_on=started_on) == expected


@pytest.mark.parametrize(("started_on", "full"), [(date(2024, 2, 29), date(2025, 2, 27))])
def test_a_leap_day_is_full_on_the_day_before_the_last_of_february(started_on, full):
    occupation = make_occupation("lasser")
    ShortageOccupation.objects.create(occupation=occupation, from_year=2024)
    assert counted(full, started_on=started_on, certified_on=started_on) == 1


@pytest.mark.parametrize(
    ("certified_on", "expected"),
    [(None, 0), (date(2026, 11, 22), 0), (date(2026, 11, 21), 1), (date(2020, 1, 1), 1)],
)
def test_the_certificate_is_there_by_the_day_counted(certified_on, expected):
    assert counted(date(2026, 11, 21), certified_on=certified_on) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("first_job", 1), ("apprenticeship", 1), ("side_job", 1), ("internship", 0), ("orientation_visit", 0)],
)
def test_an_internship_is_no_job(kind, expected):
    assert counted(date(2026, 11, 21), kind=kind) == expected


@pytest.mark.parametrize(
    ("from_year", "until_year", "expected"),
    [(2026, None, 1), (2026, 2026, 1), (2020, 2025, 0), (2027, None, 0), (2020, 2026, 1)],
)
def test_the_occupation_is_lacking_in_that_year(from_year, until_year, expected):
    other = make_occupation("bakker")
    ShortageOccupation.objects.create(occupation=other, from_year=from_year, until_year=until_year)
    assert counted(date(2026, 11, 21), occupation=other) == expected


def test_somebody_with_two_jobs_is_one():
    person = uuid4()
    counted(date(2026, 11, 21), person_key=person)
    assert counted(date(2026, 11, 21), person_key=person, started_on=date(2025, 10, 1)) == 1
