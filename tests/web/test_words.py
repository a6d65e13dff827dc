"""Facts, days, hours and counts as people read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from reference.levels import Level
from vacancies.models import Vacancy
from web.comparison import languages, span
from web.days import write_day, write_period
from web.facts import facts
from web.tables import CountRow, count_table

FIRST, LAST = date(2027, 3, 1), date(2027, 7, 2)


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        ("nl", FIRST, "1 mrt 2027"),
        ("en", FIRST, "1 Mar 2027"),
        ("nl", LAST, "2 jul 2027"),
        ("en", LAST, "2 Jul 2027"),
    ],
)
def test_a_day_is_written_shortly(language, day, expected):
    with override(language):
        assert write_day(day) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (FIRST, LAST, "1 Mar 2027 – 2 Jul 2027"),
        (FIRST, None, "from 1 Mar 2027"),
        (None, LAST, "until 2 Jul 2027"),
        (None, None, ""),
    ],
)
@override("en")
def test_a_period_may_miss_an_end(first, last, expected):
    assert write_period(first, last) == expected


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [(16, 24, "16 to 24 hours"), (24, 24, "24 hours"), (1, 1, "1 hour"), (None, None, ""), (16, None, "")],
)
@override("en")
def test_hours_are_a_range_or_a_number(least, most, expected):
    assert span(least, most) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"nl": "B1", "de": "A2"}, "German A2, Dutch B1"),
        ({"xx-unknown": "A1"}, "xx-unknown A1"),
        ({}, ""),
        (None, ""),
    ],
)
@override("en")
def test_languages_are_named(levels, expected):
    assert languages(levels) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"level": Level.BACHELOR}, [("Level", "bachelor")]),
        ({"level_min": 2, "level_max": 4}, [("Level", "NLQF 2 to 4")]),
        ({"remote": True}, [("Where", "can be done remotely")]),
        ({"weekdays": [5, 1]}, [("Days", "Monday, Friday")]),
        ({"pay_period": "none"}, [("Pay", "Unpaid")]),
        ({"pay_period": "month", "pay_amount": Decimal(450)}, [("Pay", "€ 450.00 per month")]),
        ({"pay_period": "hour", "pay_amount": None}, [("Pay", "Per hour")]),
        ({"licences": ["B", "BE"]}, [("Driving licence", "B, BE")]),
        ({"hazard": "adults_only"}, [("Safety", "Adults only")]),
        ({"start": FIRST}, [("Period", "from 1 Mar 2027")]),
    ],
)
@override("en")
def test_a_vacancy_tells_only_what_is_known(fields, expected):
    always = [("Kind", "First job"), ("Seats", "2")]
    told = facts(Vacancy(kind=Vacancy.Kind.FIRST_JOB, seats=2, **fields))
    assert [fact for fact in told if fact not in always] == expected
    assert [fact for fact in told if fact in always] == always


def test_counts_are_laid_out_with_the_unknown_last_and_totals_that_add_up():
    counts = {("b", "x"): 1, (None, "y"): 2, ("a", "y"): 3}
    table = count_table(counts, columns=[("z", "Z"), ("y", "Y"), ("x", "X")])
    assert table.columns == ("Y", "X")
    assert table.rows == (CountRow("a", (3, 0)), CountRow("b", (0, 1)), CountRow(None, (2, 0)))
    assert (table.totals.counts, table.totals.total) == ((5, 1), 6)


def test_nothing_counted_is_an_empty_table():
    table = count_table({}, columns=[("x", "X")])
    assert (table.columns, table.rows, table.totals.total) == ((), (), 0)
