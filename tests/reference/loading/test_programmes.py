"""Programmes: what is read, refused and kept, and which words mean a skill."""

from datetime import date

import pytest

from reference.loading.programme_rows import COLUMNS
from reference.loading.programmes import load_programmes
from reference.loading.resolving import Resolver, Resolvers
from reference.models import Edition, Occupation, Programme, Sector, Skill
from reference.reporting import Report
from reference.tables import Table

HEADER = "register,code,name,name_en,level,sector,occupations,valid_from,valid_until,checked_on,skills\n"
WELDER = "crebo,25290,Basislasser,Basic welder,mbo 2,engineering,lasser,2015-08-01,,,lassen|tekeninglezen\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(write_file, skills, occupations):
    """Load rows below the usual header, where two skills and one occupation have short names."""
    Sector.objects.create(code="engineering", name_nl="techniek", name_en="engineering")
    slugs = {"welding": skills["lassen"].uri, "drawings": skills["tekeninglezen"].uri}

    def loaded(rows: str, header: str = HEADER) -> Report:
        report = Report()
        resolvers = Resolvers(
            Resolver(Skill, slugs), Resolver(Occupation, {"welder": occupations["lasser"].uri})
        )
        load_programmes(Table(write_file(header + rows), COLUMNS), report, resolvers=resolvers)
        return report

    return loaded


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, len(report.errors)


def taught() -> list[str]:
    return [skill.name for skill in Skill.objects.with_name("nl").filter(programmes__code="25290")]


def test_a_programme_is_loaded_with_all_that_its_row_tells(load, occupations):
    assert counts(load(WELDER)) == (1, 0, 0, 0)
    programme = Programme.objects.get()
    assert (programme.level, programme.sector.code) == ("secondary_vocational_education_2", "engineering")
    assert (programme.valid_from, programme.valid_until) == (date(2015, 8, 1), None)
    assert (taught(), list(programme.occupations.all())) == (
        ["lassen", "tekeninglezen"],
        [occupations["lasser"]],
    )


def test_a_second_load_changes_nothing(load):
    assert (counts(load(WELDER)), counts(load(WELDER))) == ((1, 0, 0, 0), (0, 0, 1, 0))
    assert Edition.objects.count() == 1


WORDS = [
    "welding",
    "lassen",
    "LASSEN",
    "laswerk",
    "weld metal",
    "https://stagepoort.nl/vocabulary/skill/welding",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_skill_is_known_by_short_name_label_or_address(load, word):
    load(WELDER.replace("lassen|tekeninglezen", word))
    assert taught() == ["lassen"]


CHANGES = [
    (WELDER.replace("Basislasser", "Lasser"), (0, 1, 0, 0), ["lassen", "tekeninglezen"]),
    (WELDER.replace("lassen|tekeninglezen", "lassen|timmeren"), (0, 1, 0, 0), ["lassen", "timmeren"]),
    (WELDER.replace("lassen|tekeninglezen", "lassen"), (0, 1, 0, 0), ["lassen"]),
    (WELDER.replace("lassen|tekeninglezen", ""), (0, 0, 1, 0), ["lassen", "tekeninglezen"]),
    (WELDER.replace("2015-08-01", ""), (0, 0, 1, 0), ["lassen", "tekeninglezen"]),
    (WELDER.replace("2015-08-01", "01-08-2015"), (0, 0, 1, 0), ["lassen", "tekeninglezen"]),
]


@pytest.mark.parametrize(("row", "counted", "skills_after"), CHANGES)
def test_what_differs_is_changed_and_an_empty_cell_leaves_what_is_known(load, row, counted, skills_after):
    load(WELDER)
    assert (counts(load(row)), taught()) == (counted, skills_after)


BAD = [
    ("crebo,2529,A,,mbo 2,,,,,,", "code", "bad_code", ""),
    ("crebo,２５２９０,A,,mbo 2,,,,,,", "code", "bad_code", ""),
    ("crebo,,A,,mbo 2,,,,,,", "code", "missing_value", ""),
    ("crebo,25290,,,mbo 2,,,,,,", "name", "missing_value", ""),
    ("crebo,25290,A,,,,,,,,", "level", "missing_value", ""),
    ("crebo,25290,A,,mbo,,,,,,", "level", "unknown_level", "mbo 1"),
    ("crebo,25290,A,,mbo 9,,,,,,", "level", "unknown_level", "mbo 1"),
    ("crbo,25290,A,,mbo 2,,,,,,", "register", "unknown_register", "crebo"),
    ("crebo,25290,A,,mbo 2,enginering,,,,,", "sector", "unknown_sector", "engineering"),
    ("crebo,25290,A,,mbo 2,,,2015-13-01,,,", "valid_from", "bad_date", ""),
    ("crebo,25290,A,,mbo 2,,,31-02-2015,,,", "valid_from", "bad_date", ""),
    ("crebo,25290,A,,mbo 2,,,08/01/2015,,,", "valid_from", "bad_date", ""),
    ("crebo,25290,A,,mbo 2,,,2015-08-01,2014-08-01,,", "valid_until", "ends_before_start", ""),
    ("crebo,25290,A,,mbo 2,,,,,,weldin", "skills", "unknown_concept", "welding"),
    ("crebo,25290,A,,mbo 2,,wleder,,,,", "occupations", "unknown_concept", "welder"),
    (f"crebo,25290,{'A' * 201},,mbo 2,,,,,,", "name", "too_long", ""),
]


@pytest.mark.parametrize(("row", "column", "code", "suggestion"), BAD)
def test_a_bad_cell_is_named_with_a_suggestion(load, row, column, code, suggestion):
    report = load(f"{row}\ncrebo,25180,Kok,,mbo 2,,,,,,\n")
    told = [(each.row, each.column, each.code, each.suggestion) for each in report.errors]
    assert told == [(2, column, code, suggestion)]
    assert [programme.code for programme in Programme.objects.all()] == ["25180"]


def test_a_code_that_stands_twice_is_refused_the_second_time(load):
    error = load(WELDER + WELDER).errors[0]
    assert (error.row, error.detail) == (3, "“25290” stands in row 2 already")


def test_a_programme_may_not_end_before_the_day_that_was_known(load):
    load(WELDER)
    error = load(WELDER.replace("2015-08-01,", ",2014-07-31")).errors[0]
    assert (error.code, error.detail) == (
        "ends_before_start",
        "the programme would end (2014-07-31) before it begins (2015-08-01)",
    )


def test_the_register_need_not_be_told(load):
    load("25290;Basislasser;Niveau 2\n", "crebo;opleiding;niveau\n")
    assert Programme.objects.get().register == "crebo"


def test_programmes_take_few_queries(load, django_assert_max_num_queries):
    rows = "".join(
        f"crebo,{code},A{code},,mbo 2,,welder,,,,welding|drawings\n" for code in range(25000, 25800)
    )
    with django_assert_max_num_queries(25):
        assert counts(load(rows)) == (800, 0, 0, 0)
