"""The cockpit: placements per month beside the year before, and few queries for many."""

from datetime import date, timedelta

import pytest

from monitoring.cockpit import cockpit_of
from monitoring.models import Measurement, Target
from tests import world as make
from tests.placements.agreed import agreed


def started(world, on, **fields):
    agreed(world, make.make_student(world.group), status="started", start=on, started_on=on, **fields)


def test_months_begin_in_august_and_stand_beside_those_a_year_before(world):
    for day in (date(2026, 7, 31), date(2025, 8, 1), date(2025, 7, 31), date(2024, 9, 1)):
        started(world, day, school_year=day.year - (day.month < 8), end=None)
    for day in (date(2026, 8, 1), date(2026, 8, 31), date(2027, 7, 31), date(2027, 8, 1)):
        started(world, day, school_year=2027 if day.year == 2027 and day.month > 7 else 2026, end=None)
    agreed(world)
    started(world, date(2026, 9, 1), school=make.make_school("Elders College"))
    months = cockpit_of(world.gilde, 2026).months
    assert [month.first for month in months][::11] == [date(2026, 8, 1), date(2027, 7, 1)]
    assert [(month.placements, month.year_before) for month in months] == [(2, 1), *[(0, 0)] * 10, (1, 1)]


@pytest.mark.parametrize("many", [1, 12])
def test_five_queries_for_any_number(world, many, django_assert_num_queries):
    for number in range(many):
        agreed(world, make.make_student(make.make_group(world.gilde, f"K{number}")))
    with django_assert_num_queries(5):
        assert cockpit_of(world.gilde, 2026).told.size == many + 1


def measured(key, indicator, day, count, of=None):
    Measurement.objects.create(scope="school", key=str(key), indicator=indicator, day=day, count=count, of=of)


def test_indicators_stand_as_they_were_last_measured_beside_the_own_targets(world):
    key, today, year = world.gilde.uuid, make.TODAY, make.SCHOOL_YEAR
    measured(key, "placements", today - timedelta(days=1), 6)
    measured(key, "placements", today, 7)
    measured(key, "employers_satisfied_percent", today, 8, of=9)
    measured(key, "active_student_profiles", date(2026, 7, 31), 100)
    measured(make.make_school("Elders College").uuid, "guest_lectures_held", today, 3)
    Target.objects.create(indicator="placements", school=world.gilde, school_year=year, value=40)
    Target.objects.create(indicator="employers_satisfied_percent", school_year=year, value=89)
    found = cockpit_of(world.gilde, year).standings
    assert [(each.indicator, each.value.shown, each.target, each.as_at) for each in found] == [
        ("placements", 7, 40, today),
        ("employers_satisfied_percent", 88.9, None, today),
    ]
    last_year = cockpit_of(world.gilde, year - 1).standings
    assert [(each.indicator, each.value.shown) for each in last_year] == [("active_student_profiles", 100)]
    assert cockpit_of(world.gilde, year - 2).standings == []
