"""The report of a quarter over HTTP, for the region office when it is over: rows, spreadsheet and paper."""

import csv
import io

import pytest
import time_machine

URL = "/api/v1/quarterly-report"


@pytest.fixture
def office(world, client_of):
    return client_of(world.region_officer)


def test_the_office_reads_the_last_quarter_that_is_over(office):
    answer = office.get(URL, headers={"accept-language": "en"}).json()
    assert (answer["quarter"], answer["title"]) == ("2026-Q3", "Quarterly report 2026-Q3")
    assert {row["view"] for row in answer["rows"]} == {"Region", "Project", "Flywheel"}
    first = answer["rows"][0]
    assert (first["table"], first["row"], first["column"]) == (
        "Promises",
        "Students who met employers",
        "now",
    )


def test_it_comes_as_a_table_and_on_paper(office):
    rows = list(csv.reader(io.StringIO(office.get(f"{URL}?format=csv").content.decode("utf-8-sig"))))
    assert rows[0] == ["view", "table", "row", "column", "value"]
    paper = office.get(f"{URL}/pdf?quarter=2026-Q3")
    assert paper.content.startswith(b"%PDF-")
    assert paper.headers["Content-Disposition"] == 'attachment; filename="report-2026-Q3.pdf"'


@pytest.mark.parametrize(
    ("quarter", "code"), [("2026-Q4", "not_over"), ("2027-Q1", "not_begun"), ("last", "bad_quarter")]
)
def test_what_cannot_be_reported_is_refused_clearly(office, quarter, code):
    for path in (URL, f"{URL}/pdf"):
        answer = office.get(f"{path}?quarter={quarter}")
        assert (answer.status_code, [each["code"] for each in answer.json()["errors"]]) == (400, [code])


def test_the_platform_reads_one_that_runs(world, client_of):
    assert client_of(world.admin).get(f"{URL}?quarter=2026-Q4").json()["quarter"] == "2026-Q4"


def test_in_the_first_days_of_a_quarter_the_one_before_is_read(office):
    with time_machine.travel("2027-01-01T00:30:00+01:00"):
        assert office.get(URL).json()["quarter"] == "2026-Q4"


@pytest.mark.parametrize("who", ["coordinator", "bram", "stranger"])
def test_it_is_there_for_nobody_else(world, client_of, who):
    for path in (URL, f"{URL}/pdf"):
        assert client_of(getattr(world, who)).get(path).status_code == 404
