"""A report as PDF and as CSV: the same numbers, drawn the same way every time."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest

from monitoring.report_blocks import Bars, Grid, Months, Promise, Promises, Report, View
from monitoring.report_csv import csv_of
from monitoring.report_pdf import pdf_of

MADE = datetime(2026, 12, 31, tzinfo=UTC)
PROMISES = Promises(
    "Promises",
    "From 1 August.",
    ("now", "target", "a year ago", "2025–2026"),
    [
        Promise("Met employers", "1,532", "2,500", 0.61, "1,201", "2,412"),
        Promise("=Schooled", "< 5", "–", None, "–", "–"),
    ],
)
BARS = Bars("Chain", "", [("profile", 40, "40"), ("job", None, "< 5")])
MONTHS = Months("Started", "", ("2026–2027", "2025–2026"), [("Aug", 9, 8), ("Sep", None, 7)])
GRID = Grid("By school", "", ("School", "Classes", "Students"), [("Gilde", "3", "60")])


def report(*blocks) -> Report:
    return Report("Report", "Keyport", "Keyport · 2026-Q4", [View("Region", "", blocks)])


def test_the_table_holds_every_number_once_and_no_formula():
    lines = csv.reader(io.StringIO(csv_of(report(PROMISES, BARS, MONTHS, GRID)).decode("utf-8-sig")))
    assert list(lines)[1:] == [
        ["Region", "Promises", "Met employers", "now", "1,532"],
        ["Region", "Promises", "Met employers", "target", "2,500"],
        ["Region", "Promises", "Met employers", "a year ago", "1,201"],
        ["Region", "Promises", "Met employers", "2025–2026", "2,412"],
        ["Region", "Promises", "'=Schooled", "now", "< 5"],
        ["Region", "Promises", "'=Schooled", "target", "–"],
        ["Region", "Promises", "'=Schooled", "a year ago", "–"],
        ["Region", "Promises", "'=Schooled", "2025–2026", "–"],
        ["Region", "Chain", "profile", "", "40"],
        ["Region", "Chain", "job", "", "< 5"],
        ["Region", "Started", "Aug", "2026–2027", "9"],
        ["Region", "Started", "Aug", "2025–2026", "8"],
        ["Region", "Started", "Sep", "2026–2027", ""],
        ["Region", "Started", "Sep", "2025–2026", "7"],
        ["Region", "By school", "Gilde", "Classes", "3"],
        ["Region", "By school", "Gilde", "Students", "60"],
    ]


def pages(paper: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", paper))


def test_the_same_report_is_the_same_paper():
    drawn = [pdf_of(report(PROMISES, BARS, MONTHS, GRID), made_at=MADE) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0].startswith(b"%PDF-")


@pytest.mark.parametrize("blocks", [(), (BARS,), (PROMISES, BARS, MONTHS, GRID)])
def test_each_view_has_a_page_of_its_own(blocks):
    two = Report("Report", "Keyport", "x", [View("Region", "", blocks), View("Project", "", ())])
    assert pages(pdf_of(two, made_at=MADE)) == 2


def test_a_long_table_goes_on_over_the_page():
    rows = [(f"School {number}", "3", "60") for number in range(120)]
    long = Grid("By school", "", GRID.header, rows)
    assert pages(pdf_of(report(long), made_at=MADE)) == 4


@pytest.mark.parametrize(
    "block",
    [
        Bars("Chain", "", []),
        Bars("Chain", "", [("nobody", 0, "0")]),
        Months("Started", "", ("a", "b"), []),
        Months("Started", "", ("a", "b"), [("Aug", 0, None)]),
        Grid("By school", "", ("School",), []),
        Promises("Promises", "", ("a", "b", "c", "d"), []),
    ],
)
def test_where_there_is_nothing_nothing_is_drawn(block):
    assert pages(pdf_of(report(block), made_at=MADE)) == 1
