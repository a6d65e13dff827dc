"""Whatever stands in a cell: importers give row errors that name row and column, and never fail."""

import csv
import io
from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiles.importing import import_students
from profiles.models import Establishment
from profiles.recognising import COLUMNS as RECOGNITION_COLUMNS
from profiles.recognising import import_recognitions
from profiles.student_list import COLUMNS as STUDENT_COLUMNS
from reference.reporting import Report, all_or_nothing
from reference.tables import Column, Row, Table, TableError
from tests.world import SCHOOL_YEAR, World
from vacancies.importing import Wishes, import_vacancies
from vacancies.vacancy_list import COLUMNS as VACANCY_COLUMNS

TYPICAL = {
    "first_name": "Mila", "last_name": "Smeets", "class": "A", "crebo": "25102", "leerbedrijf_id": "L-1",
    "company": "Maasland Metaal", "kind": "stage", "title": "Lasser", "from": "2027-02-01",
    "until": "2027-07-02", "start": "2027-02-01", "end": "02-07-2027", "hours": "16-24",
    "postcode": "6041 AB", "skills": "lassen|zagen|boren", "pay": "€ 450 per maand", "weekdays": "ma-vr",
}  # fmt: skip
KEYS = ("student_number", "reference", "crebo")
BITS = st.sampled_from(
    ["", " ", "|", "!", "~", ":", ":3", "-", "=", "'", '"', "\n", "\u200d", "\u202e", "👩🔧", "٣", "½",
     "１２", "123456782", "31-02-2027", "0", "-1", "1e9", "NL", "B-", "D-", "mbo", "€", "per", "ma", "B1",
     "x" * 300, "\ufeff", "İ", "ﬀ", "1-9-2026", "250 per uur", "nl:C2", "kader", "6001ab", "leerbaan"]
)  # fmt: skip
CELL = st.one_of(st.text(max_size=30), st.lists(BITS, max_size=6).map("".join))
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def rows_of(columns: tuple[Column, ...]) -> st.SearchStrategy[list[dict[str, str]]]:
    """Give rows of what people usually type, with anything at all in a few of their cells."""
    names = [column.name for column in columns]
    spoiled = st.dictionaries(st.sampled_from(names), CELL, max_size=4)
    return st.lists(spoiled, min_size=1, max_size=4).map(
        lambda rows: [
            {name: f"2510{number}" if name in KEYS else TYPICAL.get(name, "") for name in names} | row
            for number, row in enumerate(rows, start=2)
        ]
    )


def load(
    rows: list[dict[str, str]], columns: tuple[Column, ...], run: Callable[[Iterable[Row], Report], None]
) -> None:
    """Write the rows as a spreadsheet does, import the good ones, and look at what is said of the others."""
    text, report, names = io.StringIO(), Report("any.csv"), [column.name for column in columns]
    writer = csv.DictWriter(text, names, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    with all_or_nothing([report], good_rows=True), suppress(TableError):
        run(Table(io.BytesIO(text.getvalue().encode("utf-8", "replace")), columns), report)
    last = len(text.getvalue().splitlines())
    unclear = [e for e in report.errors if e.column not in names or not e.detail or not 2 <= e.row <= last]
    assert unclear == []


@slow
@given(rows=rows_of(STUDENT_COLUMNS))
def test_students(world: World, rows: list[dict[str, str]]) -> None:
    load(
        rows,
        STUDENT_COLUMNS,
        lambda table, report: import_students(table, report, school=world.gilde, school_year=SCHOOL_YEAR),
    )


@pytest.mark.parametrize("create", [False, True])
@slow
@given(rows=rows_of(VACANCY_COLUMNS))
def test_vacancies(world: World, create: bool, rows: list[dict[str, str]]) -> None:
    load(
        rows,
        VACANCY_COLUMNS,
        lambda table, report: import_vacancies(table, report, wishes=Wishes(create_companies=create)),
    )


@slow
@given(rows=rows_of(RECOGNITION_COLUMNS))
def test_recognitions(world: World, rows: list[dict[str, str]]) -> None:
    Establishment.objects.filter(pk=world.establishment.pk).update(leerbedrijf_id="L-1")
    load(rows, RECOGNITION_COLUMNS, import_recognitions)
