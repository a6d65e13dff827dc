"""The promises of the region on the start page of its office."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.indicators import Indicator, Scope
from monitoring.models import Measurement, Target
from tests.web.reading import rows, tags

QUARTER_END = date(2026, 9, 30)
MET, SATISFIED = Indicator.STUDENTS_MET_EMPLOYERS, Indicator.EMPLOYERS_SATISFIED_PERCENT
VMBO, ANSWERED = Indicator.VMBO_PUPILS_MET_EMPLOYERS, Indicator.CONTACTS_ANSWERED_IN_TIME_PERCENT


def measured(indicator: str, count: int, of: int | None = None) -> None:
    Measurement.objects.create(indicator=indicator, day=QUARTER_END, scope=Scope.REGION, count=count, of=of)


def promised(indicator: str, value: int) -> None:
    Target.objects.create(indicator=indicator, school_year=2026, value=value)


def told(page, indicator: str) -> list[str]:
    """Read the row of an indicator."""
    return next(row for row in rows(page) if row[0] == str(Indicator(indicator).label))


def bars(page) -> list[tuple[str | None, str | None]]:
    return [(attrs["value"], attrs["max"]) for tag, attrs in tags(page) if tag == "meter"]


def test_the_office_reads_what_was_reached_beside_its_target(world, signed_in):
    measured(MET, 1204)
    measured(SATISFIED, 31, of=36)
    promised(MET, 2500)
    promised(SATISFIED, 89)
    page = signed_in(world.region_officer).get("/start")
    assert told(page, MET) == ["Students who met employers", "1,204", "2,500"]
    assert told(page, SATISFIED) == ["Satisfied employers", "86.1%", "89%"]
    assert bars(page) == [("1204", "2500"), ("86.1", "89")]
    assert "School year 2026–2027, until and including 30 Sep 2026." in page.content.decode()


def test_what_is_not_told_stands_there_in_words_without_a_bar(world, signed_in):
    measured(MET, 4)
    measured(SATISFIED, 1, of=4)
    measured(ANSWERED, 0, of=0)
    promised(MET, 2500)
    page = signed_in(world.region_officer).get("/start")
    assert told(page, MET)[1:] == ["fewer than 5", "2,500"]
    assert told(page, SATISFIED)[1:] == ["too few answers", "none"]
    assert told(page, ANSWERED)[1:] == ["too few answers", "none"]
    assert told(page, VMBO)[1:] == ["not measured", "none"]
    assert bars(page) == []


@pytest.mark.parametrize(("target", "expected"), [(0, []), (6, [("6", "6")]), (5, [("5", "5")])])
def test_a_bar_is_no_longer_than_its_target(world, signed_in, target, expected):
    measured(MET, 6)
    promised(MET, target)
    page = signed_in(world.region_officer).get("/start")
    assert (told(page, MET)[2], bars(page)) == (str(target), expected)


def test_a_quarter_that_was_not_measured_is_said_so(world, signed_in):
    page = signed_in(world.region_officer).get("/start").content.decode()
    said = "It has not been measured yet how the region stood on 30 Sep 2026. That happens at night."
    assert (said in page, "Reached" in page) == (True, False)


@pytest.mark.parametrize("who", ["region_officer", "admin"])
def test_the_report_is_taken_along_from_the_page(world, signed_in, who):
    client = signed_in(getattr(world, who))
    page = client.get("/region")
    leads = {attrs.get("id"): attrs["href"] for tag, attrs in tags(page) if tag == "a"}
    answers = [client.get(leads[name]) for name in ("to-report", "to-numbers", "to-spreadsheet")]
    assert [(answer.status_code, answer["Content-Type"].partition(";")[0]) for answer in answers] == [
        (200, "application/pdf"),
        (200, "text/csv"),
        (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ]
    assert "2026-Q3" in answers[0]["Content-Disposition"]


def test_the_page_stays_within_fifteen_queries(world, signed_in):
    for indicator in Indicator:
        measured(indicator, 9, of=9 if indicator.is_percentage else None)
        promised(indicator, 10)
    client = signed_in(world.region_officer)
    client.get("/start")  # what is held between requests is built here
    with CaptureQueriesContext(connection) as queries:
        client.get("/start")
    assert len(queries) == 12
