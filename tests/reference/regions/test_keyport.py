"""The Keyport region as data: complete, and of one piece."""

import csv
import tomllib
from pathlib import Path
from string import Formatter

import pytest

PACK = Path(__file__).parents[3] / "reference" / "regions" / "keyport"
REGION = tomllib.loads((PACK / "region.toml").read_text(encoding="utf-8"))
DEMO = tomllib.loads((PACK / "demo.toml").read_text(encoding="utf-8"))
SECTORS = [
    "agriculture",
    "business",
    "care",
    "construction",
    "engineering",
    "ict",
    "leisure",
    "logistics",
    "retail",
]

POSTCODES_PER_MUNICIPALITY = [
    ("GM0946", 5),
    ("GM0957", 7),
    ("GM0988", 7),
    ("GM1640", 16),
    ("GM1641", 8),
    ("GM1669", 6),
    ("GM1706", 6),
]

KINDS = ["apprenticeship", "first_job", "graduation_project", "internship", "orientation_visit", "side_job"]


def rows(name: str) -> list[dict[str, str]]:
    with (PACK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def company_names(trade: dict) -> set[str]:
    return {
        pattern.format(trade=word, name=name, house=house)
        for pattern in trade["patterns"]
        for word in trade["trades"]
        for name in DEMO["companies"]["names"]
        for house in DEMO["companies"]["houses"]
    }


def test_the_region_has_its_sectors():
    assert sorted(sector["code"] for sector in REGION["sectors"]) == SECTORS


@pytest.mark.parametrize(("code", "count"), POSTCODES_PER_MUNICIPALITY)
def test_every_postcode_of_a_municipality_is_there(code, count):
    assert (
        len({place["postcode"] for place in rows("places.csv") if place["municipality_code"] == code})
        == count
    )


def test_the_municipalities_of_the_region_are_those_of_its_places():
    inside = {code for code, _ in POSTCODES_PER_MUNICIPALITY}
    named = {(p["municipality_code"], p["municipality"]) for p in rows("places.csv")}
    assert {(m["code"], m["name"]) for m in REGION["municipalities"]} == {p for p in named if p[0] in inside}


def test_no_place_stands_there_twice():
    keys = [(place["country"], place["postcode"], place["place"]) for place in rows("places.csv")]
    assert sorted(keys) == sorted(set(keys))


def test_every_place_lies_in_or_around_the_region():
    far = [
        p for p in rows("places.csv") if not (50.8 < float(p["lat"]) < 51.7 and 5.3 < float(p["lon"]) < 6.5)
    ]
    assert far == []


def test_every_school_stands_at_a_place_of_the_pack():
    places = {(place["postcode"], place["place"]) for place in rows("places.csv")}
    assert [
        school for school in rows("schools.csv") if (school["postcode"], school["place"]) not in places
    ] == []


def test_the_schools_together_teach_for_every_sector():
    assert (
        sorted({code for school in rows("schools.csv") for code in school["sectors"].split("|")}) == SECTORS
    )


def test_a_target_stands_once_per_year():
    keys = [(target["indicator"], target["school_year"]) for target in rows("targets.csv")]
    assert sorted(keys) == sorted(set(keys))


def test_the_demo_has_words_for_every_sector_and_kind():
    trades = sorted(key for key, value in DEMO["companies"].items() if isinstance(value, dict))
    assert (trades, sorted(DEMO["vacancies"])) == (SECTORS, KINDS)


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_has_names_for_more_companies_than_the_demo_needs(sector):
    assert len(company_names(DEMO["companies"][sector])) > 600


def test_no_company_name_belongs_to_two_sectors():
    names = [company_names(DEMO["companies"][sector]) for sector in SECTORS]
    assert len(set().union(*names)) == sum(len(sector) for sector in names)


@pytest.mark.parametrize(("words", "least"), [("first", 150), ("last", 200)])
def test_there_are_names_enough_and_none_twice(words, least):
    names = [name for group in DEMO["people"] for name in group[words]]
    assert len(names) == len(set(names)) >= least


def test_the_shares_of_people_are_percents():
    assert sum(group["share"] for group in DEMO["people"]) == 100


@pytest.mark.parametrize("kind", KINDS)
def test_vacancy_words_leave_room_for_occupation_company_and_place_only(kind):
    words = "".join(DEMO["vacancies"][kind]["titles"] + DEMO["vacancies"][kind]["texts"])
    assert {field for _, field, _, _ in Formatter().parse(words) if field} == {
        "occupation",
        "company",
        "place",
    }
