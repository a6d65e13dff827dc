"""Importing past placements: a school starts with last year, counted once, and repeating changes nothing."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.counting import Dimension, count_placements
from placements.history import import_placements
from placements.history_list import COLUMNS
from placements.models import Placement
from profiles.counted import person_key
from profiles.models import Company, Student
from reference.reporting import Report, all_or_nothing
from reference.tables import Table
from tests.lists import counts_of, csv_file, errors_of, warnings_of
from tests.project.sources import ROOT
from tests.world import World, make_establishment, make_group, make_school, make_student

HEADER = (
    "studentnummer;klas;crebo;soort;bedrijf;kvk;leerbedrijf-ID;begin;eind;afloop;uren;"
    "woongemeente;werkgemeente"
)
Status = Placement.Status


def load(world: World, *rows: str, header: str = HEADER, good_rows: bool = False) -> Report:
    report = Report("placements.csv")
    with all_or_nothing([report], good_rows=good_rows):
        table = Table(csv_file(header, *rows), COLUMNS)
        import_placements(table, report, school=world.gilde)
        report.errors.extend(table.errors)
    return report


def row(
    number: str = "",
    *,
    group: str = "",
    programme: str = "25102",
    kind: str = "stage",
    company: str = "Maasland Metaal",
    start: str = "01-09-2025",
    end: str = "30-01-2026",
    ended: str = "",
    rest: str = ";;",
) -> str:
    return f"{number};{group};{programme};{kind};{company};;;{start};{end};{ended};{rest}"


def only() -> Placement:
    return Placement.objects.get()


def number_of(student: Student) -> str:
    return student.numbers.get().number


def test_a_known_student_s_placement_is_kept_with_what_is_counted(world: World) -> None:
    last_year = make_group(world.gilde, "LAS2A", world.programme)
    last_year.school_year = 2025
    last_year.save()
    report = load(world, row(number_of(world.sanne), group="las2a", programme="", rest="32;;"))
    placement = only()
    assert (counts_of(report), warnings_of(report)) == ((1, 0, 0, 0), [])
    assert (placement.student, placement.group, placement.school) == (world.sanne, last_year, world.gilde)
    assert (placement.company, placement.establishment) == (world.company, world.establishment)
    assert (placement.programme, placement.level) == (world.programme, world.programme.level)
    assert placement.sector == world.programme.sector
    assert (placement.home_municipality.name, placement.work_municipality.name) == ("Weert", "Roermond")
    assert (placement.school_year, placement.hours_per_week) == (2025, 32)
    assert (placement.started_on, placement.end, placement.ended_on) == (
        date(2025, 9, 1),
        date(2026, 1, 30),
        date(2026, 1, 30),
    )
    assert placement.person_key == person_key(world.sanne, school_year=2025)
    assert (placement.application, placement.vacancy, placement.agreed_at) == (None, None, None)


@pytest.mark.parametrize(
    ("end", "ended", "expected"),
    [
        ("30-01-2026", "", Status.FINISHED),
        ("30-01-2026", "afgerond", Status.FINISHED),
        ("30-01-2026", "Voortijdig beëindigd", Status.BROKEN_OFF),
        ("30-01-2026", "broken off", Status.BROKEN_OFF),
        ("21-11-2026", "", Status.STARTED),
        ("", "", Status.STARTED),
    ],
)
def test_it_ended_as_told_else_by_its_dates(world: World, end: str, ended: str, expected: str) -> None:
    load(world, row(end=end, ended=ended))
    assert only().status == expected
    assert (only().ended_on is None) == (expected == Status.STARTED)


def test_the_second_time_nothing_changes(world: World) -> None:
    rows = [row(number_of(world.sanne)), row("unknown-1"), row(), row(), row(company="Onbekend BV")]
    load(world, *rows)
    before = list(Placement.objects.order_by("pk").values())
    assert counts_of(load(world, *rows)) == (0, 0, 5, 0)
    assert list(Placement.objects.order_by("pk").values()) == before


def test_a_row_is_known_again_and_an_empty_cell_leaves_what_is_known(world: World) -> None:
    load(world, row("7", end="30-01-2026", rest="32;Weert;Roermond"))
    assert counts_of(load(world, row("7", end="12-12-2025", ended="afgebroken", programme=""))) == (
        0,
        1,
        0,
        0,
    )
    placement = only()
    assert (placement.status, placement.ended_on) == (Status.BROKEN_OFF, date(2025, 12, 12))
    assert (placement.hours_per_week, placement.home_municipality.name) == (32, "Weert")
    assert placement.programme == world.programme
    assert counts_of(load(world, row("7", end=""))) == (0, 0, 1, 0)
    assert only().status == Status.BROKEN_OFF


def test_people_are_counted_once_a_year_also_those_who_are_unknown(world: World) -> None:
    load(
        world,
        row("8"),
        row("8", kind="bijbaan"),
        row("8", start="02-09-2024", end="31-01-2025"),
        row(number_of(world.sanne)),
        row(number_of(world.sanne), kind="bijbaan"),
        row(),
        row(),
    )
    counted = count_placements(Placement.objects.all(), by=[Dimension.SCHOOL_YEAR])
    assert {each["schoolYear"]: (each["placements"], each["students"]) for each in counted} == {
        2024: (1, 1),
        2025: (6, 4),
    }


def test_the_same_number_at_another_school_is_somebody_else(world: World) -> None:
    load(world, row("8"))
    other = Report("other.csv")
    with all_or_nothing([other]):
        import_placements(Table(csv_file(HEADER, row("8")), COLUMNS), other, school=make_school("Elders"))
    assert len(set(Placement.objects.values_list("person_key", flat=True))) == 2


def test_a_number_that_is_not_known_is_nowhere_kept(world: World) -> None:
    load(world, row("geheim-4711"))
    placement = only()
    told = {field.name: str(getattr(placement, field.attname)) for field in Placement._meta.concrete_fields}
    assert [name for name, value in told.items() if "4711" in value] == []
    assert placement.student is None


def test_a_student_who_comes_in_later_gets_the_placement(world: World) -> None:
    load(world, row("0099"))
    mila = make_student(world.group)
    mila.numbers.update(number="0099")
    assert counts_of(load(world, row("0099"))) == (0, 1, 0, 0)
    assert only().student == mila
    assert only().person_key == person_key(mila, school_year=2025)


def test_who_was_erased_does_not_come_back(world: World) -> None:
    told = row(number_of(world.sanne))
    load(world, told)
    key = only().person_key
    world.sanne.delete()
    assert counts_of(load(world, told)) == (0, 0, 1, 0)
    assert (only().student, only().person_key) == (None, key)


def test_a_company_is_found_by_name_number_or_leerbedrijf_id(world: World) -> None:
    Company.objects.filter(pk=world.company.pk).update(register="kvk", register_number="12345678")
    second = make_establishment(world.company, "6001", leerbedrijf_id="L-77")
    load(world, row("1"), row("2", company="12345678"), row("3", company="L-77"))
    load(world, "4;;;stage;Heel iets anders;12345678;;01-09-2025;;;;;", "5;;;stage;;;L-77;01-09-2025;;;;;")
    assert set(Placement.objects.values_list("company", "company_name")) == {(world.company.pk, "")}
    at_second = Placement.objects.filter(establishment=second)
    assert {each.work_municipality.name for each in at_second} == {"Weert"}
    assert at_second.count() == 2


def test_a_company_that_is_not_here_keeps_its_name_and_is_told_once(world: World) -> None:
    report = load(world, row("1", company="Maasland Metal"), row("2", company="Maasland Metal"))
    assert warnings_of(report) == [(2, "company", "unknown_company")]
    assert report.warnings[0].suggestion == "Maasland Metaal"
    assert set(Placement.objects.values_list("company", "company_name")) == {(None, "Maasland Metal")}


def test_municipalities_are_read_by_name_code_and_postcode(world: World) -> None:
    load(world, row("1", rest=";weert;gm0957"), row("2", rest=";6001 AB;6041"))
    found = {(each.home_municipality.name, each.work_municipality.name) for each in Placement.objects.all()}
    assert found == {("Weert", "Roermond")}


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (row("1", start="22-11-2026", end=""), [(3, "start", "in_the_future")]),
        (row("1", end="22-11-2026", ended="afgerond"), [(3, "end", "in_the_future")]),
        (row("1", end="", ended="afgebroken"), [(3, "end", "missing_value")]),
        (row("1", end="31-08-2025"), [(3, "end", "ends_before_it_starts")]),
        (row("1", start="", end=""), [(3, "start", "missing_value")]),
        (row("1", start="1/9/2025"), [(3, "start", "bad_date")]),
        (row("1", ended="misschien"), [(3, "ended", "unknown_ending")]),
        (row("1", kind="stag"), [(3, "kind", "unknown_kind")]),
        (row("1", company=""), [(3, "company", "missing_value")]),
        (row("1", company="x" * 201), [(3, "company", "too_long")]),
        (row("1", programme="99999"), [(3, "programme", "unknown_programme")]),
        (row("1,23E+08"), [(3, "student_number", "spoiled_number")]),
        (row("1", rest="640;;"), [(3, "hours", "bad_number")]),
        (row("1", rest=";Weerd;"), [(3, "home", "unknown_municipality")]),
        (row("1", rest=";;9999 ZZ"), [(3, "work", "unknown_postcode")]),
        (row("0"), [(3, "student_number", "duplicate_placement")]),
        (row("1") + ";x", [(3, "", "too_many_cells")]),
    ],
)
def test_a_bad_row_is_named_and_nothing_written(world: World, bad: str, expected: list) -> None:
    report = load(world, row("0"), bad)
    assert (errors_of(report), report.written) == (expected, False)
    assert not Placement.objects.exists()
    load(world, row("0"), bad, good_rows=True)
    assert Placement.objects.count() == 1


def test_learning_places_of_one_student_do_not_run_at_the_same_time(world: World) -> None:
    number, runs = number_of(world.sanne), {"start": "01-09-2026", "end": "29-01-2027"}
    report = load(world, row(number, **runs), row(number, kind="bbl", **runs))
    assert errors_of(report) == [(3, "start", "overlapping")]
    load(world, row(number, **runs), row(number, kind="bijbaan", **runs))
    assert errors_of(load(world, row(number, kind="bbl", **runs))) == [(2, "start", "overlapping")]
    assert counts_of(load(world, row(number, **runs))) == (0, 0, 1, 0)


def test_what_was_agreed_here_is_not_counted_twice(world: World) -> None:
    load(world, row(number_of(world.sanne)))
    Placement.objects.update(uuid="00000000-0000-4000-8000-000000000001", agreed_at=timezone.now())
    report = load(world, row(number_of(world.sanne)))
    assert (counts_of(report), warnings_of(report)) == ((0, 0, 1, 0), [(2, "start", "agreed_here")])
    assert Placement.objects.count() == 1


def queries_of(world: World, count: int) -> int:
    numbers = [number_of(make_student(world.group)) for _ in range(count)]
    with CaptureQueriesContext(connection) as captured:
        load(world, *(row(number) for number in numbers))
        load(world, *(row(number, ended="afgebroken") for number in numbers))
    return len(captured)


def test_one_row_costs_as_many_queries_as_150(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.features, "max_query_params", 30_000)  # SQLite: fewer cells an INSERT
    assert queries_of(world, 1) == queries_of(world, 150)
    assert Placement.objects.filter(status=Status.BROKEN_OFF).count() == 151


def test_the_command_loads_the_list_of_a_school(world: World, tmp_path: Path) -> None:
    path = tmp_path / "placements.csv"
    path.write_text("\n".join((HEADER, row("1"))), encoding="cp1252")
    out = StringIO()
    call_command("import_placements", str(path), "--school", world.gilde.slug, "--language", "en", stdout=out)
    assert out.getvalue() == "1 added, 0 changed, 0 unchanged, 0 skipped.\n"
    assert only().school == world.gilde


def test_the_example_has_the_columns_that_there_are() -> None:
    with (ROOT / "docs/examples/placements.csv").open("rb") as file:
        table = Table(file, COLUMNS)
        assert (table.unknown_columns, table.total) == ([], 5)
