"""The occupations that a region lacks people for: as its pack tells them, and what is wrong with a row."""

import pytest

from reference.loading.resolving import Resolver
from reference.loading.shortages import COLUMNS, load_shortages
from reference.models import Occupation, ShortageOccupation
from reference.reporting import Report
from reference.tables import Table
from tests.lists import csv_file
from tests.world import make_occupation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def welder() -> Occupation:
    return make_occupation("lasser", en="welder")


def load(*rows: str) -> Report:
    report = Report("shortage_occupations.csv")
    occupations = Resolver(Occupation, {"welder": Occupation.objects.get().uri})
    table = Table(csv_file("occupation,from_year,until_year", *rows), COLUMNS)
    load_shortages(table, report, occupations=occupations)
    report.errors.extend(table.errors)
    return report


def test_a_shortage_has_years(welder):
    report = load("welder,2022,2023", "lasser,2025,")
    assert (report.added, report.errors) == (2, [])
    rows = ShortageOccupation.objects.values_list("occupation", "from_year", "until_year")
    assert list(rows) == [(welder.pk, 2022, 2023), (welder.pk, 2025, None)]


def test_repeating_changes_nothing_and_an_end_may_come(welder):
    load("welder,2025,")
    assert (load("welder,2025,").unchanged, load("welder,2025,2026").changed) == (1, 1)
    assert ShortageOccupation.objects.get().until_year == 2026


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("wellder,2025,", "occupation", "unknown_concept"),
        (",2025,", "occupation", "missing_value"),
        ("welder,,", "from_year", "missing_value"),
        ("welder,25,", "from_year", "bad_year"),
        ("welder,2025/2026,", "from_year", "bad_year"),
        ("welder,2025,2024", "until_year", "ends_before_start"),
        ("welder,2025,later", "until_year", "bad_year"),
    ],
)
def test_a_row_that_is_wrong_is_said(row, column, code):
    report = load(row)
    assert [(error.row, error.column, error.code) for error in report.errors] == [(2, column, code)]
    assert not ShortageOccupation.objects.exists()


def test_a_row_twice_is_said():
    assert [(e.row, e.code) for e in load("welder,2025,", "lasser,2025,2026").errors] == [
        (3, "duplicate_row")
    ]


def test_a_slip_is_suggested():
    assert load("wellder,2025,").errors[0].suggestion == "welder"
