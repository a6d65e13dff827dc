"""Importing vacancies: what is offered anew, what changed, what is refused, and where it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles.models import Company, Establishment, MatchChange
from tests.lists import counts_of, errors_of, load_vacancies, warnings_of
from tests.world import (
    World,
    make_company,
    make_establishment,
    make_occupation,
    make_place,
    make_sector,
    make_skill,
)
from vacancies.models import SeatBlock, Vacancy

HEADER = "referentie;soort;titel"
FULL = (
    "referentie;soort;titel;omschrijving;vaardigheden;niveau;niveau_vanaf;niveau_tot;crebo's;beroep;postcode;begin;"
    "eind;uren;dagen;plaatsen;vergoeding;thuiswerken;gevaarlijk_werk;talen;rijbewijs;branche"
)
WELDER = (
    "V-100;leerbaan;Lasser in opleiding;Je last mee.;!lassen|tekeninglezen|~koffie zetten;mbo 2;mbo 1;"
    "hbo;25102;lasser;6041 AB;01-02-2027;2027-07-02;32-40;ma-do;2;"
    "€ 450 per maand;nee;onder toezicht;nl:B1|en:A2;B;techniek"
)


def load(world: World, header: str, *rows: str, **options: bool):
    return load_vacancies(header, *rows, company=world.company, **options)


def vacancy(reference: str) -> Vacancy:
    return Vacancy.objects.get(reference=reference)


def test_a_full_row_becomes_a_vacancy(world: World) -> None:
    lasser = make_occupation("lasser")
    report = load(world, FULL, WELDER)
    assert (errors_of(report), counts_of(report)) == ([], (1, 0, 0, 0))
    made = vacancy("V-100")
    assert (made.company, made.establishment, made.status) == (world.company, world.establishment, "open")
    assert (made.kind, made.title, made.description) == (
        "apprenticeship",
        "Lasser in opleiding",
        "Je last mee.",
    )
    assert (made.level, made.level_min, made.level_max) == ("secondary_vocational_education_2", 1, 6)
    assert (made.crebos, made.occupation, made.sector) == (["25102"], lasser, make_sector())
    assert (made.start, made.end) == (date(2027, 2, 1), date(2027, 7, 2))
    assert (made.hours_min, made.hours_max, made.weekdays, made.seats) == (32, 40, [1, 2, 3, 4], 2)
    assert (made.pay_period, made.pay_amount) == ("month", Decimal(450))
    assert (made.remote, made.hazard) == (False, "supervised")
    assert (made.languages, made.licences) == ({"nl": "B1", "en": "A2"}, ["B"])
    asked = made.skills.values_list("text", "skill", "weight")
    known = {name: make_skill(name).pk for name in ("lassen", "tekeninglezen")}
    assert list(asked) == [
        ("lassen", known["lassen"], "must"),
        ("tekeninglezen", known["tekeninglezen"], "should"),
        ("koffie zetten", None, "nice"),
    ]
    assert warnings_of(report) == [(2, "skills", "unknown_skill")]


def test_what_is_not_told_stays_unknown(world: World) -> None:
    make_establishment(world.company, "6001")
    load(world, HEADER, "V-1;stage;Stagiair")
    made = vacancy("V-1")
    unknown = (
        made.establishment, made.occupation, made.sector, made.level, made.level_min, made.crebos, made.start,
        made.end, made.hours_min, made.weekdays, made.languages, made.licences, made.hazard, made.pay_period,
    )  # fmt: skip
    assert (unknown, made.seats, made.remote) == ((None,) * 14, 1, False)


def test_the_second_time_nothing_changes(world: World) -> None:
    load(world, FULL, WELDER)
    before = list(Vacancy.objects.values()), MatchChange.objects.count(), Establishment.objects.count()
    assert counts_of(load(world, FULL, WELDER)) == (0, 0, 1, 0)
    after = list(Vacancy.objects.values()), MatchChange.objects.count(), Establishment.objects.count()
    assert after == before


def test_a_repeat_updates_and_its_skills_are_the_whole_list(world: World) -> None:
    load(world, FULL, WELDER)
    MatchChange.objects.all().delete()
    header = HEADER + ";skills;hours"
    report = load(world, header, "V-100;leerbaan;Lasser;~lassen|zagen;")
    made = vacancy("V-100")
    assert (counts_of(report), made.title, made.hours_max) == ((0, 1, 0, 0), "Lasser", 40)
    assert list(made.skills.values_list("text", "weight")) == [("lassen", "nice"), ("zagen", "should")]
    assert list(MatchChange.objects.values_list("side", "row_id")) == [("post", made.pk)]


def test_an_empty_cell_of_skills_leaves_them(world: World) -> None:
    load(world, FULL, WELDER)
    load(world, HEADER + ";skills", "V-100;leerbaan;Lasser;")
    assert vacancy("V-100").skills.count() == 3


def test_a_closed_vacancy_stays_closed(world: World) -> None:
    load(world, HEADER, "V-1;stage;Stagiair", "V-2;stage;Stagiair", draft=True)
    Vacancy.objects.filter(reference="V-2").update(status="closed")
    load(world, HEADER, "V-1;stage;Stagiair;", "V-2;stage;Stagiair")
    assert [vacancy(reference).status for reference in ("V-1", "V-2")] == ["draft", "closed"]


BAD_CELLS = [
    ("reference", "", "missing_value", ""),
    ("reference", "r" * 61, "too_long", ""),
    ("kind", "", "missing_value", ""),
    ("kind", "leebaan", "unknown_kind", "leerbaan"),
    ("title", "", "missing_value", ""),
    ("title", "t" * 201, "too_long", ""),
    ("occupation", "o" * 201, "too_long", ""),
    ("title", "Bel 1234.56.782", "citizen_number", ""),
    ("description", "d" * 10_001, "too_long", ""),
    ("skills", "!a1|!b1|!c1|!d1", "too_many_musts", ""),
    ("skills", "!", "no_skill", ""),
    ("skills", "|".join(f"v{n}" for n in range(51)), "too_many_skills", ""),
    ("level", "mbo", "unknown_level", "mbo 1"),
    ("min_level", "9", "unknown_level", ""),
    ("crebos", "2510", "bad_crebo", ""),
    ("crebos", "25102|25999", "unknown_programme", ""),
    ("postcode", "6042", "unknown_postcode", "6041"),
    ("start", "01/02/2027", "bad_date", "01-02-2027"),
    ("end", "2027-13-01", "bad_date", ""),
    ("hours", "48", "bad_hours", ""),
    ("weekdays", "ma blauwdag", "bad_weekdays", ""),
    ("weekdays", "vr-ma", "bad_weekdays", ""),
    ("weekdays", "en", "bad_weekdays", ""),
    ("seats", "0", "bad_number", ""),
    ("seats", "veel", "bad_number", ""),
    ("pay", "450", "bad_pay", ""),
    ("pay", "veel per maand", "bad_pay", ""),
    ("pay", "1,250 per maand", "bad_pay", ""),
    ("pay", "450 per jaar", "bad_pay", ""),
    ("remote", "soms", "not_yes_or_no", ""),
    ("hazard", "beetje", "unknown_hazard", ""),
    ("languages", "nederlands", "bad_languages", ""),
    ("languages", "Klingon B1", "unknown_language", ""),
    ("licences", "Q", "unknown_licence", ""),
    ("sector", "techniekk", "unknown_sector", "techniek"),
    ("establishment", "Filiaal Nergens", "unknown_establishment", ""),
    ("company", "Brood & Co", "unknown_company", ""),
]
GOOD = {"reference": "V-1", "kind": "stage", "title": "Stagiair"}


@pytest.mark.parametrize(("column", "cell", "code", "suggestion"), BAD_CELLS)
def test_a_bad_cell_is_named(world: World, column: str, cell: str, code: str, suggestion: str) -> None:
    row = GOOD | {column: cell}
    report = load(world, ";".join(row), ";".join(row.values()))
    found = [(error.row, error.column, error.code, error.suggestion) for error in report.errors]
    assert (found, report.written) == ([(2, column, code, suggestion)], False)
    assert list(Vacancy.objects.all()) == [world.vacancy]


GOOD_CELLS = [
    ("kind", "BBL", "kind", "apprenticeship"),
    ("pay", "geen", "pay_period", "none"),
    ("pay", "14,06 per uur", "pay_amount", Decimal("14.06")),
    ("pay", "€14.06/uur", "pay_amount", Decimal("14.06")),
    ("pay", "€ 1.250,50 p/m", "pay_amount", Decimal("1250.50")),
    ("pay", "EUR 450,- per maand", "pay_amount", Decimal(450)),
    ("pay", "450 euro per month", "pay_period", "month"),
    ("weekdays", "ma di do", "weekdays", [1, 2, 4]),
    ("weekdays", "mon|tue", "weekdays", [1, 2]),
    ("weekdays", "ma t/m vr", "weekdays", [1, 2, 3, 4, 5]),
    ("weekdays", "ma-wo-vr", "weekdays", [1, 3, 5]),
    ("weekdays", "zaterdag en zondag", "weekdays", [6, 7]),
    ("languages", "Nederlands B1, Engels (A2)", "languages", {"nl": "B1", "en": "A2"}),
    ("licences", "rijbewijs B|be", "licences", ["B", "BE"]),
    ("licences", "geen", "licences", []),
    ("hazard", "18+", "hazard", "adults_only"),
    ("min_level", "mbo 2", "level_max", 8),
    ("max_level", "5", "level_min", 1),
    ("remote", "x", "remote", True),
]


@pytest.mark.parametrize(("column", "cell", "field", "value"), GOOD_CELLS)
def test_a_good_cell_is_read(world: World, column: str, cell: str, field: str, value: object) -> None:
    row = GOOD | {column: cell}
    report = load(world, ";".join(row), ";".join(row.values()))
    assert (errors_of(report), getattr(vacancy("V-1"), field)) == ([], value)


@pytest.mark.parametrize(
    ("header", "cells", "column", "code"),
    [
        ("start;end", "2027-07-02;2027-02-01", "end", "ends_before_it_starts"),
        ("min_level;max_level", "hbo;mbo 2", "max_level", "range_goes_down"),
    ],
)
def test_a_row_may_not_contradict_itself(
    world: World, header: str, cells: str, column: str, code: str
) -> None:
    report = load(world, f"{HEADER};{header}", f"V-1;stage;Stagiair;{cells}")
    assert errors_of(report) == [(2, column, code)]


def test_a_list_does_not_lower_seats_under_what_is_taken(world: World) -> None:
    header = HEADER + ";plekken"
    load(world, header, "V-1;stage;A;3", "V-2;stage;B;2")
    Vacancy.objects.filter(reference="V-1").update(seats_taken=2)
    SeatBlock.objects.create(vacancy=vacancy("V-2"), seats=2)
    report = load(world, header, "V-1;stage;A;1", "V-2;stage;B;3")
    assert errors_of(report) == [(2, "seats", "seats_taken"), (3, "seats", "seats_kept_apart")]
    assert load(world, header, "V-1;stage;A;2", "V-2;stage;Ander;2").written
    assert (vacancy("V-1").seats, vacancy("V-1").seats_taken) == (2, 2)


def test_a_reference_may_stand_in_a_list_once(world: World) -> None:
    report = load(world, HEADER, "V-1;stage;A", "V-2;stage;B", "V-1;stage;C")
    assert (errors_of(report), report.written) == ([(4, "reference", "duplicate_reference")], False)
    assert list(Vacancy.objects.all()) == [world.vacancy]


def test_the_occupation_comes_from_its_cell_else_from_the_title(world: World) -> None:
    lasser, kok = make_occupation("lasser"), make_occupation("kok")
    rows = ("V-1;stage;Kok;lasser", "V-2;stage;Kok;", "V-3;stage;Kok;tovenaar", "V-4;stage;Iets;")
    report = load(world, HEADER + ";beroep", *rows)
    assert [vacancy(f"V-{n}").occupation for n in (1, 2, 3, 4)] == [lasser, kok, kok, None]
    assert warnings_of(report) == [(4, "occupation", "unknown_occupation")]


def test_establishments_are_found_by_place_and_made_where_there_is_none(world: World) -> None:
    rows = ("V-1;stage;A;6041;;", "V-2;stage;B;6001;;", "V-3;stage;C;6001;;", "V-4;stage;D;6001;Loods 2;",
            "V-5;stage;E;;loods 2;L-9")  # fmt: skip
    report = load(world, HEADER + ";postcode;vestiging;leerbedrijf_id", *rows)
    assert errors_of(report) == []
    weert = Establishment.objects.get(name="Maasland Metaal Weert")
    loods = Establishment.objects.get(name="Loods 2")
    hosts = [vacancy(f"V-{n}").establishment for n in (1, 2, 3, 4, 5)]
    assert hosts == [world.establishment, weert, weert, loods, loods]
    assert (loods.leerbedrijf_id, loods.place, weert.leerbedrijf_id) == ("L-9", make_place("6001"), None)


@pytest.mark.parametrize(
    ("leerbedrijf_id", "code"), [("L-1", "other_leerbedrijf_id"), ("L-2", "other_company")]
)
def test_a_leerbedrijf_id_belongs_to_one_establishment(world: World, leerbedrijf_id: str, code: str) -> None:
    Establishment.objects.filter(pk=world.establishment.pk).update(leerbedrijf_id="L-0")
    make_establishment(make_company("Brood & Co"), leerbedrijf_id="L-2")
    report = load(world, HEADER + ";postcode;leerbedrijf_id", f"V-1;stage;A;6041;{leerbedrijf_id}")
    assert errors_of(report) == [(2, "leerbedrijf_id", code)]


def test_every_row_may_name_its_company(world: World) -> None:
    brood = make_company("Brood & Co")
    header = HEADER + ";bedrijf"
    report = load_vacancies(
        header, "V-1;stage;A;maasland metaal", "V-1;stage;B;brood-co", "V-2;stage;C;Brod en Co"
    )
    assert [(e.row, e.column, e.code, e.suggestion) for e in report.errors] == [
        (4, "company", "unknown_company", "Brood & Co")
    ]
    load_vacancies(header, "V-1;stage;A;maasland metaal", "V-1;stage;B;brood-co")
    made = Vacancy.objects.filter(reference="V-1").values_list("company", "title")
    assert sorted(made) == sorted([(world.company.pk, "A"), (brood.pk, "B")])


def test_new_companies_are_made_on_request_and_wait_for_the_region(world: World) -> None:
    rows = ("V-1;stage;A;Bakkerij de Molenhof;6001", "V-2;stage;B;bakkerij de molenhof;6001")
    report = load_vacancies(HEADER + ";bedrijf;postcode", *rows, create_companies=True)
    molenhof = Company.objects.get(slug="bakkerij-de-molenhof")
    assert (counts_of(report), molenhof.verified_at) == ((2, 0, 0, 0), None)
    assert [own.name for own in molenhof.establishments.all()] == ["Bakkerij de Molenhof Weert"]
    assert warnings_of(report) == [(2, "company", "new_company")]
    assert list(Vacancy.objects.open()) == [world.vacancy]


def test_new_companies_may_be_vouched_for(world: World) -> None:
    load_vacancies(HEADER + ";bedrijf", "V-1;stage;A;Bakkerij", create_companies=True, verified=True)
    assert sorted(row.title for row in Vacancy.objects.open()) == ["A", world.vacancy.title]


def test_a_list_of_one_company_names_no_other(world: World) -> None:
    make_company("Brood & Co")
    report = load(world, HEADER + ";bedrijf", "V-1;stage;A;Brood & Co")
    assert errors_of(report) == [(2, "company", "other_company")]


def test_the_good_rows_on_request(world: World) -> None:
    header, rows = HEADER + ";bedrijf;postcode", ("V-1;stage;A;Nieuw BV;6001", "V-2;;B;Ander BV;6001")
    report = load_vacancies(header, *rows, create_companies=True, good_rows=True)
    assert (report.written, counts_of(report)) == (True, (1, 0, 0, 1))
    assert list(Company.objects.order_by("name").values_list("name", flat=True)) == [
        "Maasland Metaal",
        "Nieuw BV",
    ]


def queries_of(count: int, number: int) -> int:
    header = HEADER + ";bedrijf;postcode;skills"
    rows = [
        f"V-{number + n};stage;Titel {n};Bedrijf {number} {n};6001;lassen|vrij {number} {n}"
        for n in range(count)
    ]
    with CaptureQueriesContext(connection) as captured:
        load_vacancies(header, *rows, create_companies=True)
        load_vacancies(header, *(row.replace("Titel", "Functie") for row in rows))
    return len(captured)


def test_one_row_costs_as_many_queries_as_300(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.features, "max_query_params", 30_000)  # SQLite: fewer cells an INSERT
    load_vacancies(HEADER + ";bedrijf;skills", "V-9;stage;Titel;maasland metaal;iets vrijs")
    assert queries_of(1, 1000) == queries_of(300, 2000)
    assert Vacancy.objects.filter(title__startswith="Functie").count() == 301
