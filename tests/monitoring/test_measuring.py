"""Measuring: written once a day, safe to repeat, thin in the long run."""

import json
import random
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from config.schedule import SCHEDULE
from monitoring.counts.window import Window
from monitoring.indicators import Indicator, Scope, Value
from monitoring.measuring import DayAhead, measure, measure_due
from monitoring.models import Measurement
from monitoring.tasks import count
from monitoring.valuing import STATES, scopes_of, values
from placements.meeting import met
from placements.models import Encounter
from tests.monitoring.histories import History, make_ground
from tests.world import TODAY, World, make_student

YESTERDAY = TODAY - timedelta(days=1)
ACTIVE = Indicator.ACTIVE_STUDENT_PROFILES
MET = Indicator.STUDENTS_MET_EMPLOYERS


def measurements(**filters) -> dict[tuple[str, str, str], Value]:
    rows = Measurement.objects.filter(**filters)
    return {(row.indicator, row.scope, row.key): row.value for row in rows}


def test_every_value_is_written_as_it_is_counted(db, today):
    History(make_ground(), random.Random(7)).happen(20)
    measured = measure(TODAY)
    window = Window.at(TODAY)
    counted = {
        (indicator, scope, key): value
        for indicator in Indicator
        for scope in scopes_of(indicator)
        for key, value in values(indicator, scope, window).items()
    }
    assert len(counted) > 80
    assert measurements(day=TODAY) == counted
    assert (measured.added, measured.changed, measured.unchanged, measured.removed) == (len(counted), 0, 0, 0)


def test_repeating_it_changes_nothing(db, today):
    History(make_ground(), random.Random(7)).happen()
    first = measure(TODAY)
    before = list(Measurement.objects.order_by("pk").values())
    again = measure(TODAY)
    assert list(Measurement.objects.order_by("pk").values()) == before
    assert (again.added, again.changed, again.removed, again.thinned) == (0, 0, 0, 0)
    assert again.unchanged == first.added


def test_what_changed_is_changed_and_what_is_gone_goes(world: World):
    for student in (world.sanne, make_student(world.group)):
        met(student, kind="talk", day=YESTERDAY, company=world.company)
    measure(YESTERDAY)
    kept = Measurement.objects.get(indicator=MET, day=YESTERDAY, scope=Scope.REGION)
    assert kept.value == Value(2)
    Encounter.objects.filter(student=world.sanne).delete()
    Encounter.objects.update(level="master")
    measured = measure(YESTERDAY)
    assert Measurement.objects.get(pk=kept.pk).value == Value(1)
    assert measurements(indicator=MET, day=YESTERDAY, scope=Scope.LEVEL) == {
        (MET, Scope.LEVEL, "master"): Value(1)
    }
    assert measured.removed >= 1


def test_a_dry_run_writes_nothing(world: World):
    met(world.sanne, kind="talk", day=YESTERDAY, company=world.company)
    measured = measure(YESTERDAY, dry_run=True)
    assert measured.added > len(Indicator)
    assert not Measurement.objects.exists()


def test_a_day_ahead_is_not_measured(world: World):
    with pytest.raises(DayAhead):
        measure(TODAY + timedelta(days=1))


def test_a_state_is_written_on_its_day_or_in_the_night_after_it(world: World):
    measure(YESTERDAY - timedelta(days=1))
    assert measurements(indicator=ACTIVE) == {}
    measure(YESTERDAY)
    assert measurements(indicator=ACTIVE) == {(ACTIVE, Scope.REGION, ""): Value(0)}
    Measurement.objects.filter(indicator=ACTIVE).update(count=12)
    assert (measure(YESTERDAY).changed, measure(YESTERDAY).removed) == (0, 0)
    assert measurements(indicator=ACTIVE, day=YESTERDAY) == {(ACTIVE, Scope.REGION, ""): Value(12)}
    measure(TODAY)
    assert measurements(indicator=ACTIVE, day=TODAY) == {(ACTIVE, Scope.REGION, ""): Value(0)}


def test_of_the_narrow_scopes_one_measurement_a_month_stays(world: World):
    met(world.sanne, kind="talk", day=date(2026, 9, 1), company=world.company)
    days = [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 15), date(2026, 11, 19), date(2026, 11, 20)]
    for day in days:
        measure(day)
    told = Counter(Measurement.objects.filter(indicator=MET).values_list("scope", "day"))
    assert {day for scope, day in told if scope == Scope.REGION} == set(days)
    assert {day for scope, day in told if scope == Scope.SCHOOL} == set(days)
    kept = {date(2026, 9, 30), date(2026, 10, 15), date(2026, 11, 20)}
    assert {day for scope, day in told if scope == Scope.LEVEL} == kept


def test_a_day_before_the_last_of_its_month_is_measured_widely_only(world: World):
    met(world.sanne, kind="talk", day=date(2026, 9, 1), company=world.company)
    measure(date(2026, 9, 30))
    earlier = measure(date(2026, 9, 29))
    assert set(Measurement.objects.filter(day=date(2026, 9, 29)).values_list("scope", flat=True)) == {
        Scope.REGION, Scope.SCHOOL
    }  # fmt: skip
    assert earlier.thinned == 0
    assert measure(date(2026, 9, 29)).added == 0


def test_the_end_of_a_quarter_that_was_missed_is_measured_first(world: World):
    assert [each.day for each in measure_due()] == [date(2026, 9, 30), YESTERDAY]
    assert [each.day for each in measure_due()] == [YESTERDAY]
    assert not measurements(indicator__in=STATES, day=date(2026, 9, 30))


def test_the_day_after_a_quarter_measures_its_end_once(world: World):
    with time_machine.travel("2027-01-01T03:20:00+01:00"):
        assert [each.day for each in measure_due()] == [date(2026, 12, 31)]
        assert count() == 0


def test_the_clock_counts_before_anybody_is_erased():
    names = list(SCHEDULE)
    counts, retains = SCHEDULE["count"]["schedule"], SCHEDULE["retain"]["schedule"]
    assert names.index("count") < names.index("retain")
    assert [max(each) for each in (counts.hour, counts.minute)] < [max(retains.hour), max(retains.minute)]


def told(*args: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("count", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_says_in_a_line_what_it_did(world: World):
    first, again = told("--day", "2026-11-20")[0], told("--day", "2026-11-20")[0]
    values = Measurement.objects.count()
    assert first == f"2026-11-20: {values} added, 0 changed, 0 unchanged, 0 removed, 0 thinned.\n"
    assert again == f"2026-11-20: 0 added, 0 changed, {values} unchanged, 0 removed, 0 thinned.\n"


def test_the_command_tells_a_program(world: World):
    out, err = told("--json", "--dry-run")
    days = json.loads(out)["days"]
    assert [day["day"] for day in days] == ["2026-09-30", "2026-11-20"]
    assert len(err.splitlines()) == 2
    assert not Measurement.objects.exists()


def test_the_command_refuses_a_day_ahead(world: World):
    with pytest.raises(CommandError, match="2026-11-22 has not come yet"):
        told("--day", "2026-11-22")
