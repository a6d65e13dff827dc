"""The export: everything about a person is in it, and nothing about anybody else."""

import csv
import io
import json
import time
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import CASCADE
from django.utils import timezone, translation

from placements.applying import apply
from placements.reporting import Claim, report_other_side
from placements.resume import resume_of
from profiles import exporting
from profiles.limiting import TooOften
from profiles.models import AccessRecord, Block, Guardianship, ProfileView, Student, StudentSkill
from profiles.own_tables import EXCEPTIONS, LEFT_OUT, NOT_TABLES, NOT_TOLD, own_tables, withheld_because
from reference.table_writing import csv_bytes, guarded
from reference.tables import Column, Table
from tests import world as make
from tests.canaries import NOT_ABOUT, found, known_sanne, personal_models, plant


def opened(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name: files.read(name).decode("utf-8-sig") for name in files.namelist()}


def export_of(student, by=None) -> dict[str, str]:
    student = Student.objects.get(pk=student.pk)
    return opened(exporting.export_student(student, by=by or student.user, resume=resume_of(student)))


def table(files, name) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"tables/{name}.csv"], newline="")))


def fields_of(model):
    return [(f"{model._meta.label}.{field.name}", field) for field in model._meta.concrete_fields]


def test_every_field_about_a_person_is_handed_out_or_withheld_for_a_reason(world):
    known_sanne(world)
    files = export_of(world.sanne)
    for model in (*personal_models(), AccessRecord):
        header = files[f"tables/{model.__name__}.csv"].splitlines()[0].split(",")
        withheld = {field.name for _, field in fields_of(model) if withheld_because(field)}
        assert set(header) | withheld == {field.name for field in model._meta.concrete_fields}
        assert set(header) & withheld == set()


def test_every_exception_is_a_field_that_exists():
    fields = {name for model in (*personal_models(), AccessRecord) for name, _ in fields_of(model)}
    assert set(EXCEPTIONS) - fields == set()
    assert {model._meta.label for model in NOT_ABOUT} == set(NOT_TABLES)


def test_what_somebody_reported_about_one_is_not_handed_out(world):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    for by in (world.bram, world.coordinator):
        report_other_side(application, Claim("spam", "cnry-reported"), by=by)
    assert "cnry-reported" not in "\n".join(export_of(world.sanne).values())
    assert set(NOT_TOLD) == {"placements.Report.student", "placements.Report.applicant"}


def test_the_canaries_of_what_is_handed_out_are_in_it_and_no_others(world):
    planted = plant(known_sanne(world))
    mine = "\n".join(export_of(world.sanne).values())
    handed = {name for name in planted if name.rpartition(".")[0] not in EXCEPTIONS}
    assert found(planted, mine) == sorted(handed)
    assert ("CANARY-totp" in mine, "CANARY-social" in mine) == (False, True)
    for secret in "abcd":
        assert secret * 64 not in mine


def test_nothing_of_others_is_in_it(world):
    known_sanne(world)
    mate = make.make_student(world.group, last_name="Cnry Smeets", email="cnry-mate@x.test")
    StudentSkill.objects.create(student=mate, text="cnry-skill")
    Guardianship.objects.create(
        student=mate, email="cnry-parent@x.test", link_expires_at=timezone.now(), digest="f" * 64
    )
    AccessRecord.objects.create(via="session", act="GET cnry", status=200, subject=mate.uuid)
    ProfileView.objects.update(user=world.bram)
    text = "\n".join(export_of(world.sanne).values())
    assert "cnry" not in text.lower()
    assert [word for word in (world.bram.email, world.bram.name, str(world.bram.uuid)) if word in text] == []


def test_who_saw_me_and_what_i_allowed_are_in_it(world):
    known_sanne(world)
    files = export_of(world.sanne)
    assert [(row["company"], row["stage"]) for row in table(files, "ProfileView")] == [
        ("Maasland Metaal", "card")
    ]
    assert [(row["purpose"], row["given_by"]) for row in table(files, "Consent")] == [
        ("anonymous_card", "student")
    ]


def test_who_asked_for_my_data_is_told_by_organisation(world):
    for organisation in (world.gilde.uuid, None):
        AccessRecord.objects.create(
            via="session",
            act="GET class",
            status=200,
            subject=world.sanne.uuid,
            actor=world.coordinator.uuid,
            organisation=organisation,
        )
    rows = table(export_of(world.sanne), "AccessRecord")
    assert [(row["act"], row["organisation"]) for row in rows] == [
        ("GET class", "Gilde Opleidingen"),
        ("GET class", ""),
    ]


def test_a_guardian_gets_the_childs_data_and_not_the_other_guardians_address(world):
    child = make.make_student(world.group, birth_date=timezone.localdate() - timedelta(days=15 * 365))
    mother = make.make_guardian(child, "mother@home.test").user
    make.make_guardian(child, "father@elsewhere.test")
    text = "\n".join(export_of(child, by=mother).values())
    assert [word in text for word in (child.last_name, "mother@home.test", "father@elsewhere.test")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("who", ["bram", "stranger", "coordinator", "region_officer", "admin"])
def test_nobody_else_gets_it(world, who):
    with pytest.raises(PermissionDenied):
        export_of(world.sanne, by=getattr(world, who))


def test_an_account_without_a_profile_has_an_export_too(world):
    files = opened(exporting.export_account(world.bram))
    assert table(files, "User")[0]["email"] == world.bram.email
    assert table(files, "Membership")[0]["company"] == "Maasland Metaal"
    assert [name for name in files if "Student" in name or name == "resume.json"] == []


def test_the_resume_is_one(world):
    known_sanne(world)
    Student.objects.update(languages={"nl": "B2"})
    StudentSkill.objects.filter(text="eigen woord").update(command=1)
    with translation.override("nl"):
        resume = json.loads(export_of(world.sanne)["resume.json"])
    assert resume["basics"] == {
        "name": "Sanne Peeters",
        "email": "sanne@leerling.test",
        "location": {"postalCode": "6001", "city": "Weert", "countryCode": "NL"},
    }
    assert resume["education"] == [
        {
            "institution": "Gilde Opleidingen",
            "area": "Lassen 25102 (25102)",
            "studyType": "mbo 3",
            "startDate": "2026-08-01",
        }
    ]
    assert resume["work"] == [{"name": "Maasland Metaal", "position": "stage", "startDate": "2026-09-01"}]
    assert [(skill["name"], skill["level"]) for skill in resume["skills"]] == [
        ("lassen", "kan ik"),
        ("eigen woord", "leer ik nog"),
    ]
    assert resume["languages"] == [{"language": "nl", "fluency": "B2"}]


@pytest.mark.parametrize("number", [1, 3])
def test_an_export_takes_one_query_per_table_for_any_number_of_rows(world, number, django_assert_num_queries):
    known_sanne(world)
    for each in range(number):
        StudentSkill.objects.create(student=world.sanne, text=f"woord {each}")
        group = make.make_group(world.gilde, f"X{each}")
        world.sanne.enrolments.create(group=group, started_on=date(2025, 8, 1), ended_on=date(2026, 8, 1))
    student = Student.objects.select_related("user", "place").get(pk=world.sanne.pk)
    others = 6  # the résumé's four, the access log, and which guardians the reader may see
    further = len(beyond()) - len(LEFT_OUT)
    with django_assert_num_queries(len(personal_models()) + further + others):
        exporting.export_student(student, by=student.user, resume=resume_of(student))


def test_the_largest_profile_is_packed_in_time(world):
    """A minute is the promise; this has far more rows than a student of four years."""
    sanne, now = world.sanne, timezone.now()
    StudentSkill.objects.bulk_create(StudentSkill(student=sanne, text=f"woord {n}") for n in range(49))
    AccessRecord.objects.bulk_create(
        AccessRecord(via="session", act="GET class", status=200, subject=sanne.uuid, at=now)
        for _ in range(20_000)
    )
    start = time.perf_counter()
    files = export_of(sanne)
    assert len(table(files, "AccessRecord")) == 20_000
    assert time.perf_counter() - start < 20


def beyond() -> set[type]:
    """List the models that hang on rows about a person and are not about one by themselves."""
    about = {*personal_models(), *NOT_ABOUT}
    return {
        relation.related_model
        for model in personal_models()
        for relation in model._meta.related_objects
        if relation.on_delete is CASCADE and relation.related_model not in about
    }


def test_what_hangs_on_a_row_about_a_person_is_taken_along(world):
    """A model one step further goes along by itself, unless it is said why not."""
    student = apply(world.sanne, world.vacancy, by=world.sanne.user).student
    names = {each.name for each in own_tables(student, student.user, by=student.user)}
    handed = {model.__name__ for model in beyond() if model._meta.label not in LEFT_OUT}
    assert (handed <= names, {"Step", "Talk"} <= handed) == (True, True)
    assert set(LEFT_OUT) <= {model._meta.label for model in beyond()}


def test_the_steps_of_an_application_go_along(world):
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    (row,) = table(export_of(world.sanne), "Step")
    assert (row["side"], row["state"]) == ("student", "requested")


def test_taking_along_is_for_now_and_then(world, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"exports": "2/hour"}
    for _ in range(2):
        export_of(world.sanne)
    with pytest.raises(TooOften):
        export_of(world.sanne)


FORMULAS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_and_reading_takes_the_guard_off(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["x", "", "x=1", "1-2", "’s morgens", "'s morgens"])
def test_other_cells_are_as_they_are(text):
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["=1+1", "＋1", "-1", "@x"])
def test_what_was_written_is_read_back(text):
    column = Column("word", ("word",))
    read = Table(io.BytesIO(csv_bytes(["word"], [[text]])), [column])
    assert [row.values["word"] for row in read] == [text]


def test_a_model_about_people_that_comes_later_is_in_it(world):
    names = {table.name for table in own_tables(world.sanne, world.sanne.user, by=world.sanne.user)}
    further = {model.__name__ for model in beyond() if model._meta.label not in LEFT_OUT}
    assert names == {model.__name__ for model in (*personal_models(), AccessRecord)} | further


def test_whom_i_blocked_is_in_it_and_who_blocked_me_is_not(world):
    theirs = make.make_company("Elders Metaal")
    Block.objects.create(student=world.sanne, company=world.company, side=Block.Side.STUDENT)
    Block.objects.create(student=world.sanne, company=theirs, side=Block.Side.COMPANY)
    (row,) = table(export_of(world.sanne), "Block")
    assert (row["company"], row["side"]) == (world.company.name, "student")
