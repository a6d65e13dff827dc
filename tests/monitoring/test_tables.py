"""The tables of the region office: every cell and total right, and too few people never told."""

import random
from collections import Counter
from datetime import date

import pytest
from django.utils import translation

from monitoring.breakdowns import breakdown
from monitoring.counts.window import Window
from monitoring.disclosure import LEAST
from monitoring.indicators import Indicator, Scope
from monitoring.tables import OTHER, TABLES, TOTAL, table_of
from placements.models import Placement
from reference.models import Municipality
from tests.monitoring.histories import History, make_ground
from tests.world import make_place, make_school
from vacancies.models import Vacancy

NAME = "placements-by-school-and-kind"
WINDOW = Window.at(date(2026, 9, 30))
Kind = Vacancy.Kind


def place(school, kind: str, number: int, *, people: int | None = None, **fields) -> None:
    """Let so many placements start, of as many people or fewer."""
    for index in range(number):
        person = random.Random(f"{school.pk} {kind} {index % (people or number)}").getrandbits(128)
        known = {"school_year": 2026, "start": date(2026, 9, 1), "started_on": date(2026, 9, 1)}
        Placement.objects.create(
            school=school, kind=kind, status="started", person_key=f"{person:032x}", **(known | fields)
        )


def told(name: str = NAME, **how) -> dict[tuple[str, str], int | None]:
    return {(cell.row_name, cell.column_name): cell.number for cell in table_of(name, WINDOW, **how)}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def schools(db, today):
    return [make_school(name) for name in ("Gilde", "Fontys", "Yuverta")]


def test_the_list_is_fixed_and_short():
    assert len(TABLES) <= 12


@pytest.mark.parametrize("name", TABLES)
def test_an_exact_table_counts_everything_once(db, today, name):
    History(make_ground(), random.Random(3)).happen(40)
    window = Window.at(date(2026, 11, 21))
    cells = table_of(name, window, exact=True)
    inner = Counter({(c.row, c.column): c.number for c in cells if TOTAL not in (c.row, c.column)})
    rows = TABLES[name].rows_of(window)
    assert inner.total() == rows.count()
    assert cells
    totals = {(cell.row, cell.column): cell.number for cell in cells if TOTAL in (cell.row, cell.column)}
    for row, column in totals:
        of = [n for (r, c), n in inner.items() if row in (r, TOTAL) and column in (c, TOTAL)]
        assert totals[row, column] == sum(of)


def test_what_is_large_is_told(schools):
    gilde, fontys, _yuverta = schools
    for school in (gilde, fontys):
        for kind, number in ((Kind.INTERNSHIP, 7), (Kind.SIDE_JOB, 6)):
            place(school, kind, number)
    assert told() == told(exact=True) == {
        ("Gilde", "internship"): 7, ("Gilde", "side job"): 6, ("Gilde", "total"): 13,
        ("Fontys", "internship"): 7, ("Fontys", "side job"): 6, ("Fontys", "total"): 13,
        ("total", "internship"): 14, ("total", "side job"): 12, ("total", "total"): 26,
    }  # fmt: skip


def test_a_small_cell_hides_what_would_give_it_away(schools):
    gilde, fontys, yuverta = schools
    for school, kind, number in (
        (gilde, Kind.INTERNSHIP, 4), (gilde, Kind.SIDE_JOB, 9), (gilde, Kind.FIRST_JOB, 30),
        (fontys, Kind.INTERNSHIP, 9), (fontys, Kind.SIDE_JOB, 9), (fontys, Kind.FIRST_JOB, 30),
        (yuverta, Kind.INTERNSHIP, 30), (yuverta, Kind.SIDE_JOB, 30), (yuverta, Kind.FIRST_JOB, 30),
    ):  # fmt: skip
        place(school, kind, number)
    hidden = {cell for cell, number in told().items() if number is None}
    assert hidden == {
        ("Gilde", "internship"), ("Gilde", "side job"), ("Fontys", "internship"), ("Fontys", "side job")
    }  # fmt: skip


def test_five_placements_of_fewer_people_are_hidden(schools):
    gilde, fontys, _yuverta = schools
    for school in (gilde, fontys):
        place(school, Kind.INTERNSHIP, 9)
        place(school, Kind.SIDE_JOB, 9)
    assert None not in told().values()
    Placement.objects.filter(school=gilde, kind=Kind.SIDE_JOB).delete()
    place(gilde, Kind.SIDE_JOB, 9, people=4)
    assert told()["Gilde", "side job"] is None


def test_schools_of_too_few_stand_together(schools):
    gilde, fontys, yuverta = schools
    for school, number in ((gilde, 20), (fontys, 3), (yuverta, 4)):
        place(school, Kind.INTERNSHIP, number)
    assert told() == {
        ("Gilde", "internship"): 20, ("Gilde", "total"): 20,
        ("other, together", "internship"): 7, ("other, together", "total"): 7,
        ("total", "internship"): 27, ("total", "total"): 27,
    }  # fmt: skip
    assert OTHER in {cell.row for cell in table_of(NAME, WINDOW)}


def test_too_few_altogether_is_no_table(schools):
    place(schools[0], Kind.INTERNSHIP, LEAST - 1)
    assert told() == {}
    assert told(exact=True)["total", "total"] == LEAST - 1


def test_nothing_is_no_table(schools):
    assert told() == {}


def test_what_is_unknown_is_counted_and_comes_last(schools):
    roermond, elsewhere = make_place("6041").municipality, make_place("6211").municipality
    for municipality in (roermond, elsewhere, None):
        place(schools[0], Kind.FIRST_JOB, 6, work_municipality=municipality, level="bachelor")
    cells = table_of("first-jobs-by-level-and-place", WINDOW)
    assert [(cell.row, cell.column, cell.number) for cell in cells][:4] == [
        ("bachelor", "elsewhere", 6), ("bachelor", "in_region", 6), ("bachelor", "unknown", 6),
        ("bachelor", "total", 18),
    ]  # fmt: skip


def test_a_table_is_one_query_and_the_names(schools, django_assert_num_queries):
    place(schools[0], Kind.INTERNSHIP, 9)
    with django_assert_num_queries(2):
        table_of(NAME, WINDOW)


def test_municipalities_outside_the_region_stand_together(schools):
    by_municipality = "placements-by-school-and-municipality"
    roermond, weert = (make_place(code).municipality for code in ("6041", "6001"))
    outside = [Municipality.objects.create(code=f"GM0{at}", name=f"Far {at}") for at in range(2)]
    for municipality, number in zip((roermond, weert, *outside), (20, 30, 6, 3), strict=True):
        place(schools[0], Kind.INTERNSHIP, number, home_municipality=municipality)
    columns = {column: number for (row, column), number in told(by_municipality).items() if row == "total"}
    assert columns == {"Roermond": 20, "Weert": 30, "elsewhere": 9, "total": 59}
    exact = told(by_municipality, exact=True)
    assert (exact["total", "Far 0"], exact["total", "Far 1"]) == (6, 3)
    parts = breakdown(Indicator.PLACEMENTS, Scope.MUNICIPALITY, WINDOW.until, published=True)
    assert {part.name: part.told.value for part in parts} == {"Roermond": 20, "Weert": 30, "elsewhere": 9}
