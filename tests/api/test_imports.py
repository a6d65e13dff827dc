"""Lists brought in over the API: the report, the limits, and that it is the command's own work."""

import json
from collections.abc import Callable

import pytest
from django.core.management import call_command
from rest_framework.response import Response
from rest_framework.test import APIClient

from api.sheets import MOST_BYTES
from placements.brought import MOST_ROWS
from placements.models import Placement
from profiles.access_log import buffer
from profiles.models import AccessRecord, Company, Establishment, Recognition, Student, User
from profiles.tokens import make_token
from tests.world import World
from vacancies.models import Vacancy

STUDENTS = "studentnummer;voornaam;achternaam;klas"
VACANCIES = "referentie;soort;titel"
Clients = Callable[[User | None], APIClient]


@pytest.fixture
def send(world: World, client_of: Clients) -> Callable[..., Response]:
    """Send a list, by default as who may bring it in."""
    paths = {
        "students": (f"schools/{world.gilde.uuid}/imports/students", world.coordinator),
        "placements": (f"schools/{world.gilde.uuid}/imports/placements", world.coordinator),
        "vacancies": (f"companies/{world.company.uuid}/imports/vacancies", world.bram),
        "recognitions": ("imports/recognitions", world.region_officer),
    }

    def do(
        what: str,
        *lines: str,
        by: User | None = None,
        raw: bytes | None = None,
        query: str = "",
        kind: str = "text/csv",
    ) -> Response:
        path, usual = paths[what]
        body = "\n".join(lines).encode() if raw is None else raw
        client, english = client_of(by or usual), {"accept-language": "en"}
        return client.generic("POST", f"/api/v1/{path}?{query}", body, content_type=kind, headers=english)

    return do


def counts(answer: Response) -> tuple[int, int, int, int, bool]:
    assert answer.status_code == 200, answer.content
    return tuple(answer.json()[name] for name in ("added", "changed", "unchanged", "skipped", "written"))


def errors(answer: Response) -> list[tuple[int, str, str]]:
    return [(each["row"], each["column"], each["code"]) for each in answer.json()["errors"]]


def test_students_come_in_and_the_second_time_nothing_changes(world: World, send) -> None:
    lines = (STUDENTS, "901;Mila;Smeets;LAS3A", "902;Noor;Dijk;LAS3B")
    assert counts(send("students", *lines)) == (2, 0, 0, 0, True)
    assert counts(send("students", *lines)) == (0, 0, 2, 0, True)
    assert set(Student.objects.taught_by(world.coordinator).values_list("first_name", flat=True)) >= {"Mila"}


def test_it_says_what_the_command_says(world: World, send, tmp_path, capsys) -> None:
    lines = (STUDENTS + ";kleur", "901;Mila;Smeets;LAS3A;rood", "902;;Dijk;LAS3B;")
    path = tmp_path / "students.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = send("students", *lines, query="dryRun=true").json()
    options = ("--school", world.gilde.slug, "--dry-run", "--json", "--language", "en")
    with pytest.raises(SystemExit):
        call_command("import_students", str(path), *options)
    report = json.loads(capsys.readouterr().out)["reports"][0]
    for found in (*report["errors"], *report["warnings"]):
        found.setdefault("suggestion", "")
    assert told == {name: value for name, value in report.items() if name != "file"}


def test_a_dry_run_reports_and_writes_nothing(world: World, send) -> None:
    answer = send("students", STUDENTS, "901;Mila;Smeets;LAS3A", "902;;Dijk;LAS3A", query="dryRun=true")
    assert counts(answer) == (1, 0, 0, 1, False)
    assert errors(answer) == [(3, "first_name", "missing_value")]
    assert not Student.objects.filter(first_name="Mila").exists()


def test_with_a_bad_row_nothing_is_written_and_the_rows_are_named(world: World, send) -> None:
    answer = send("students", STUDENTS, "901;Mila;Smeets;LAS3A", "902;;Dijk;LAS3A")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert errors(answer) == [(3, "first_name", "missing_value")]
    assert answer.json()["errors"][0]["detail"] == "is empty but required"
    assert not Student.objects.filter(first_name="Mila").exists()
    assert counts(
        send("students", STUDENTS, "901;Mila;Smeets;LAS3A", "902;;Dijk;LAS3A", query="goodRows=true")
    ) == (1, 0, 0, 1, True)


def test_the_school_year_can_be_told(world: World, send) -> None:
    assert send("students", STUDENTS, "901;Mila;Smeets;LAS3A", query="schoolYear=2027").status_code == 200
    mila = Student.objects.get(first_name="Mila")
    assert list(mila.enrolments.values_list("group__school_year", flat=True)) == [2027]


@pytest.mark.parametrize(
    "query", ["schoolYear=1999", "schoolYear=٢٠٢٦", "schoolYear=x", "dryRun=yes", "goodRows=", "dry_run=true"]
)
def test_a_parameter_that_cannot_be_read_is_refused(world: World, send, query: str) -> None:
    answer = send("students", STUDENTS, "901;Mila;Smeets;LAS3A", query=query)
    assert (answer.status_code, Student.objects.filter(first_name="Mila").exists()) == (400, False)


def test_past_placements_come_in(world: World, send) -> None:
    number = world.sanne.numbers.get().number
    lines = (
        "studentnummer;soort;bedrijf;begin;eind",
        f"{number};stage;Maasland Metaal;01-09-2025;30-01-2026",
    )
    assert counts(send("placements", *lines)) == (1, 0, 0, 0, True)
    assert Placement.objects.get().student == world.sanne
    assert counts(send("placements", *lines)) == (0, 0, 1, 0, True)


def test_vacancies_come_in_and_what_is_missing_closes_when_asked(world: World, send) -> None:
    assert counts(send("vacancies", VACANCIES, "N-1;stage;Lasser", "N-2;bijbaan;Hulp")) == (2, 0, 0, 0, True)
    new = world.company.vacancies.filter(reference__startswith="N-")
    assert set(new.values_list("status", flat=True)) == {Vacancy.Status.OPEN}
    send("vacancies", VACANCIES, "N-1;stage;Lasser")
    assert Vacancy.objects.get(reference="N-2").status == Vacancy.Status.OPEN
    send("vacancies", VACANCIES, "N-1;stage;Lasser", query="closeMissing=true")
    assert Vacancy.objects.get(reference="N-2").status == Vacancy.Status.CLOSED


def test_a_list_of_one_company_names_no_other_and_makes_none(world: World, send) -> None:
    answer = send("vacancies", VACANCIES + ";bedrijf", "N-1;stage;Lasser;Nieuw BV")
    assert (answer.status_code, errors(answer)) == (400, [(2, "company", "unknown_company")])
    assert not Company.objects.filter(name="Nieuw BV").exists()


def test_recognitions_come_in_from_the_region_office(world: World, send) -> None:
    Establishment.objects.filter(pk=world.establishment.pk).update(leerbedrijf_id="L-1")
    assert counts(send("recognitions", "leerbedrijf;crebo;vanaf", "L-1;25102;2026-01-01")) == (
        1,
        0,
        0,
        0,
        True,
    )
    assert Recognition.objects.get().crebo == "25102"
    assert send("recognitions", "leerbedrijf;crebo", "L-1;", by=world.bram).status_code == 404


def test_a_school_s_list_is_its_coordinators_alone(world: World, send, client_of: Clients) -> None:
    path = f"/api/v1/schools/{world.gilde.uuid}/imports/students"
    for who in (world.bram, world.admin, world.region_officer, world.sanne.user):
        assert client_of(who).generic("POST", path, b"x", content_type="text/csv").status_code == 404


def test_columns_that_are_no_columns_are_told_and_set_nothing(world: World, send) -> None:
    fields = "visibility;user;uuid;school;birth_place"
    answer = send("students", f"{STUDENTS};{fields}", "901;Mila;Smeets;LAS3A;named;1;2;3;4")
    assert counts(answer) == (1, 0, 0, 0, True)
    told = [each["column"] for each in answer.json()["warnings"] if each["code"] == "unknown_column"]
    assert told == fields.split(";")
    mila = Student.objects.with_visibility().get(first_name="Mila")
    assert (mila.user, mila.visibility) == (None, Student.Visibility.HIDDEN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_may_be_in_any_encoding_that_spreadsheets_write(world: World, send, encoding: str) -> None:
    raw = f"{STUDENTS}\n901;Zoë;Smeets;LAS3A".encode(encoding)
    assert counts(send("students", raw=raw, kind="text/csv; charset=utf-8"))[0] == 1
    assert Student.objects.filter(first_name="Zoë").exists()


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        ("application/json", b"{}", "text/csv"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04", "text/csv"),
        ("multipart/form-data; boundary=x", b"--x--", "text/csv"),
        ("text/csv", b"PK\x03\x04....", "save it as CSV"),
        ("text/csv", b"\xd0\xcf\x11\xe0....", "save it as CSV"),
    ],
)
def test_what_is_no_csv_is_refused_with_what_to_do(
    world: World, send, kind: str, raw: bytes, said: str
) -> None:
    answer = send("students", raw=raw, kind=kind)
    assert answer.status_code == 415
    assert said in answer.json()["detail"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty_file"),
        (b"voornaam;achternaam\nMila;Smeets", "missing_column"),
        (b"studentnummer;voornaam;achternaam;klas\n1;\0;x;y", "nul_bytes"),
        (b'studentnummer;voornaam;achternaam;klas\n1;"x;y;z', "bad_quotes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(world: World, send, raw: bytes, code: str) -> None:
    answer = send("students", raw=raw, query="dryRun=true")
    assert answer.status_code == 400
    assert code in {each["code"] for each in answer.json()["errors"]}


def test_a_list_has_so_many_rows_and_bytes_and_no_more(world: World, send) -> None:
    rows = [f"{number};Mila;Smeets;LAS3A" for number in range(MOST_ROWS + 1)]
    answer = send("students", STUDENTS, *rows)
    assert (answer.status_code, "2000 rows" in answer.json()["detail"]) == (413, True)
    answer = send("students", raw=b"x" * (MOST_BYTES + 1))
    assert (answer.status_code, "2 MB" in answer.json()["detail"]) == (413, True)
    assert not Student.objects.filter(first_name="Mila").exists()


def test_whoever_is_in_the_list_is_in_the_access_log(world: World, send) -> None:
    number = world.sanne.numbers.get().number
    send("students", STUDENTS, f"{number};Sanne;Peeters;LAS3A", "901;Mila;Smeets;LAS3A")
    buffer.flush()
    noted = AccessRecord.objects.filter(act="POST api:school-import-students", organisation=world.gilde.uuid)
    mila = Student.objects.get(first_name="Mila")
    assert set(noted.values_list("subject", flat=True)) == {world.sanne.uuid, mila.uuid}


def test_a_token_needs_the_scope(world: World, client) -> None:
    path = f"/api/v1/schools/{world.gilde.uuid}/imports/students"
    body = f"{STUDENTS}\n901;Mila;Smeets;LAS3A"
    for scopes, expected in ((["students:read"], 403), (["students:write"], 200)):
        membership = world.coordinator.current_memberships[0]
        secret = make_token(world.coordinator, name="rooster", days=1, membership=membership, scopes=scopes)
        headers = {"authorization": f"Bearer {secret}"}
        assert client.post(path, body, content_type="text/csv", headers=headers).status_code == expected
