"""The quarterly report: every indicator beside its target, three views, and nobody who can be recognised."""

import csv
import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from monitoring.indicators import Indicator
from monitoring.models import Target
from monitoring.quarters import Quarter, QuarterNotBegun
from monitoring.report_blocks import Grid, Months, Promises
from monitoring.reporting import quarterly
from placements.meeting import class_met, met
from placements.models import Encounter, Event, Host, Placement
from profiles.models import StudentSkill
from tests.world import TODAY, make_company, make_event, make_group, make_place, make_school, make_student

Q4 = Quarter(2026, 4)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def report(quarter=Q4):
    return quarterly(quarter, region="Keyport")


def block(kind, heading, quarter=Q4):
    (found,) = [
        each
        for view in report(quarter).views
        for each in view.blocks
        if isinstance(each, kind) and each.heading == heading
    ]
    return found


def promises(quarter=Q4):
    return {row.name: row for row in block(Promises, "Promises", quarter).rows}


def start(world, many, *, start=TODAY, **fields):
    for _ in range(many):
        Placement.objects.create(
            **{
                "school": world.gilde,
                "kind": "internship",
                "school_year": 2026,
                "person_key": uuid4(),
                "start": start,
                "started_on": start,
                "status": "started",
                **fields,
            }
        )


def test_every_indicator_has_a_row_in_order(world):
    assert list(promises()) == [str(each.label) for each in Indicator]


def test_a_result_stands_beside_its_target_and_the_year_before(world):
    Target.objects.create(indicator=Indicator.PLACEMENTS, school_year=2026, value=12)
    start(world, 6)
    start(world, 5, start=date(2025, 9, 1), school_year=2025)
    start(world, 2, start=date(2026, 3, 2), school_year=2025)
    row = promises()["Placements started"]
    assert (row.value, row.target, row.share, row.before, row.last_year) == ("6", "12", 0.5, "5", "7")


def test_a_quarter_counts_from_august_until_its_end(world):
    start(world, 5, start=date(2026, 9, 30))
    start(world, 6, start=date(2026, 10, 1))
    assert promises(Quarter(2026, 3))["Placements started"].value == "5"
    assert promises(Quarter(2026, 4))["Placements started"].value == "11"


def test_few_people_are_not_told_but_few_companies_are(world):
    start(world, 4, company=world.company)
    told = promises()
    assert told["Placements started"].value == "< 5"
    assert told["Companies that take part"].value == "1"


def test_a_percentage_stands_beside_its_target_in_percent(world):
    Target.objects.create(indicator=Indicator.EMPLOYERS_SATISFIED_PERCENT, school_year=2026, value=89)
    assert promises()["Satisfied employers"].target == "89%"
    assert promises()["Satisfied employers"].value == "*"


def test_of_a_table_no_hidden_number_can_be_worked_out(world):
    other = make_school("Elders College")
    start(world, 20)
    start(world, 3, school=other)
    table = block(Grid, "Placements by school")
    assert table.rows == [("Elders College", "*", "–"), ("Gilde Opleidingen", "*", "–")]


def test_every_kind_stands_in_the_table_of_kinds(world):
    start(world, 9)
    start(world, 6, kind="side_job")
    rows = {row[0]: row[1] for row in block(Grid, "Placements by kind").rows}
    # Six must hide that there is nobody in the other kinds.
    assert rows == dict.fromkeys(["Apprenticeship", "Graduation project", "Side job", "First job"], "*") | {
        "Internship": "9",
        "Orientation visit": "*",
    }


def test_outside_the_region_is_elsewhere(world):
    start(world, 6, home_municipality=make_place("6041").municipality)
    start(world, 5, home_municipality=make_place("6211").municipality)
    rows = block(Grid, "Placements by home municipality").rows
    assert [row[:2] for row in rows] == [("Roermond", "6"), ("elsewhere", "5")]


def test_skills_are_those_that_are_wanted_most(world):
    table = block(Grid, "Skills wanted most beyond what is offered")
    assert sorted(table.rows) == [("tekeninglezen", "1", "< 5"), ("welding", "1", "< 5")]


def test_the_events_of_the_quarter_are_listed_with_who_was_there(world):
    event = make_event(state=Event.State.HELD)
    Host.objects.create(event=event, company=world.company)
    Host.objects.create(event=event, company=make_company("Elders"))
    make_event(day=date(2026, 9, 1), state=Event.State.HELD)
    make_event(day=TODAY - timedelta(days=1))
    vmbo = make_group(make_school("Vmbo", kind="vo"), name="3K1")
    class_met(vmbo, 24, kind=Encounter.Kind.CAREERS_EVENT, day=TODAY, event=event)
    met(make_student(world.group), kind=Encounter.Kind.CAREERS_EVENT, day=TODAY, event=event)
    assert block(Grid, "Events of the region").rows == [(event.title, "21 November 2026", "2", "25")]


def test_what_schools_held_is_counted_by_kind(world):
    for kind in (Event.Kind.COMPANY_VISIT, Event.Kind.COMPANY_VISIT, Event.Kind.GUEST_LECTURE):
        make_event(world.gilde, kind=kind, state=Event.State.HELD)
    table = block(Grid, "Held by schools")
    assert (table.header, table.rows) == (
        ("School", "Company visit", "Guest lecture"),
        [("Gilde Opleidingen", "2", "1")],
    )


def test_the_classes_of_a_school_stand_by_stage(world):
    for level, number in ((None, 8), (world.group.level, 6)):
        for _ in range(number):
            student = make_student(world.group, level=level)
            for text in ("lassen", "frezen", "draaien"):
                StudentSkill.objects.create(student=student, text=text)
    table = block(Grid, "How far classes are")
    assert table.header[:5] == ("School", "Classes", "No profile", "No application", "No place")
    # Sanne has too few skills, eight others no level. Where nobody is, six must hide that it is nobody.
    assert table.rows == [("Gilde Opleidingen", "1", "9", "*", "*", "*", "*", "*", "*")]


def test_a_quarter_that_has_not_begun_is_refused(world):
    with pytest.raises(QuarterNotBegun):
        report(Quarter(2027, 1))


def told_by(error):
    with pytest.raises(CommandError) as refused:
        call_command("report", "--language", "en", "--quarter", error)
    return str(refused.value)


def test_the_command_says_what_is_wrong(world):
    assert told_by("2027Q1") == "2027-Q1 has not begun: it begins on 2027-01-01."
    assert told_by("last") == "last is no quarter; write one as 2026Q4."


def test_the_command_writes_a_pdf_and_a_table(world, tmp_path, capsys):
    start(world, 7)
    call_command("report", "--quarter", "2026Q4", "--to", str(tmp_path), "--language", "en", "--json")
    files = json.loads(capsys.readouterr().out)["files"]
    assert files == [str(tmp_path / f"report-2026-Q4{ending}") for ending in (".pdf", ".csv")]
    assert (tmp_path / "report-2026-Q4.pdf").read_bytes().startswith(b"%PDF-")
    lines = list(csv.reader((tmp_path / "report-2026-Q4.csv").read_text("utf-8-sig").splitlines()))
    assert ["Region", "Promises", "Placements started", "now", "7"] in lines
    assert {line[0] for line in lines[1:]} == {"Region", "Project", "Flywheel"}


def test_without_a_quarter_it_is_the_last_one_that_is_over(world, tmp_path, capsys):
    call_command("report", "--to", str(tmp_path), "--language", "nl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report-2026-Q3.csv", "report-2026-Q3.pdf"]


def test_the_months_do_not_give_a_small_one_away(world):
    start(world, 9, start=date(2026, 8, 20))
    start(world, 7, start=date(2026, 9, 1))
    start(world, 2)
    start(world, 8, start=date(2025, 9, 1), school_year=2025)
    start(world, 6, start=date(2026, 2, 2), school_year=2025)
    start(world, 5, start=date(2026, 3, 2), school_year=2025)
    rows = block(Months, "Placements started").rows
    assert [pair for _name, *pair in rows if pair != [None, None]] == [[9, None], [None, 8], [None, 6]]
