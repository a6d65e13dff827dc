"""Tables that can be taken along: JSON, CSV and XLSX hold the same rows."""

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from placements.models import Placement
from profiles.models import School

URL = "/api/v1/placements/counts?by=school,kind"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def asked(world, client):
    School.objects.filter(pk=world.gilde.pk).update(name="=Gilde")
    Placement.objects.create(
        school=world.gilde,
        kind="internship",
        school_year=2026,
        person_key=uuid4(),
        start=date(2026, 9, 1),
        started_on=date(2026, 9, 1),
        status="started",
    )
    client.force_login(world.coordinator)
    return client


def test_csv_has_a_header_guards_formulas_and_is_a_file(asked):
    answer = asked.get(f"{URL}&format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [["school", "kind", "placements", "students"], ["'=Gilde", "internship", "1", "1"]]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="placement-counts.csv"'
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("text/csv", "no-store")


def test_xlsx_keeps_numbers_and_writes_no_formula(asked):
    answer = asked.get(URL, headers={"Accept": XLSX})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["school", "kind", "placements", "students"],
        ["'=Gilde", "internship", 1, 1],
    ]
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s", "n"}
    assert answer.headers["Content-Type"] == XLSX


def test_what_is_no_table_is_json_only(asked):
    answer = asked.get("/api/v1/placements?format=csv")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_mistake_is_a_problem_document_whatever_was_asked_for(asked):
    answer = asked.get("/api/v1/placements/counts?by=nothing&format=xlsx")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
