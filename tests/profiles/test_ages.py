"""Ages: birthdays, the 29th of February, and the same answer whichever way one asks."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from profiles.ages import age_on, born_by, consents_alone, needs_guardian, turns


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(2010, 11, 21), date(2026, 11, 20), 15),
        (date(2010, 11, 21), date(2026, 11, 21), 16),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2012, 2, 29), date(2029, 2, 28), 16),
        (date(2012, 2, 29), date(2029, 3, 1), 17),
        (date(2010, 12, 31), date(2026, 1, 1), 15),
    ],
)
def test_an_age_changes_on_the_birthday(born, day, years):
    assert age_on(born, day) == years


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
        (date(2012, 2, 29), 18, date(2030, 3, 1)),
        (date(2010, 5, 17), 16, date(2026, 5, 17)),
    ],
)
def test_the_day_of_an_age(born, years, day):
    assert turns(born, years) == day


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(born=DAYS, day=DAYS, years=st.integers(0, 30))
def test_all_three_ways_agree(born, day, years):
    is_that_old = age_on(born, day) >= years
    assert (born <= born_by(years, day), turns(born, years) <= day) == (is_that_old, is_that_old)


@pytest.mark.parametrize(("hour", "alone"), [("2026-11-20T23:59:59", False), ("2026-11-21T00:00:00", True)])
def test_one_decides_alone_from_local_midnight_on(hour, alone):
    local = timezone.make_aware(datetime.fromisoformat(hour))
    with time_machine.travel(local, tick=False):
        born = date(2010, 11, 21)
        assert (consents_alone(born), needs_guardian(born)) == (alone, not alone)


def test_an_unknown_age_is_neither():
    assert (consents_alone(None), needs_guardian(None)) == (False, False)
