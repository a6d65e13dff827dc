"""The import commands: dry run, report, exit code, and what is refused before a row is read."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from profiles.models import Establishment, Recognition, Student
from tests.lists import HOSTED, STUDENTS
from tests.world import World
from vacancies.models import Vacancy


def run(*args: str) -> tuple[int, str, str]:
    """Run a command; give its exit code and what it printed."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*args, "--language", "en", stdout=out, stderr=err)
    except SystemExit as leaving:
        return int(leaving.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def written(folder: Path, *lines: str) -> str:
    """Write a list into a file."""
    path = folder / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_students_come_in_and_are_counted(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, STUDENTS, "7;Mila;;Smeets;LAS3A")
    school = ("--school", world.gilde.slug)
    assert run("import_students", path, *school, "--dry-run")[:2] == (
        0,
        "Dry run, nothing written: 1 added, 0 changed, 0 unchanged, 0 skipped.\n",
    )
    assert not Student.objects.filter(first_name="Mila").exists()
    assert run("import_students", path, *school)[:2] == (0, "1 added, 0 changed, 0 unchanged, 0 skipped.\n")
    assert run("import_students", path, *school)[:2] == (0, "0 added, 0 changed, 1 unchanged, 0 skipped.\n")


def test_the_school_year_can_be_told(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, STUDENTS, "7;Mila;;Smeets;LAS3A")
    assert run("import_students", path, "--school", world.gilde.slug, "--school-year", "2027")[0] == 0
    groups = Student.objects.get(first_name="Mila").enrolments.values_list("group__school_year", flat=True)
    assert list(groups) == [2027]


def test_a_bad_row_is_told_and_nothing_written(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, STUDENTS, "7;Mila;;Smeets;LAS3A", "8;;;Claessen;LAS3A")
    code, out, err = run("import_students", path, "--school", world.gilde.slug)
    assert (code, out) == (
        1,
        "Nothing written: 1 added, 0 changed, 0 unchanged, 1 skipped, 1 error.\n",
    )
    assert err == f"{path}:3 first_name: is empty but required\n"
    assert not Student.objects.filter(first_name="Mila").exists()


def test_the_report_as_json(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, STUDENTS + ";niveau", "8;Mila;;Claessen;LAS3A;mbo 5")
    code, out, _err = run("import_students", path, "--school", world.gilde.slug, "--json")
    told = json.loads(out)
    assert (code, told["written"], [error["code"] for error in told["reports"][0]["errors"]]) == (
        1,
        False,
        ["unknown_level"],
    )


def test_an_unknown_school_or_company_is_named(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, STUDENTS)
    with pytest.raises(
        CommandError, match="there is no school 'gilde-opleiding'; did you mean 'gilde-opleidingen'"
    ):
        run("import_students", path, "--school", "gilde-opleiding")
    path = written(tmp_path, "reference;kind;title")
    with pytest.raises(CommandError, match="there is no company 'maasland'; did you mean 'maasland-metaal'"):
        run("import_vacancies", path, "--company", "maasland")


def test_a_list_of_vacancies_must_say_whose_they_are(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, "reference;kind;title", "V-1;stage;Lasser")
    code, _out, err = run("import_vacancies", path)
    assert (code, err) == (
        2,
        f"{path}:1 company: say whose vacancies these are: a column company, or --company\n",
    )
    assert run("import_vacancies", path, "--company", world.company.slug, "--draft")[0] == 0
    assert Vacancy.objects.get(reference="V-1").status == "draft"


def test_recognitions_come_in(world: World, tmp_path: Path) -> None:
    Establishment.objects.filter(pk=world.establishment.pk).update(leerbedrijf_id="L-1")
    path = written(tmp_path, HOSTED, "L-1;25102;2024-01-01;")
    assert run("import_recognitions", path)[:2] == (0, "1 added, 0 changed, 0 unchanged, 0 skipped.\n")
    assert list(Recognition.objects.values_list("crebo", flat=True)) == ["25102"]
