"""School days: Monday to Friday, outside the holidays of the region."""

from datetime import date

import pytest

from reference.school_days import after_school_days, calendar_ends, is_school_day


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 21), 10, date(2026, 12, 4)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 12, 18), 1, date(2027, 1, 4)),
        (date(2026, 12, 11), 10, date(2027, 1, 8)),
        (date(2027, 7, 16), 1, date(2027, 8, 30)),
    ],
)
def test_a_term_is_counted_in_school_days(day, count, later):
    assert after_school_days(day, count) == later


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 12, 24), False),
        (date(2027, 1, 4), True),
        (date(2040, 12, 24), True),
    ],
)
def test_weekends_and_holidays_are_free(day, works):
    assert is_school_day(day) is works


def test_the_calendar_says_how_far_it_reaches():
    assert calendar_ends() == date(2027, 8, 29)
