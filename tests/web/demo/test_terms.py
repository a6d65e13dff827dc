"""The halves of the school year, as seen from a day."""

from datetime import date

import pytest

from web.demo.terms import Span, Terms

AUTUMN_26 = Span(date(2026, 9, 7), date(2027, 1, 29))
SPRING_27 = Span(date(2027, 2, 1), date(2027, 7, 2))
AUTUMN_27 = Span(date(2027, 9, 6), date(2028, 1, 28))
SPRING_28 = Span(date(2028, 1, 31), date(2028, 6, 30))


@pytest.mark.parametrize(
    ("today", "year", "coming"),
    [
        (date(2026, 8, 1), 2026, (AUTUMN_26, SPRING_27, AUTUMN_27, SPRING_28)),
        (date(2026, 11, 21), 2026, (SPRING_27, AUTUMN_27, SPRING_28)),
        (date(2027, 7, 31), 2026, (AUTUMN_27, SPRING_28)),
    ],
)
def test_what_is_still_to_come(today, year, coming):
    terms = Terms(today)
    assert (terms.year, terms.coming()) == (year, coming)


@pytest.mark.parametrize("year", range(2020, 2040))
def test_halves_go_from_a_monday_to_a_friday_and_leave_no_gap(year):
    terms = Terms(date(year, 11, 21))
    autumn, spring = terms.autumn(year), terms.spring(year)
    days = [autumn.first, autumn.last, spring.first, spring.last]
    assert [day.weekday() for day in days] == [0, 4, 0, 4]
    assert (spring.first - autumn.last).days == 3
    assert terms.whole(year) == Span(autumn.first, spring.last)
