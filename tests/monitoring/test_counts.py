"""What is counted equals a slow, obvious count of the same history, and stays when people go."""

import random
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitoring.counts.window import Window
from monitoring.indicators import Indicator, Value
from monitoring.valuing import COUNTERS, STATES, scopes_of, values
from profiles import forgetting
from profiles.models import Student
from tests.monitoring.histories import Ground, History, make_ground
from tests.monitoring.slow_counts import SLOW, slow_values

FLOWS = [indicator for indicator in Indicator if indicator not in STATES]
SEEDS = st.integers(0, 2**32)
DAYS = st.sampled_from(
    [date(2026, 7, 31), date(2026, 8, 1), date(2026, 11, 21), date(2027, 3, 31), date(2027, 7, 31)]
)
CELLS = [(indicator, scope) for indicator in FLOWS for scope in scopes_of(indicator)]
calmly = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def ground(db: None, today: None) -> Ground:
    return make_ground()


def all_values(year: int, day: date) -> dict[tuple[str, str], dict[str, Value]]:
    window = Window.at(day, year=year)
    return {(indicator, scope): values(indicator, scope, window) for indicator, scope in CELLS}


def test_every_indicator_is_counted_and_held_to_a_slow_count():
    assert (set(COUNTERS), set(SLOW)) == (set(Indicator), set(FLOWS))


@settings(calmly, max_examples=25)
@given(seed=SEEDS, year=st.sampled_from([2025, 2026]), day=DAYS)
def test_it_equals_the_slow_count(ground, seed, year, day):
    with transaction.atomic():
        History(ground, random.Random(seed)).happen()
        slow = {cell: slow_values(*cell, year, day) for cell in CELLS}
        assert all_values(year, day) == slow
        transaction.set_rollback(True)
        ground.keys.clear()


@settings(calmly, max_examples=8)
@given(seed=SEEDS, year=st.sampled_from([2025, 2026]))
def test_counts_outlive_people(ground, seed, year):
    dice = random.Random(seed)
    with transaction.atomic():
        History(ground, dice).happen()
        before = all_values(year, date(2027, 7, 31))
        for student in dice.sample(ground.students, dice.randint(1, 6)):
            forget = dice.choice((forgetting.forget, forgetting.forget_profile, forgetting.strip))
            forget(Student.objects.get(pk=student.pk), by=None)
        assert all_values(year, date(2027, 7, 31)) == before
        transaction.set_rollback(True)
        ground.keys.clear()
