"""How the indicators stand: against target and last year, as measured, and not about too few people."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from monitoring.breakdowns import OFFICE, NotBrokenDown, breakdown
from monitoring.counts.window import Window
from monitoring.indicators import Indicator, Scope, Unit, Value
from monitoring.measuring import measure
from monitoring.models import Measurement, Target
from monitoring.publishing import HIDDEN, Told, carefully, column
from monitoring.standing import Standing, indicators_at
from monitoring.valuing import scopes_of
from placements.meeting import met
from tests.world import TODAY, World, make_student

MET, SATISFIED = Indicator.STUDENTS_MET_EMPLOYERS, Indicator.EMPLOYERS_SATISFIED_PERCENT
COMPANIES = Indicator.COMPANIES_TAKING_PART
QUARTER_END = date(2026, 9, 30)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def meet(world: World, number: int, day: date) -> None:
    for _student in range(number):
        met(make_student(world.group), kind="talk", day=day, company=world.company)


def standing(indicator: str = MET, day: date = TODAY, **how) -> Standing:
    return next(row for row in indicators_at(day, **how) if row.indicator == indicator)


def test_every_indicator_has_a_row_and_a_unit(world: World):
    assert [row.indicator for row in indicators_at(TODAY)] == list(Indicator)
    assert {each.unit for each in Indicator} == set(Unit)


def test_it_stands_beside_target_and_last_year(world: World):
    meet(world, 2, date(2025, 11, 21))
    meet(world, 4, date(2025, 11, 22))
    meet(world, 3, TODAY)
    Target.objects.create(indicator=MET, school_year=2026, value=2000)
    row = standing()
    assert (row.told, row.same_day_last_year, row.last_year) == (Told(3), Told(2), Told(6))
    assert (row.target, row.percent_of_target, row.as_at) == (2000, 0.1, TODAY)


@pytest.mark.parametrize("target", [None, 0])
def test_without_a_target_there_is_no_percentage_of_it(world: World, target):
    if target is not None:
        Target.objects.create(indicator=MET, school_year=2026, value=target)
    assert (standing().target, standing().percent_of_target) == (target, None)


def test_the_day_before_is_another(world: World):
    meet(world, 1, TODAY)
    assert (standing().told, standing(day=TODAY - timedelta(days=1)).told) == (Told(1), Told(0))


def test_of_a_year_that_is_over_it_is_the_whole(world: World):
    meet(world, 2, date(2026, 7, 31))
    meet(world, 1, date(2026, 8, 1))
    row = standing(year=2025)
    assert (row.told, row.as_at) == (Told(2), date(2026, 7, 31))


def test_the_last_of_february_is_the_last_of_february(world: World):
    meet(world, 2, date(2027, 2, 28))
    assert standing(day=date(2028, 2, 29)).same_day_last_year == Told(2)


def test_what_is_published_is_as_it_was_measured(world: World):
    meet(world, 6, QUARTER_END)
    measure(QUARTER_END)
    meet(world, 3, QUARTER_END)
    assert standing(day=QUARTER_END, published=True).told == Told(6)
    assert standing(day=QUARTER_END).told == Told(9)


def test_what_was_not_measured_is_counted(world: World):
    meet(world, 6, QUARTER_END)
    assert not Measurement.objects.exists()
    assert standing(day=QUARTER_END, published=True).told == Told(6)


@pytest.mark.parametrize(("number", "expected"), [(0, HIDDEN), (4, HIDDEN), (5, Told(5))])
def test_fewer_than_five_people_are_not_published(world: World, number, expected):
    meet(world, number, QUARTER_END)
    assert standing(day=QUARTER_END, published=True).told == expected
    assert standing(day=QUARTER_END).told == Told(number)


def test_few_companies_are_no_people(world: World):
    meet(world, 1, QUARTER_END)
    assert standing(COMPANIES, QUARTER_END, published=True).told == Told(1)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (4, 4, HIDDEN),
        (0, 0, HIDDEN),
        (5, 5, Told(100)),
        (3, 8, Told(38)),
        (16, 20, Told(80)),
        (5, 10, Told(50.0, 10)),
        (31, 36, Told(86.1, 36)),
    ],
)
def test_a_percentage_of_few_answers(part, whole, expected):
    assert carefully(SATISFIED, Value(part, whole)) == expected


def test_a_column_hides_the_next_smallest_too():
    found = {"a": Value(3), "b": Value(7), "c": Value(40)}
    assert column(MET, found) == {"a": HIDDEN, "b": HIDDEN, "c": Told(40)}
    assert column(COMPANIES, found) == {"a": Told(3), "b": Told(7), "c": Told(40)}


def test_a_breakdown_has_names(world: World):
    meet(world, 2, TODAY)
    parts = breakdown(MET, Scope.SCHOOL, TODAY)
    assert [(part.key, part.name, part.told) for part in parts] == [
        (str(world.gilde.uuid), "Gilde Opleidingen", Told(2))
    ]


@pytest.mark.parametrize("scope", [scope for scope in scopes_of(MET) if scope != Scope.REGION])
def test_every_scope_names_its_parts(world: World, scope):
    meet(world, 1, TODAY)
    assert [part.name for part in breakdown(MET, scope, TODAY)] == [
        {
            Scope.SCHOOL: "Gilde Opleidingen",
            Scope.PROGRAMME: "Lassen 25102 (25102)",
            Scope.LEVEL: "vocational level 3 (mbo 3)",
            Scope.MUNICIPALITY: "Weert",
            Scope.SECTOR: "engineering",
            Scope.COMPANY: "Maasland Metaal",
            Scope.CLASS: "LAS3A",
        }[scope]
    ]


def test_the_region_office_reads_a_fixed_list(world: World):
    assert all(set(scopes) <= set(scopes_of(indicator)) for indicator, scopes in OFFICE.items())
    for indicator in Indicator:
        for scope in Scope:
            if scope not in OFFICE.get(indicator, ()):
                with pytest.raises(NotBrokenDown):
                    breakdown(indicator, scope, QUARTER_END, published=True)


def test_a_published_breakdown_hides_few(world: World):
    meet(world, 4, QUARTER_END)
    assert [part.told for part in breakdown(MET, Scope.SCHOOL, QUARTER_END, published=True)] == [HIDDEN]


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number(world: World, number, django_assert_num_queries):
    meet(world, number, TODAY)
    with django_assert_num_queries(69):
        indicators_at(TODAY)


def test_a_window_before_the_year_begins_is_empty(world: World):
    meet(world, 1, TODAY)
    assert Window.at(date(2026, 7, 31), year=2026).days == (date(2026, 8, 1), date(2026, 7, 31))
    assert standing(day=date(2026, 7, 31), year=2026).told == Told(0)
