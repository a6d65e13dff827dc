"""What the region office reads of its promises: what was measured at the end of a quarter, beside targets."""

import pytest

from monitoring.indicators import Indicator, Scope
from monitoring.models import Measurement, Target
from monitoring.promises import Promise, promises_at
from monitoring.publishing import HIDDEN, Told
from monitoring.quarters import Quarter
from monitoring.standing import indicators_at
from tests import world as make

MET, SATISFIED = Indicator.STUDENTS_MET_EMPLOYERS, Indicator.EMPLOYERS_SATISFIED_PERCENT
QUARTER = Quarter(2026, 3)

pytestmark = pytest.mark.django_db


def measured(indicator: str, count: int, of: int | None = None, **where) -> None:
    where = {"day": QUARTER.end, "scope": Scope.REGION, "key": ""} | where
    Measurement.objects.create(indicator=indicator, count=count, of=of, **where)


def promise(indicator: str = MET) -> Promise:
    return next(each for each in promises_at(QUARTER) if each.indicator == indicator)


def test_every_indicator_is_a_promise():
    assert [each.indicator for each in promises_at(QUARTER)] == list(Indicator)


def test_it_is_what_was_measured_beside_the_target_of_that_school_year():
    measured(MET, 1204)
    for year, value in ((2025, 500), (2026, 2500)):
        Target.objects.create(indicator=MET, school_year=year, value=value)
    assert promise() == Promise(MET, Told(1204), 2500)


def test_the_day_before_the_parts_and_the_targets_of_a_school_are_others():
    measured(MET, 7, day=QUARTER.end.replace(day=29))
    measured(MET, 8, scope=Scope.SCHOOL, key="x")
    Target.objects.create(indicator=MET, school_year=2026, value=9, school=make.make_school("Gilde"))
    assert promise() == Promise(MET, None, None)


@pytest.mark.parametrize(("count", "expected"), [(0, HIDDEN), (4, HIDDEN), (5, Told(5))])
def test_fewer_than_five_people_are_not_told(count, expected):
    measured(MET, count)
    assert promise().told == expected


def test_few_answers_are_not_told_either():
    measured(SATISFIED, 4, of=4)
    assert promise(SATISFIED).told == HIDDEN


def test_it_tells_what_the_report_tells(world):
    for place, indicator in enumerate(Indicator):
        measured(indicator, 3 * place, of=45 if indicator.is_percentage else None)
        Target.objects.create(indicator=indicator, school_year=2026, value=place)
    told = indicators_at(QUARTER.end, published=True)
    assert [(each.indicator, each.told, each.target) for each in promises_at(QUARTER)] == [
        (each.indicator, each.told, each.target) for each in told
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_two_queries(number, django_assert_num_queries):
    for indicator in list(Indicator)[:number]:
        measured(indicator, 9, of=9 if indicator.is_percentage else None)
    with django_assert_num_queries(2):
        promises_at(QUARTER)
