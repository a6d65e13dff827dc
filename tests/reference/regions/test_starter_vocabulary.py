"""The starter vocabulary of Keyport: of one piece, and true to the public lists it points to."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from reference.levels import Level
from reference.loading.pack import find_pack
from reference.models import LabelKind
from tests.reference.words import starter

PACK = find_pack("keyport")
HEADERS = {
    "skills": "slug,kind,nl,nl_alt,en,en_alt,related,esco",
    "occupations": "slug,isco,level,nl,nl_alt,en,en_alt,description_nl,essential,optional,esco",
    "programmes": "register,code,name,name_en,level,sector,occupations,valid_from,valid_until,checked_on"
    ",skills",
}
LISTS = ("nl_alt", "en_alt", "related", "essential", "optional", "occupations", "skills")
DATA = Path(os.environ.get("STAGEPOORT_DATA", settings.BASE_DIR.parent / "shared" / "data"))
FIRST_LISTED, LAST_LISTED = 25001, 25503
"""The crebo codes that the list of 2015 covers, without those of mbo 1."""

with_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public lists are not at {DATA}")


def rows(name: str) -> list[dict[str, str]]:
    return [row for _, path in PACK.by_sector(name) for row in read(path)]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def listed(text: str) -> list[str]:
    return text.split("|") if text else []


def slugs(name: str) -> set[str]:
    return {row["slug"] for row in rows(name)}


def public(path: str, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: row for row in read(DATA / path)}


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_every_file_has_the_columns_of_its_kind(name):
    headers = {
        path.name: path.read_text(encoding="utf-8").split("\n", 1)[0] for _, path in PACK.by_sector(name)
    }
    assert {file: header for file, header in headers.items() if header != HEADERS[name]} == {}


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_every_row_has_the_cells_of_its_columns(name):
    assert [row for row in rows(name) if None in row or None in row.values()] == []


@pytest.mark.parametrize("name", ["skills", "occupations"])
def test_slugs_addresses_and_labels_belong_to_one_concept(name):
    assert starter.read(name)[1] == ()


@pytest.mark.parametrize("name", ["skills", "occupations"])
def test_no_concept_says_the_same_twice(name):
    said = [(label.concept, label.language, label.text.casefold()) for label in starter.labels(name)]
    assert sorted(said) == sorted(set(said))


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_lists_have_no_empty_repeated_or_padded_items(name):
    items = [listed(row[column]) for row in rows(name) for column in LISTS if column in row]
    assert [each for each in items if "" in each or len(set(each)) < len(each)] == []
    assert [item for each in items for item in each if item != " ".join(item.split())] == []


def test_everything_that_is_named_exists():
    known = {"skills": slugs("skills"), "occupations": slugs("occupations")}
    named = [
        *(("skills", other) for _, other, _ in starter.relations()),
        *(
            ("skills", item)
            for row in rows("occupations")
            for column in ("essential", "optional")
            for item in listed(row[column])
        ),
        *((kind, item) for row in rows("programmes") for kind in known for item in listed(row[kind])),
    ]
    assert [(kind, item) for kind, item in named if item not in known[kind]] == []


def test_no_skill_is_related_to_itself():
    assert [row["slug"] for row in rows("skills") if row["slug"] in listed(row["related"])] == []


def test_every_skill_is_tied_to_something():
    asked = {skill for _, skill, _ in starter.needs()}
    tied = {end for one, other, _ in starter.relations() for end in (one, other)}
    assert slugs("skills") - asked - tied == set()


def test_occupations_ask_enough_skills_and_none_twice():
    asked = {row["slug"]: (listed(row["essential"]), listed(row["optional"])) for row in rows("occupations")}
    assert {slug for slug, (must, may) in asked.items() if set(must) & set(may)} == set()
    assert {slug: len(must) for slug, (must, _) in asked.items() if not 4 <= len(must) <= 9} == {}
    assert {slug: len(may) for slug, (_, may) in asked.items() if not 3 <= len(may) <= 9} == {}


def test_descriptions_speak_to_the_reader():
    told = [row["description_nl"] for row in rows("occupations")]
    assert [text for text in told if not (text.startswith("Je ") and text.endswith("."))] == []


def test_there_is_enough_to_start_with():
    assert len(slugs("skills")) >= 600
    assert len(slugs("occupations")) >= 120
    assert len(rows("programmes")) >= 60


def test_every_skill_has_other_words_in_both_languages():
    labels = starter.labels("skills")
    others = {(each.concept, each.language) for each in labels if each.kind == LabelKind.ALTERNATIVE}
    assert {(slug, language) for slug in slugs("skills") for language in ("nl", "en")} - others == set()


def test_programmes_stand_in_the_file_of_their_sector():
    files = [(sector, row) for sector, path in PACK.by_sector("programmes") for row in read(path)]
    assert [row["code"] for sector, row in files if row["sector"] != sector] == []


def test_a_programme_stands_once_and_is_checked_on_a_day():
    keys = [(row["register"], row["code"]) for row in rows("programmes")]
    assert sorted(keys) == sorted(set(keys))
    days = [row["checked_on"] for row in rows("programmes") if row["checked_on"]]
    assert [day for day in days if date.fromisoformat(day).isoformat() != day] == []


@with_data
@pytest.mark.parametrize(
    ("name", "path", "key"),
    [("skills", "esco/skills.csv", "skill_uri"), ("occupations", "esco/occupations.csv", "occupation_uri")],
)
def test_esco_addresses_are_of_concepts_with_such_a_name(name, path, key):
    known = public(path, key)
    odd = []
    for row in rows(name):
        theirs = known.get(row["esco"], {})
        names = {theirs.get("label_en", "").casefold(), *listed(theirs.get("alt_en", "").casefold())}
        if row["esco"] and not names & {row["en"].casefold(), *listed(row["en_alt"].casefold())} - {""}:
            odd.append((row["slug"], row["esco"], theirs.get("label_en")))
    assert odd == []


@with_data
def test_isco_codes_are_unit_groups():
    codes = [row["isco"] for row in rows("occupations")]
    assert {code for code in codes if code} - public("esco/isco_groups.csv", "code").keys() == set()


@with_data
def test_isco_codes_are_those_of_esco_for_the_same_occupation():
    known = public("esco/occupations.csv", "occupation_uri")
    both = [row for row in rows("occupations") if row["esco"] and row["isco"]]
    assert [row["slug"] for row in both if row["isco"] != known[row["esco"]]["isco"]] == []


def is_covered(programme: dict[str, str]) -> bool:
    """Tell whether the list of 2015 must have a programme, or is said to have it."""
    listed_code = programme["register"] == "crebo" and FIRST_LISTED <= int(programme["code"]) <= LAST_LISTED
    return bool(programme["checked_on"]) or (
        listed_code and Level.parse(programme["level"]) != Level.SECONDARY_VOCATIONAL_EDUCATION_1
    )


@with_data
def test_checked_crebo_codes_have_the_name_and_level_of_the_list():
    known = {
        code: (theirs["qualification"], Level.parse(f"mbo {theirs['mbo_level']}"))
        for code, theirs in public("education/mbo_qualifications_2015.csv", "crebo").items()
    }
    ours = {
        row["code"]: (row["name"], Level.parse(row["level"])) for row in rows("programmes") if is_covered(row)
    }
    assert ours == {code: known.get(code) for code in ours}
