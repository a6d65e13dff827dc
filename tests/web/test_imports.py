"""Lists brought in on pages: choose a file, look what it would do, confirm; and files that are none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from placements.models import Placement
from profiles.access_log import buffer
from profiles.models import AccessRecord, Establishment, Recognition, Student
from tests.project.sources import ROOT
from tests.web.reading import heading, headings, rows, tags
from vacancies.models import Vacancy
from web.forms.imports import MOST_BYTES, carry

STUDENTS = "studentnummer;voornaam;achternaam;klas"
PATHS = {
    "students": ("/schools/{school}/bring/students", "coordinator"),
    "placements": ("/schools/{school}/bring/placements", "coordinator"),
    "vacancies": ("/companies/{company}/bring/vacancies", "bram"),
    "recognitions": ("/recognitions/bring", "region_officer"),
}
EXAMPLES = {
    "students": "students",
    "placements": "placements",
    "vacancies": "own-vacancies",
    "recognitions": "recognitions",
}


class Desk:
    """Somebody before the page of one kind of list."""

    def __init__(self, world, signed_in, kind: str, by=None) -> None:
        path, reader = PATHS[kind]
        self.path = path.format(school=world.gilde.uuid, company=world.company.uuid)
        self.client = signed_in(by or getattr(world, reader))
        self.asked = {"school_year": "2026"} if kind == "students" else {}

    def look(self, *lines: str, raw: bytes | None = None, **asked: str):
        """Choose a file, and see what it would do."""
        text = "\n".join(lines).encode() if raw is None else raw
        file = SimpleUploadedFile("list.csv", text)
        return self.client.post(self.path, {"list": file, **self.asked, **asked})

    def confirm(self, page, **pressed: str):
        """Send back what a page carries."""
        carried = {name: page.context["carried"][name].value() for name in page.context["carried"].fields}
        sent = {name: value for name, value in carried.items() if value not in (None, False)}
        return self.client.post(self.path, sent | pressed)


@pytest.fixture
def desk(world, signed_in):
    return lambda kind, by=None: Desk(world, signed_in, kind, by)


def counts(page) -> tuple[int, int, int, int, bool]:
    report = page.context["told"].report
    return report.added, report.changed, report.unchanged, report.skipped, report.written


def test_students_are_looked_at_first_and_come_in_when_confirmed(world, desk):
    school = desk("students")
    page = school.look(STUDENTS, "901;Mila;Smeets;LAS3A", "902;Noor;Dijk;LAS3B")
    assert (counts(page), headings(page)[0]) == ((2, 0, 0, 0, False), "This is what the list would do")
    assert Student.objects.filter(last_name="Dijk").exists() is False
    done = school.confirm(page)
    assert (counts(done), headings(done)) == ((2, 0, 0, 0, True), ["It is brought in"])
    assert Student.objects.taught_by(world.coordinator).filter(last_name="Dijk").count() == 1
    again = school.look(STUDENTS, "901;Mila;Smeets;LAS3A", "902;Noor;Dijk;LAS3B")
    assert "Everything in it is here already." in again.content.decode()
    assert "bring-in" not in again.content.decode()


def test_a_wrong_row_is_named_and_the_good_rows_can_come_in_alone(world, desk):
    school = desk("students")
    page = school.look(STUDENTS + ";Postkode", "901;Mila;Smeets;LAS3A;", "902;;Dijk;LAS3B;")
    assert rows(page)[0][:2] == ["3", "first name"]
    assert "Did you mean “postcode”?" in " ".join(rows(page, 1)[0])
    assert "Bring in the good rows, leave 1 out" in page.content.decode()
    refused = school.confirm(page)
    assert (counts(refused)[-1], Student.objects.filter(last_name="Dijk").exists()) == (False, False)
    done = school.confirm(page, good_rows="on")
    assert counts(done) == (1, 0, 0, 1, True)


def test_columns_are_named_in_the_readers_language(desk):
    school = desk("students")
    school.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    page = school.look(STUDENTS, "902;;Dijk;LAS3B")
    assert rows(page)[0][:2] == ["2", "voornaam"]


def test_a_list_for_next_year_makes_next_years_classes(world, desk):
    school = desk("students")
    school.confirm(school.look(STUDENTS, "901;Mila;Smeets;LAS4A", school_year="2027"))
    assert world.gilde.groups.get(name="LAS4A").school_year == 2027


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_is_read_as_it_is(world, desk, kind):
    office = desk(kind)
    example = ROOT / "docs" / "examples" / f"{EXAMPLES[kind]}.csv"
    assert f"/static/web/examples/{example.name}" in office.client.get(office.path).content.decode()
    told = office.look(raw=example.read_bytes()).context["told"].report
    assert told.refused is False
    assert {each.code for each in told.warnings if "column" in each.code} == set()
    assert {each.code for each in told.errors if not each.code.startswith("unknown_")} == set()


def test_past_placements_vacancies_and_recognitions_come_in_too(world, desk):
    Establishment.objects.filter(pk=world.establishment.pk).update(leerbedrijf_id="L-1")
    lists = {
        "placements": ("kind;company;start", "stage;Elders;01-09-2025"),
        "vacancies": ("referentie;soort;titel", "N-1;stage;Stagiair"),
        "recognitions": ("leerbedrijf_id;crebo;from", "L-1;25102;2026-01-01"),
    }
    for kind, lines in lists.items():
        office = desk(kind)
        assert counts(office.confirm(office.look(*lines))) == (1, 0, 0, 0, True)
    made = Placement.objects.count(), Vacancy.objects.filter(reference="N-1").count()
    assert (*made, Recognition.objects.count()) == (1, 1, 1)


def test_a_whole_list_closes_what_is_not_in_it_only_when_that_is_asked(world, desk):
    bram, lines = desk("vacancies"), ("referentie;soort;titel", "N-1;stage;Stagiair")
    bram.confirm(bram.look(*lines))
    assert Vacancy.objects.get(pk=world.vacancy.pk).status == "open"
    bram.confirm(bram.look(*lines, close_missing="on"))
    assert Vacancy.objects.get(pk=world.vacancy.pk).status == "closed"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04" + b"x" * 100, "This file cannot be read"),
        (b"kleur;maat\nrood;4\n", "This file cannot be read"),
        (b"x" * (MOST_BYTES + 1), "Send it in parts."),
        (f"{STUDENTS}\n".encode() + b"9;M;S;K\n" * 2001, "This file cannot be read"),
        (f"{STUDENTS}\n901;Zo\xeb;Smeets;LAS3A".encode("cp1252"), "This is what the list would do"),
        ("\ufeff" + f"{STUDENTS}\n901;Zoë;Smeets;LAS3A", "This is what the list would do"),
        (f"{STUDENTS}\n901;Zoë;Smeets;LAS3A".encode("utf-16"), "This is what the list would do"),
    ],
)
def test_a_file_that_is_no_list_is_answered_in_words(desk, raw, said):
    page = desk("students").look(raw=raw if isinstance(raw, bytes) else raw.encode())
    assert (page.status_code, said in page.content.decode()) == (200, True)
    assert Student.objects.filter(first_name="Zoë").exists() is False


def test_without_a_file_the_page_asks_for_one(desk):
    school = desk("students")
    page = school.client.post(school.path, school.asked)
    assert "Choose a file." in page.content.decode()


def test_what_no_page_carried_is_not_taken_for_a_list(desk):
    school = desk("students")
    page = school.client.post(school.path, {"carried": "é!", **school.asked})
    assert (page.status_code, "Choose a file." in page.content.decode()) == (200, True)


def test_a_second_file_and_one_by_another_name_are_refused(desk):
    school = desk("students")
    one, other = SimpleUploadedFile("a.csv", b"x"), SimpleUploadedFile("b.csv", b"x")
    assert school.client.post(school.path, {"list": [one, other], **school.asked}).status_code == 400
    page = school.client.post(school.path, {"photo": SimpleUploadedFile("a.png", b"x"), **school.asked})
    assert (page.status_code, heading(page)) == (400, "We do not understand this request")


def test_the_largest_list_comes_back_from_the_page_that_shows_it(desk):
    school = desk("students")
    text = f"{STUDENTS}\n901;Mila;Smeets;LAS3A\n".encode().ljust(MOST_BYTES, b"\n")
    done = school.client.post(school.path, {"carried": carry(text), **school.asked})
    assert counts(done) == (1, 0, 0, 0, True)


def test_nothing_of_a_file_is_kept_before_it_is_confirmed(world, desk, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    school = desk("students")
    page = school.look(STUDENTS, *(f"9{n:04d};Mila;Smeets;LAS3A" for n in range(500)))
    assert (counts(page)[0], list(tmp_path.iterdir())) == (500, [])
    assert page.headers["Cache-Control"] == "no-store"
    assert "Smeets" not in str(dict(school.client.session))
    assert ("input", "hidden") in {(tag, held.get("type")) for tag, held in tags(page)}


def test_of_whom_a_list_is_stands_in_the_access_log(world, desk):
    number = world.sanne.numbers.get().number
    AccessRecord.objects.all().delete()
    desk("students").look(STUDENTS, f"{number};Sanne;Peeters;LAS3A")
    buffer.flush()
    assert set(AccessRecord.objects.values_list("act", "subject")) == {
        ("POST bring-students", world.sanne.uuid)
    }


def test_start_pages_lead_to_the_lists(world, signed_in):
    def leads(user) -> set[str]:
        return {held.get("href") for tag, held in tags(signed_in(user).get("/start")) if tag == "a"}

    paths = {name: Desk(world, signed_in, name).path for name in PATHS}
    assert {paths["students"], paths["placements"]} <= leads(world.coordinator)
    assert paths["vacancies"] in leads(world.bram)
    assert paths["recognitions"] in leads(world.region_officer)


def test_an_unverified_company_brings_nothing_in(world, desk):
    type(world.company).objects.update(verified_at=None)
    bram = desk("vacancies")
    assert bram.client.get(bram.path).status_code == 404
