"""The loading commands as somebody at a terminal meets them."""

import json

import pytest
from django.core.management import call_command

from reference.models import Edition, Municipality, Place, Skill
from reference.reporting import Report
from reference.tables import RowError
from reference.terminal import exit_code, lines, own_language, summarise

HEADER = "land;postcode;plaats;gemeente;lat;lon\n"
GOOD = "NL;6001;Weert;Weert;51.254;5.707\nBE;3960;Bree;Bree;51,141;5,596\n"
BAD = "NL;60O1;Weert;Weert;51.254;5.707\n"
NEXT = "Next: manage.py link_words, so that everybody's words are read anew."

pytestmark = pytest.mark.django_db


def load(capsys, *arguments) -> tuple[int, str, str]:
    """Run load_places; give exit code, stdout and stderr."""
    try:
        call_command("load_places", *map(str, arguments), "--language", "en")
        code = 0
    except SystemExit as leaving:
        code = leaving.code
    return code, *capsys.readouterr()


def test_a_good_file_is_loaded_and_told_in_one_line(capsys, write_file):
    told = load(capsys, write_file(HEADER + GOOD))
    assert told == (0, "2 added, 0 changed, 0 unchanged, 0 skipped.\n", "")
    assert Place.objects.count() == 2


def test_a_bad_row_stops_all_and_is_named(capsys, write_file):
    path = write_file(HEADER + GOOD + BAD)
    assert load(capsys, path) == (
        1,
        "Nothing written: 2 added, 0 changed, 0 unchanged, 0 skipped, 1 error.\n",
        f"{path}:4 postcode: “60O1” is no postcode of this country; write for instance 6001\n",
    )
    assert (Place.objects.count(), Municipality.objects.count()) == (0, 0)


def test_good_rows_are_written_on_request(capsys, write_file):
    code, out, _err = load(capsys, write_file(HEADER + BAD + GOOD), "--good-rows")
    assert (code, out) == (1, "2 added, 0 changed, 0 unchanged, 0 skipped, 1 error.\n")
    assert Place.objects.count() == 2


def test_a_dry_run_writes_nothing(capsys, write_file):
    told = load(capsys, write_file(HEADER + GOOD), "--dry-run")
    assert told == (0, "Dry run, nothing written: 2 added, 0 changed, 0 unchanged, 0 skipped.\n", "")
    assert (Place.objects.count(), Municipality.objects.count()) == (0, 0)


def test_a_refused_file_leaves_with_code_2(capsys, write_file):
    path = write_file("plaats;lat;lon\nWeert;51.2;5.7\n")
    assert load(capsys, path) == (
        2,
        "Nothing written: 0 added, 0 changed, 0 unchanged, 0 skipped, 1 error.\n",
        f"{path}:1 postcode: the required column is missing\n",
    )


def test_a_refused_second_file_undoes_the_first(capsys, write_file):
    code, _out, err = load(capsys, write_file(HEADER + GOOD), write_file(b"PK\x03\x04", "list.xlsx"))
    assert (code, Place.objects.count(), err.count("save it as CSV")) == (2, 0, 1)


def test_the_json_report_stands_alone_on_stdout(capsys, write_file):
    path = write_file(HEADER + GOOD + BAD)
    code, out, err = load(capsys, path, "--json", "--good-rows")
    report = json.loads(out)
    assert (code, report["added"], report["written"]) == (1, 2, True)
    assert [error["code"] for error in report["reports"][0]["errors"]] == ["bad_postcode"]
    assert err.splitlines()[-1] == "2 added, 0 changed, 0 unchanged, 0 skipped, 1 error."


def test_at_most_fifty_errors_are_shown():
    report = Report("list.csv", errors=[RowError(row, "a", "b", "c") for row in range(2, 80)])
    told = list(lines(report))
    assert (len(told), told[0], told[-1]) == (51, "list.csv:2 a: c", "list.csv: … and 28 more")


SAID = [
    (RowError(0, "", "c", "it is empty"), "list.csv: it is empty"),
    (RowError(1, "", "c", "no rows"), "list.csv:1: no rows"),
    (RowError(4, "crebo", "c", "unknown", "25180"), "list.csv:4 crebo: unknown (did you mean 25180?)"),
]


@pytest.mark.parametrize(("error", "line"), SAID)
def test_an_error_names_file_row_and_column(error, line):
    assert list(lines(Report("list.csv", errors=[error]))) == [line]


OUTCOMES = [
    ([Report()], 0),
    ([Report(warnings=[RowError(1, "", "c", "d")])], 0),
    ([Report(), Report(errors=[RowError(1, "", "c", "d")])], 1),
    ([Report(refused=True, errors=[RowError(0, "", "c", "d")])], 2),
]


@pytest.mark.parametrize(("reports", "code"), OUTCOMES)
def test_the_exit_code_tells_how_it_went(reports, code):
    assert exit_code(reports) == code


def test_the_summary_adds_files_up():
    reports = [Report(added=1, written=True), Report(added=2, unchanged=3, written=True)]
    assert summarise(reports) == "3 added, 0 changed, 3 unchanged, 0 skipped."


LANGUAGES = [
    ({"LANG": "nl_NL.UTF-8"}, "nl"),
    ({"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({}, "en"),
]


@pytest.mark.parametrize(("environment", "language"), LANGUAGES)
def test_messages_are_in_the_language_of_the_terminal(monkeypatch, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert own_language() == language


def test_places_may_be_loaded_under_the_name_of_the_imports(write_file):
    call_command("import_places", str(write_file(HEADER + GOOD)), "--language", "en")
    assert Place.objects.count() == 2


def test_programmes_are_loaded_with_the_words_of_the_region(capsys, write_file):
    call_command("load_region", "--language", "en")
    path = write_file("crebo;naam;niveau;vaardigheden\n25999;Proefopleiding;mbo 3;lassen|teamwork\n")
    call_command("load_programmes", str(path), "--language", "en")
    assert capsys.readouterr().out.splitlines()[-2:] == ["1 added, 0 changed, 0 unchanged, 0 skipped.", NEXT]
    call_command("load_programmes", str(path), "--language", "en")
    assert capsys.readouterr().out.splitlines() == ["0 added, 0 changed, 1 unchanged, 0 skipped."]
    assert Skill.objects.filter(programmes__code="25999").count() == 2


def test_esco_without_its_folder_is_refused(capsys, tmp_path):
    with pytest.raises(SystemExit) as leaving:
        call_command("load_esco", str(tmp_path / "gone"), "--language", "en")
    assert (leaving.value.code, Edition.objects.count()) == (2, 0)
    assert capsys.readouterr().err == f"there is no folder {tmp_path / 'gone'}\n"
