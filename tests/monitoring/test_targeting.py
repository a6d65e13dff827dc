"""Targets: as the region brings them in, as its office or a school sets them, and what is no target."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from monitoring.indicators import Indicator
from monitoring.models import Target
from monitoring.targeting import (
    COLUMNS,
    BadTarget,
    BadYear,
    load_targets,
    set_targets,
    targets_of,
)
from reference.reporting import Report
from reference.tables import Table
from tests.lists import csv_file
from tests.world import World, make_school

MET, SATISFIED = Indicator.STUDENTS_MET_EMPLOYERS, Indicator.EMPLOYERS_SATISFIED_PERCENT


def load(*rows: str) -> Report:
    report = Report("targets.csv")
    table = Table(csv_file("indicator,school_year,target", *rows), COLUMNS)
    load_targets(table, report)
    report.errors.extend(table.errors)
    return report


def test_keyport_brings_its_targets(world: World):
    out = StringIO()
    call_command("load_targets", "keyport", stdout=out)
    assert targets_of(2018) == {MET: 500}
    assert targets_of(2026) == {
        MET: 2500,
        Indicator.VMBO_PUPILS_MET_EMPLOYERS: 2000,
        Indicator.PROFILES_KNOWN_TO_EMPLOYERS: 250,
        Indicator.ACTIVE_STUDENT_PROFILES: 3500,
        Indicator.SCHOOLED_AND_A_YEAR_IN_SHORTAGE_JOB: 100,
        Indicator.ORGANISATIONS_IN_LIFELONG_LEARNING: 50,
        Indicator.EMPLOYEES_IN_LIFELONG_LEARNING: 100,
        Indicator.EMPLOYEES_TRAINED: 100,
        SATISFIED: 89,
        Indicator.CONTACTS_ANSWERED_IN_TIME_PERCENT: 95,
    }
    rows = Target.objects.count()
    call_command("load_targets", "keyport", "--json", stdout=StringIO(), stderr=StringIO())
    assert Target.objects.count() == rows
    assert out.getvalue() == f"{rows} added, 0 changed, 0 unchanged, 0 skipped.\n"


def test_a_year_that_has_no_targets_has_none(world: World):
    assert targets_of(2031) == {}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("students_met_employer,2026,500", "indicator", "unknown_indicator"),
        (",2026,500", "indicator", "missing_value"),
        ("placements,,500", "school_year", "missing_value"),
        ("placements,2026,", "target", "missing_value"),
        ("placements,2017,500", "school_year", "bad_year"),
        ("placements,2037,500", "school_year", "bad_year"),
        ("placements,2026-2027,500", "school_year", "bad_year"),
        ("placements,2026,-5", "target", "bad_target"),
        ("placements,2026,12.5", "target", "bad_target"),
        ("placements,2026,1000001", "target", "bad_target"),
        ("employers_satisfied_percent,2026,101", "target", "bad_target"),
    ],
)
def test_a_row_that_is_wrong_is_said(world: World, row, column, code):
    report = load("placements,2025,10", row)
    assert [(error.row, error.column, error.code) for error in report.errors] == [(3, column, code)]
    assert (report.added, targets_of(2025)) == (1, {Indicator.PLACEMENTS: 10})


@pytest.mark.parametrize(
    "row", ["placements,2018,0", "placements,2036,1000000", "employers_satisfied_percent,2026,100"]
)
def test_the_limits_are_good(world: World, row):
    assert (load(row).errors, load(row).unchanged) == ([], 1)


def test_a_row_twice_is_said(world: World):
    report = load("placements,2026,10", "placements,2026,20")
    assert [(error.row, error.code) for error in report.errors] == [(3, "duplicate_row")]
    assert targets_of(2026) == {Indicator.PLACEMENTS: 10}


def test_a_near_name_is_suggested(world: World):
    assert load("students_met_employer,2026,500").errors[0].suggestion == MET


def test_what_somebody_set_stays(world: World):
    load("placements,2026,10", "students_met_employers,2026,20")
    set_targets(2026, {MET: 30}, by=world.region_officer)
    report = load("placements,2026,11", "students_met_employers,2026,21")
    assert (report.added, report.changed, report.skipped) == (0, 1, 1)
    assert targets_of(2026) == {Indicator.PLACEMENTS: 11, MET: 30}


def test_a_region_and_a_school_have_their_own(world: World):
    set_targets(2026, {MET: 900}, by=world.region_officer)
    set_targets(2026, {MET: 40, Indicator.PLACEMENTS: 80}, school=world.gilde, by=world.coordinator)
    assert targets_of(2026) == {MET: 900}
    assert targets_of(2026, school=world.gilde) == {MET: 40, Indicator.PLACEMENTS: 80}
    set_targets(2026, {MET: None, SATISFIED: 90}, school=world.gilde, by=world.coordinator)
    assert targets_of(2026, school=world.gilde) == {SATISFIED: 90, Indicator.PLACEMENTS: 80}
    assert targets_of(2026) == {MET: 900}


def test_who_sets_what(world: World):
    other = make_school("Fontys", "hbo")
    refused = [
        (world.coordinator, None), (world.coordinator, other), (world.region_officer, world.gilde),
        (world.bram, None), (world.sanne.user, None), (world.stranger, world.gilde),
    ]  # fmt: skip
    for user, school in refused:
        with pytest.raises(PermissionDenied):
            set_targets(2026, {MET: 1}, school=school, by=user)
    assert not Target.objects.exists()
    for school in (None, world.gilde):
        set_targets(2026, {MET: 1}, school=school, by=world.admin)
    assert Target.objects.count() == 2


@pytest.mark.parametrize("year", [2017, 2037])
def test_a_year_too_far_off_is_refused(world: World, year):
    with pytest.raises(BadYear):
        set_targets(year, {MET: 1}, by=world.region_officer)


@pytest.mark.parametrize("wanted", [{MET: -1}, {MET: 1_000_001}, {SATISFIED: 101}])
def test_what_is_no_target_is_refused(world: World, wanted):
    with pytest.raises(BadTarget):
        set_targets(2026, {Indicator.PLACEMENTS: 5} | wanted, by=world.region_officer)
    assert not Target.objects.exists()


def test_a_pack_without_targets_is_refused(world: World, tmp_path: Path):
    (tmp_path / "region.toml").write_text(
        'name = "X"\nslug = "x"\ncountry = "NL"\n[[municipalities]]\ncode = "A"\nname = "A"\n'
        '[[sectors]]\ncode = "care"\nnl = "Zorg"\nen = "Care"\n'
    )
    with pytest.raises(SystemExit) as stopped:
        call_command("load_targets", str(tmp_path), stdout=StringIO(), stderr=StringIO())
    assert stopped.value.code == 2
