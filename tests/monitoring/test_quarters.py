"""Quarters: read as people write them, where they begin and end, and which one is over."""

from datetime import date

import pytest

from monitoring.quarters import NoQuarter, Quarter, QuarterNotBegun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-Q4", Quarter(2026, 4)),
        ("2026Q4", Quarter(2026, 4)),
        (" 2026q1 ", Quarter(2026, 1)),
        ("2026-K2", Quarter(2026, 2)),
    ],
)
def test_a_quarter_is_read_as_it_is_written(text, expected):
    assert Quarter.parse(text) == expected


@pytest.mark.parametrize(
    "text", ["", "Q4", "2026", "2026-Q5", "2026-Q0", "26-Q4", "2026 Q4", "1999-Q1", "2026-Q४"]
)
def test_anything_else_is_none(text):
    with pytest.raises(NoQuarter):
        Quarter.parse(text)


@pytest.mark.parametrize(
    ("quarter", "begin", "end", "year"),
    [
        (Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31), 2025),
        (Quarter(2026, 2), date(2026, 4, 1), date(2026, 6, 30), 2025),
        (Quarter(2026, 3), date(2026, 7, 1), date(2026, 9, 30), 2026),
        (Quarter(2026, 4), date(2026, 10, 1), date(2026, 12, 31), 2026),
    ],
)
def test_it_counts_in_the_school_year_in_which_it_ends(quarter, begin, end, year):
    assert (quarter.begin, quarter.end, quarter.school_year) == (begin, end, year)
    assert Quarter.of(begin) == Quarter.of(end) == quarter


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 31), "2026-Q3"),
        (date(2027, 1, 1), "2026-Q4"),
        (date(2027, 3, 31), "2026-Q4"),
        (date(2027, 4, 1), "2027-Q1"),
    ],
)
def test_the_last_one_is_over(today, expected):
    assert str(Quarter.last_complete(today)) == expected


@pytest.mark.parametrize("today", [date(2026, 10, 1), date(2026, 12, 31), date(2027, 5, 1)])
def test_one_that_began_is_taken(today):
    Quarter(2026, 4).require_begun(today)


def test_one_that_lies_ahead_is_refused():
    with pytest.raises(QuarterNotBegun, match="2026-Q4"):
        Quarter(2026, 4).require_begun(date(2026, 9, 30))
