"""Region packs: Keyport loads whole, and what is wrong with a pack is named."""

import shutil
from pathlib import Path

import pytest

from reference.loading.pack import REGIONS
from reference.loading.region import load_region
from reference.models import (
    Edition,
    Municipality,
    Occupation,
    OccupationSkill,
    Place,
    Programme,
    Sector,
    Skill,
    SkillLabel,
    SkillRelation,
)
from reference.tables import TableError

pytestmark = pytest.mark.django_db

REGION = """
name = "Testland"
slug = "testland"
country = "NL"
[[municipalities]]
code = "GM0988"
name = "Weert"
[[sectors]]
code = "engineering"
nl = "Techniek"
en = "Engineering"
"""
SKILLS = "slug,kind,nl,nl_alt,en,en_alt,related,esco\n"
OCCUPATIONS = "slug,isco,level,nl,nl_alt,en,en_alt,description_nl,essential,optional,esco\n"
PROGRAMMES = "register,code,name,name_en,level,sector,occupations,valid_from,valid_until,checked_on,skills\n"
WELD = "http://data.europa.eu/esco/skill/weld"
FILES = {
    "region.toml": REGION,
    "places.csv": "country,postcode,place,municipality,municipality_code,lat,lon\n"
    "NL,6001,Weert,Weert,GM0988,51.254,5.707\nNL,6211,Maastricht,Maastricht,GM0935,50.851,5.691\n",
    "skills/engineering.csv": f"{SKILLS}welding,skill,lassen,laswerk,welding,weld,filing,{WELD}\n"
    "filing,skill,vijlen,,filing,,welding,\n",
    "skills/general.csv": f"{SKILLS}teamwork,transversal,samenwerken,,teamwork,,,\n",
    "occupations/engineering.csv": OCCUPATIONS
    + "welder,7212,2,lasser,,welder,,Je last.,welding|teamwork,filing,\n",
    "programmes/engineering.csv": f"{PROGRAMMES}crebo,25290,Lasser,,mbo 2,engineering,welder,,,,welding\n",
}


@pytest.fixture
def pack(tmp_path: Path):
    """Write a pack, with some files changed, and give its folder."""

    def write(**changed: str) -> Path:
        for name, text in (FILES | changed).items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def total(reports) -> tuple[int, int, int]:
    return tuple(sum(getattr(report, name) for report in reports) for name in ("added", "changed", "skipped"))


def errors(reports) -> list[tuple[str, int, str, str, str]]:
    return [
        (report.file, each.row, each.column, each.code, each.suggestion)
        for report in reports
        for each in report.errors
    ]


def test_keyport_loads_whole_and_twice():
    reports = load_region("keyport")
    assert (errors(reports), [report.warnings for report in reports if report.warnings]) == ([], [])
    assert total(load_region("keyport")) == (0, 0, 0)
    assert (Sector.objects.count(), Municipality.objects.filter(in_region=True).count()) == (9, 7)
    assert Edition.objects.count() >= 1
    assert Skill.objects.count() >= 600
    assert Occupation.objects.count() >= 120
    assert Programme.objects.count() >= 50
    assert Place.objects.in_region().count() >= 50


def test_a_pack_is_loaded_as_it_says(pack):
    assert (errors(load_region(pack())), Edition.objects.filter(content="region testland").count()) == ([], 1)
    skill = Skill.objects.get(uri=WELD)
    assert (skill.sector.code, skill.kind) == ("engineering", "skill")
    rows = SkillLabel.objects.filter(skill=skill).order_by("language", "-kind")
    assert list(rows.values_list("language", "kind", "text", "source")) == [
        ("en", "preferred", "welding", "region"),
        ("en", "alternative", "weld", "region"),
        ("nl", "preferred", "lassen", "region"),
        ("nl", "alternative", "laswerk", "region"),
    ]
    welder = Occupation.objects.get()
    assert (welder.uri, welder.isco, welder.level) == (
        "https://stagepoort.nl/vocabulary/occupation/welder",
        "7212",
        2,
    )
    needs = OccupationSkill.objects.values_list("skill__uri", "kind")
    assert {uri.rpartition("/")[2]: kind for uri, kind in needs} == {
        "weld": "essential",
        "teamwork": "essential",
        "filing": "optional",
    }
    assert SkillRelation.objects.count() == 1
    assert list(Programme.objects.values_list("code", "occupations__uri", "skills__uri")) == [
        ("25290", welder.uri, WELD)
    ]
    assert list(Place.objects.in_region().values_list("postcode", flat=True)) == ["6001"]


def test_what_all_share_has_no_sector(pack):
    load_region(pack())
    assert Skill.objects.get(uri="https://stagepoort.nl/vocabulary/skill/teamwork").sector is None


BAD = [
    ("skills", "weld ing,skill,a,,b,,,", "slug", "bad_slug", ""),
    ("skills", "weld-ing,sill,a,,b,,,", "kind", "unknown_kind", "skill"),
    ("skills", "weld-ing,,a,,b,,,", "kind", "missing_value", ""),
    ("skills", "weld-ing,skill,,,b,,,", "nl", "missing_value", ""),
    ("skills", "welding,skill,a,,b,,,", "slug", "duplicate_row", ""),
    ("skills", f"weld-ing,skill,a,,b,,,{WELD}", "esco", "duplicate_row", ""),
    ("skills", "weld-ing,skill,a,,b,,,ESCO 12", "esco", "bad_uri", ""),
    ("skills", "weld-ing,skill,Lassen,,b,,,", "nl", "duplicate_label", ""),
    ("skills", "weld-ing,skill,a,LASWERK|c,b,,,", "nl_alt", "duplicate_label", ""),
    ("skills", "weld-ing,skill,a,,b,,weldin,", "related", "unknown_skill", "welding"),
    ("occupations", "x,721,2,a,,b,,,,,", "isco", "bad_isco", ""),
    ("occupations", "x,7212,mbo,a,,b,,,,,", "level", "unknown_level", ""),
    ("occupations", "x,7212,2,a,,b,,,filling,,", "essential", "unknown_skill", "filing"),
    ("occupations", "x,7212,2,a,,b,,,,lassen,", "optional", "unknown_skill", ""),
    ("programmes", "crebo,2518,Kok,,mbo 2,,,,,,", "code", "bad_code", ""),
    ("programmes", "crebo,25180,Kok,,mbo 2,,,,,,cookin", "skills", "unknown_concept", ""),
    ("programmes", "crebo,25180,Kok,,mbo 2,,wellder,,,,", "occupations", "unknown_concept", "welder"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "row", "column", "code", "suggestion"), BAD)
def test_a_bad_row_is_named_with_file_and_suggestion(pack, kind, row, column, code, suggestion):
    file = f"{kind}/general.csv"
    header = {"skills": SKILLS, "occupations": OCCUPATIONS, "programmes": PROGRAMMES}[kind]
    told = [each for each in errors(load_region(pack(**{file: f"{header}{row}\n"}))) if each[0] == file]
    assert told == [(file, 2, column, code, suggestion)]


REFUSED = [
    ({"region.toml": "name = "}, "bad_toml"),
    ({"region.toml": 'slug = "x"\ncountry = "NL"\n'}, "bad_toml"),
    ({"region.toml": REGION.replace('nl = "Techniek"\n', "")}, "bad_toml"),
    ({"region.toml": REGION.replace('"GM0988"', "988")}, "bad_toml"),
    ({"skills/enginering.csv": SKILLS}, "unknown_sector"),
    ({"skills/general.csv": "slug,nl\n"}, "missing_column"),
    ({"places.csv": ""}, "empty_file"),
]


@pytest.mark.parametrize(("changed", "code"), REFUSED)
def test_a_pack_that_cannot_be_read_is_refused(pack, changed, code):
    with pytest.raises(TableError) as caught:
        load_region(pack(**changed))
    assert caught.value.errors[0].code == code


def test_a_region_that_is_not_there_is_refused_with_a_suggestion():
    with pytest.raises(TableError) as caught:
        load_region("keyprot")
    assert (caught.value.errors[0].code, caught.value.errors[0].suggestion) == ("missing_folder", "keyport")


def test_a_pack_without_places_is_refused(pack):
    folder = pack()
    (folder / "places.csv").unlink()
    with pytest.raises(TableError) as caught:
        load_region(folder)
    assert caught.value.errors[0].code == "cannot_be_opened"


def test_another_region_takes_the_municipalities_over(pack):
    load_region(pack())
    changed = REGION.replace("GM0988", "GM0935").replace('"Weert"', '"Maastricht"')
    load_region(pack(**{"region.toml": changed}))
    assert list(Municipality.objects.filter(in_region=True).values_list("name", flat=True)) == ["Maastricht"]


def test_a_label_that_was_mended_takes_the_place_of_the_old_one(pack):
    load_region(pack())
    mended = FILES["skills/engineering.csv"].replace("vijlen", "metaal vijlen")
    assert total(load_region(pack(**{"skills/engineering.csv": mended}))) == (0, 1, 0)
    rows = SkillLabel.objects.filter(skill__uri__endswith="filing", language="nl")
    assert list(rows.values_list("kind", "text")) == [("preferred", "metaal vijlen")]


def test_keyport_may_stand_in_another_folder(tmp_path):
    shutil.copytree(REGIONS / "keyport", tmp_path / "copy")
    assert errors(load_region(tmp_path / "copy")) == []
