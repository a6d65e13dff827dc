"""Importing students: who is new, who changed, what is refused, and that nothing is half-written."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from profiles.models import Enrolment, MatchChange, School, Student, StudentGroup, StudentNumber, StudentSkill
from tests.lists import STUDENTS, counts_of, errors_of, load_students, warnings_of
from tests.world import World, make_place, make_programme, make_school, make_skill

FULL = (
    "leerlingnr;Voornaam;tussenvoegsel;Achternaam;geboortedatum;e-mail;klas;opleiding;niveau;postcode;"
    "reisafstand;soort;van;tot;uren;vaardigheden"
)
DAAN = (
    "0012345;Daan;van den;Heuvel;17-05-2008;daan@leerling.test;LAS3B;25102;;6041 AB;20 km;stage|bijbaan;"
    "2027-02-01;02-07-2027;16-24;Lassen:3|bellen blazen"
)
HEADER = "student_number;first_name;last_name;class"


def student(number: str) -> Student:
    return StudentNumber.objects.get(number=number).student


def enrolments(number: str) -> list[tuple[str, date, date | None]]:
    rows = Enrolment.objects.filter(student__numbers__number=number).order_by("started_on", "pk")
    return [(row.group.name, row.started_on, row.ended_on) for row in rows.select_related("group")]


def test_a_full_row_becomes_a_student(world: World) -> None:
    lassen = make_skill("lassen")
    report = load_students(world.gilde, FULL, DAAN)
    assert (errors_of(report), counts_of(report)) == ([], (1, 0, 0, 0))
    daan = student("0012345")
    assert (str(daan), daan.email) == ("Daan van den Heuvel", "daan@leerling.test")
    assert (daan.birth_date, daan.place) == (date(2008, 5, 17), make_place("6041"))
    assert (daan.programme, daan.level, daan.reach_km) == (world.programme, world.programme.level, 20)
    assert (daan.kinds, daan.hours_min, daan.hours_max) == (["internship", "side_job"], 16, 24)
    assert (daan.available_from, daan.available_until) == (date(2027, 2, 1), date(2027, 7, 2))
    skills = daan.skills.values_list("text", "skill", "command")
    assert list(skills) == [("Lassen", lassen.pk, 3), ("bellen blazen", None, None)]
    group = daan.enrolments.get().group
    assert (group.name, group.programme, group.level) == ("LAS3B", world.programme, world.programme.level)
    assert enrolments("0012345") == [("LAS3B", date(2026, 8, 1), None)]
    assert warnings_of(report) == [(2, "skills", "unknown_skill")]


def test_what_is_not_told_stays_unknown(world: World) -> None:
    load_students(world.gilde, STUDENTS, "7;Mila;;Smeets;LAS3A")
    mila = student("7")
    unknown = (
        mila.birth_date, mila.email, mila.programme, mila.level, mila.place, mila.reach_km, mila.kinds,
        mila.available_from, mila.available_until, mila.hours_min, mila.hours_max,
    )  # fmt: skip
    assert unknown == (None,) * 11


def test_the_second_time_nothing_changes(world: World) -> None:
    load_students(world.gilde, FULL, DAAN)
    before = list(Student.objects.values()), MatchChange.objects.count()
    report = load_students(world.gilde, FULL, DAAN)
    assert counts_of(report) == (0, 0, 1, 0)
    assert (list(Student.objects.values()), MatchChange.objects.count()) == before
    assert (StudentGroup.objects.filter(name="LAS3B").count(), len(enrolments("0012345"))) == (1, 1)


def test_a_repeat_updates_and_an_empty_cell_leaves_what_is_known(world: World) -> None:
    load_students(world.gilde, FULL, DAAN)
    report = load_students(world.gilde, FULL, "0012345;Daan;;Heuvels;;;LAS3B;;;;35;;;;;tekeninglezen|lassen")
    daan = student("0012345")
    assert counts_of(report) == (0, 1, 0, 0)
    assert (str(daan), daan.reach_km, daan.birth_date) == ("Daan van den Heuvels", 35, date(2008, 5, 17))
    own = daan.skills.values_list("text", "command")
    assert list(own) == [("Lassen", 3), ("bellen blazen", None), ("tekeninglezen", None)]


def test_who_changed_is_told_to_the_matcher(world: World) -> None:
    load_students(world.gilde, HEADER, "1;Mila;Smeets;A", "2;Noor;Claessen;A")
    MatchChange.objects.all().delete()
    load_students(world.gilde, HEADER, "1;Mila;Smeets;A", "2;Noor;Claessens;A", "3;Jan;Kuijpers;A")
    told = MatchChange.objects.order_by("row_id").values_list("side", "row_id")
    assert list(told) == [("person", student(number).pk) for number in ("2", "3")]


def test_numbers_are_per_school_and_keep_their_zeros(world: World) -> None:
    kwadrant = make_school("Het Kwadrant", School.Kind.VO)
    for school, number in ((world.gilde, "007"), (world.gilde, "7"), (kwadrant, "007")):
        assert counts_of(load_students(school, HEADER, f"{number};Mila;Smeets;A"))[0] == 1
    known = StudentNumber.objects.filter(number__in=("7", "007")).values_list("school__slug", "number")
    assert sorted(known) == [
        ("gilde-opleidingen", "007"),
        ("gilde-opleidingen", "7"),
        ("het-kwadrant", "007"),
    ]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2026, [("A", date(2026, 8, 1), date(2026, 11, 21)), ("B", date(2026, 11, 21), None)]),
        (2027, [("A", date(2026, 8, 1), date(2027, 8, 1)), ("B", date(2027, 8, 1), None)]),
    ],
)
def test_another_class_ends_the_former_one(world: World, year: int, expected: list) -> None:
    load_students(world.gilde, HEADER, "1;Mila;Smeets;A")
    report = load_students(world.gilde, HEADER, "1;Mila;Smeets;B", year=year)
    assert (counts_of(report), enrolments("1")) == ((0, 1, 0, 0), expected)


def test_an_older_list_does_not_move_anybody_back(world: World) -> None:
    load_students(world.gilde, HEADER, "1;Mila;Smeets;A")
    report = load_students(world.gilde, HEADER, "1;Mila;Smeets;Z", year=2025)
    assert errors_of(report) == [(2, "class", "later_school_year")]
    assert enrolments("1") == [("A", date(2026, 8, 1), None)]


def test_a_class_has_the_programme_that_all_its_students_share(world: World) -> None:
    make_programme("25297")
    header = HEADER + ";crebo"
    rows = ("1;Mila;Smeets;A;25102", "2;Noor;Claessen;A;", "3;Jan;Kuijpers;B;25102", "4;Ali;Demir;B;25297")
    load_students(world.gilde, header, *rows)
    groups = StudentGroup.objects.filter(name__in="AB").order_by("name")
    assert list(groups.values_list("name", "programme__code")) == [("A", "25102"), ("B", None)]


BAD_CELLS = [
    ("student_number", "", "missing_value", ""),
    ("student_number", "1,23E+08", "spoiled_number", ""),
    ("student_number", "9" * 41, "too_long", ""),
    ("first_name", "", "missing_value", ""),
    ("first_name", "M" * 101, "too_long", ""),
    ("first_name", "Mila 123456782", "citizen_number", ""),
    ("last_name", "1234.56.782", "citizen_number", ""),
    ("prefix", "v" * 31, "too_long", ""),
    ("class", "", "missing_value", ""),
    ("class", "k" * 81, "too_long", ""),
    ("email", "mila at leerling.test", "bad_email", ""),
    ("birth_date", "05/17/2008", "bad_date", "05-17-2008"),
    ("birth_date", "17 mei 2008", "bad_date", ""),
    ("birth_date", "31-02-2008", "bad_date", ""),
    ("birth_date", "2008-2-3", "bad_date", ""),
    ("birth_date", "01-01-1808", "bad_date", ""),
    ("birth_date", "22-11-2026", "bad_date", ""),
    ("birth_date", "١٧-٠٥-٢٠٠٨", "bad_date", ""),
    ("crebo", "25103", "unknown_programme", "25102"),
    ("crebo", "Lasen 25102", "unknown_programme", "lassen25102"),
    ("level", "mbo", "unknown_level", "mbo 1"),
    ("level", "niveau 9", "unknown_level", ""),
    ("postcode", "6042 AB", "unknown_postcode", "6041"),
    ("postcode", "9999", "unknown_postcode", ""),
    ("postcode", "B-3960", "unknown_postcode", ""),
    ("postcode", "41849", "bad_postcode", "D-41849"),
    ("postcode", "0412", "bad_postcode", ""),
    ("postcode", "Weert", "bad_postcode", ""),
    ("reach_km", "ver", "bad_number", ""),
    ("reach_km", "0", "bad_number", ""),
    ("reach_km", "501", "bad_number", ""),
    ("reach_km", "12,5", "bad_number", ""),
    ("reach_km", "２０", "bad_number", ""),
    ("kinds", "stagge", "unknown_kind", "stage"),
    ("kinds", "stage|vrijwilligerswerk", "unknown_kind", ""),
    ("from", "1-13-2027", "bad_date", ""),
    ("until", "morgen", "bad_date", ""),
    ("hours", "0", "bad_hours", ""),
    ("hours", "41", "bad_hours", ""),
    ("hours", "24-16", "bad_hours", "16-24"),
    ("hours", "veel", "bad_hours", ""),
    ("hours", "٢٤", "bad_hours", ""),
    ("skills", "|".join(f"v{n}" for n in range(51)), "too_many_skills", ""),
    ("skills", "v" * 81, "too_long", ""),
    ("skills", "lassen:4", "bad_command", "lassen:3"),
    ("skills", "lassen:" + "1" * 5_000, "bad_command", "lassen:3"),
    ("skills", "lassen|bsn 123456782", "citizen_number", ""),
    ("skills", "lassen|—", "no_skill", ""),
]
GOOD = {"student_number": "1", "first_name": "Mila", "last_name": "Smeets", "class": "A"}


@pytest.mark.parametrize(("column", "cell", "code", "suggestion"), BAD_CELLS)
def test_a_bad_cell_is_named(world: World, column: str, cell: str, code: str, suggestion: str) -> None:
    row = GOOD | {column: cell}
    report = load_students(world.gilde, ";".join(row), ";".join(row.values()))
    found = [(error.row, error.column, error.code, error.suggestion) for error in report.errors]
    assert (found, report.written) == ([(2, column, code, suggestion)], False)
    assert not StudentNumber.objects.filter(number="1").exists()


GOOD_CELLS = [
    ("birth_date", "1-9-2008", "birth_date", date(2008, 9, 1)),
    ("birth_date", "2008-09-01", "birth_date", date(2008, 9, 1)),
    ("crebo", "lassen 25102", "programme__code", "25102"),
    ("level", "BOL niveau 4", "level", "secondary_vocational_education_4"),
    ("postcode", "6001ab", "place__name", "Weert"),
    ("postcode", "6001", "place__name", "Weert"),
    ("postcode", "NL-6001 AB", "place__name", "Weert"),
    ("reach_km", "25 km", "reach_km", 25),
    ("kinds", "BBL, bpv", "kinds", ["internship", "apprenticeship"]),
    ("kinds", "graduation_project|Snuffelstage|startersbaan", "kinds",
     ["graduation_project", "first_job", "orientation_visit"]),
    ("hours", "16 – 24 uur", "hours_min", 16),
    ("hours", "24", "hours_max", 24),
    ("first_name", "O’Nguyễn-Ölçer", "first_name", "O’Nguyễn-Ölçer"),
    ("first_name", "'=Mila", "first_name", "=Mila"),
    ("student_number", "123456782", "numbers__number", "123456782"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "field", "value"), GOOD_CELLS)
def test_a_good_cell_is_read(world: World, column: str, cell: str, field: str, value: object) -> None:
    row = GOOD | {column: cell}
    report = load_students(world.gilde, ";".join(row), ";".join(row.values()))
    assert errors_of(report) == []
    assert Student.objects.filter(last_name="Smeets").values_list(field, flat=True).get() == value


def test_a_number_may_stand_in_a_list_once(world: World) -> None:
    with translation.override("en"):
        report = load_students(world.gilde, HEADER, "1;Mila;Smeets;A", "2;Noor;Claes;A", "1;Jan;Kuijpers;A")
    assert errors_of(report) == [(4, "student_number", "duplicate_number")]
    assert report.errors[0].detail == "this number stands in row 2 already"


def test_a_period_that_contradicts_what_is_known_is_refused(world: World) -> None:
    load_students(world.gilde, HEADER + ";from", "1;Mila;Smeets;A;2027-02-01")
    report = load_students(world.gilde, HEADER + ";until", "1;Mila;Smeets;A;2027-01-31")
    assert errors_of(report) == [(2, "until", "ends_before_it_starts")]
    assert student("1").available_until is None


def test_the_level_of_the_programme_counts(world: World) -> None:
    report = load_students(world.gilde, HEADER + ";crebo;level", "1;Mila;Smeets;A;25102;mbo 4")
    assert (warnings_of(report), student("1").level) == (
        [(2, "level", "level_differs")],
        world.programme.level,
    )


def test_a_profile_holds_fifty_skills(world: World) -> None:
    header = HEADER + ";skills"
    load_students(world.gilde, header, "1;Mila;Smeets;A;" + "|".join(f"eerste {n}" for n in range(30)))
    report = load_students(
        world.gilde, header, "1;Mila;Smeets;A;" + "|".join(f"tweede {n}" for n in range(21))
    )
    assert errors_of(report) == [(2, "skills", "too_many_skills")]
    assert student("1").skills.count() == 30


def test_one_skill_in_two_wordings_is_one_skill(world: World) -> None:
    make_skill("lassen", "welding")
    load_students(world.gilde, HEADER + ";skills", "1;Mila;Smeets;A;lassen|welding:2|zagen|Zagen:1")
    assert list(student("1").skills.values_list("text", "command")) == [("lassen", 2), ("zagen", None)]


def test_free_words_are_linked_once_the_vocabulary_has_them(world: World) -> None:
    row = "1;Mila;Smeets;A;kantbanken"
    load_students(world.gilde, HEADER + ";skills", row)
    skill = make_skill("kantbanken")
    report = load_students(world.gilde, HEADER + ";skills", row)
    assert (counts_of(report), warnings_of(report)) == ((0, 1, 0, 0), [])
    assert [(own.skill, own.links) for own in student("1").skills.all()] == [(skill, [])]


def test_an_unknown_word_is_reported_once(world: World) -> None:
    rows = (f"{n};Mila;Smeets;A;Kwartelen" for n in range(3))
    report = load_students(world.gilde, HEADER + ";skills", *rows)
    assert warnings_of(report) == [(2, "skills", "unknown_skill")]


def test_with_an_error_nothing_is_written(world: World) -> None:
    before = Student.objects.count(), StudentGroup.objects.count(), MatchChange.objects.count()
    report = load_students(world.gilde, HEADER, "1;Mila;Smeets;A", "2;;Claessen;B")
    assert (report.written, counts_of(report)) == (False, (1, 0, 0, 1))
    assert (Student.objects.count(), StudentGroup.objects.count(), MatchChange.objects.count()) == before


def test_the_good_rows_on_request(world: World) -> None:
    report = load_students(world.gilde, HEADER, "1;Mila;Smeets;A", "2;;Claessen;B", good_rows=True)
    assert (report.written, counts_of(report)) == (True, (1, 0, 0, 1))
    assert (student("1").first_name, StudentGroup.objects.filter(name="B").exists()) == ("Mila", False)


def queries_of(world: World, count: int, number: int) -> int:
    rows = [f"{number + n};Mila;Smeets;K{number};lassen|free {number} {n}" for n in range(count)]
    with CaptureQueriesContext(
        connection,
    ) as captured:
        load_students(world.gilde, HEADER + ";skills", *rows)
        load_students(world.gilde, HEADER + ";skills", *(row.replace("Mila", "Noor") for row in rows))
    return len(captured)


def test_a_chunk_costs_the_same_for_one_and_three_hundred(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.features, "max_query_params", 30_000)  # SQLite: fewer cells an INSERT
    load_students(world.gilde, HEADER + ";skills", "9;Jan;Kuijpers;Z;lassen|free")
    assert queries_of(world, 1, 1000) == queries_of(world, 300, 2000)
    assert StudentSkill.objects.filter(text__startswith="free ").count() == 301


def test_no_school_writes_the_address_of_an_unclaimed_profile_that_another_school_knows_too(
    world: World,
) -> None:
    load_students(world.gilde, FULL, DAAN)
    other = DAAN.replace("daan@leerling.test", "taken-over@gilde.test")
    StudentNumber.objects.create(student=student("0012345"), school=make_school("Elders College"), number="7")
    report = load_students(world.gilde, FULL, other)
    assert student("0012345").email == "daan@leerling.test"
    assert (2, "email", "shared_student") in warnings_of(report)
    StudentNumber.objects.filter(number="7").delete()
    load_students(world.gilde, FULL, other)
    assert student("0012345").email == "taken-over@gilde.test"
