"""ESCO from files with the headers of both versions, beside a region's own words, and as it really is."""

import os
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings

from reference.loading.concepts import Concept, load_concepts
from reference.loading.esco import load_esco
from reference.loading.labelling import Wording
from reference.models import (
    Edition,
    LabelSource,
    Occupation,
    OccupationSkill,
    Sector,
    Skill,
    SkillLabel,
    SkillRelation,
)
from reference.reporting import Report
from reference.tables import TableError
from tests.reference.loading.esco_files import DRAW, ESCO, METAL, TEAM, V11, V12, WELD, WELDER

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path):
    """Write a set of files and give its folder."""

    def write(files: dict[str, str], name: str = "set") -> Path:
        (tmp_path / name).mkdir(exist_ok=True)
        for file, text in files.items():
            (tmp_path / name / file).write_text(text, encoding="utf-8", newline="")
        return tmp_path / name

    return write


def labels(uri: str) -> list[tuple[str, str, str]]:
    rows = SkillLabel.objects.filter(skill__uri=uri).values_list("language", "kind", "text")
    return sorted(rows)


def total(reports: list[Report]) -> tuple[int, int, int, int]:
    names = ("added", "changed", "skipped", "errors")
    return tuple(
        sum(len(value) if isinstance(value := getattr(report, name), list) else value for report in reports)
        for name in names
    )


@pytest.mark.parametrize("files", [V11, V12], ids=["v1.1", "v1.2"])
def test_both_versions_load(folder, files):
    reports = load_esco(folder(files))
    assert total(reports) == (10, 4, 2, 0)
    assert labels(WELD) == [
        ("en", "preferred", "weld"),
        ("nl", "alternative", "lastechniek"),
        ("nl", "alternative", "laswerk"),
        ("nl", "preferred", "lassen"),
    ]
    kinds = {skill.uri: skill.kind for skill in Skill.objects.all()}
    assert kinds == {WELD: "skill", DRAW: "skill", TEAM: "transversal", METAL: "knowledge"}
    assert list(Occupation.objects.values_list("uri", "isco")) == [(WELDER, "7212")]
    needs = OccupationSkill.objects.values_list("skill__uri", "kind")
    assert dict(needs) == {WELD: "essential", DRAW: "optional", METAL: "optional"}
    relations = set(SkillRelation.objects.values_list("skill__uri", "other__uri", "kind"))
    assert relations == {(WELD, METAL, "related"), (DRAW, METAL, "broader")}


@pytest.mark.parametrize("files", [V11, V12], ids=["v1.1", "v1.2"])
def test_a_second_load_changes_nothing(folder, files):
    load_esco(folder(files))
    assert (total(load_esco(folder(files))), Edition.objects.count()) == ((0, 0, 2, 0), 1)


def test_hidden_labels_can_be_found_too(folder):
    load_esco(folder(V11), languages=["en"])
    assert labels(DRAW) == [("en", "alternative", "reed drawings"), ("en", "preferred", "read drawings")]


def test_a_label_that_changed_in_a_new_version_is_changed(folder):
    load_esco(folder(V11))
    newer = V11 | {"skills_nl.csv": V11["skills_nl.csv"].replace("metaalkunde", "metallurgie")}
    load_esco(folder(newer))
    assert labels(METAL) == [
        ("en", "preferred", "metallurgy"),
        ("nl", "description", "Kennis van metaal."),
        ("nl", "preferred", "metallurgie"),
    ]


def starter(*wordings: tuple[str, str, str], sector: Sector) -> None:
    concept = Concept(
        WELD,
        tuple(Wording(*each) for each in wordings),
        {"sector_id": sector.pk, "kind": "transversal"},
    )
    load_concepts(Skill, [concept], source=LabelSource.REGION, report=Report())


def own_words() -> None:
    """Name the skill as a region does."""
    sector = Sector.objects.create(code="engineering", name_nl="techniek", name_en="engineering")
    starter(("nl", "preferred", "kunnen lassen"), ("nl", "alternative", "metaal lassen"), sector=sector)


@pytest.mark.parametrize("first", ["region", "esco"])
def test_a_regions_words_stay_first_whatever_is_loaded_first(folder, first):
    files = folder(V11)
    for load in (
        (own_words, lambda: load_esco(files)) if first == "region" else (lambda: load_esco(files), own_words)
    ):
        load()
    assert labels(WELD) == [
        ("en", "preferred", "weld"),
        ("nl", "alternative", "lassen"),
        ("nl", "alternative", "lastechniek"),
        ("nl", "alternative", "laswerk"),
        ("nl", "alternative", "metaal lassen"),
        ("nl", "preferred", "kunnen lassen"),
    ]
    skill = Skill.objects.get(uri=WELD)
    assert (skill.sector.code, skill.kind) == ("engineering", "transversal")
    assert total(load_esco(files)) == (0, 0, 2, 0)


def test_a_language_may_be_added_later(folder):
    load_esco(folder(V11), languages=["nl"])
    assert total(load_esco(folder(V11), languages=["nl", "en"]))[:2] == (3, 4)


def test_relations_of_concepts_that_are_in_no_language_are_told_once(folder):
    reports = {report.file: report for report in load_esco(folder(V11), languages=["nl"])}
    report = reports["occupationSkillRelations_en.csv"]
    assert (report.added, report.skipped, report.errors) == (2, 1, [])
    assert [(each.row, each.code, each.detail) for each in report.warnings] == [
        (3, "unknown_concepts", f"1 relation names a concept that is in no language loaded, first {DRAW}")
    ]


BAD = [
    ("skills_nl.csv", f"X,,skill/competence,,a{',' * 8}\n", (5, "conceptUri", "bad_uri")),
    ("skills_nl.csv", f"X,weld,skill/competence,,a{',' * 8}\n", (5, "conceptUri", "bad_uri")),
    ("skills_nl.csv", f"X,{ESCO}/{'x' * 200},,,a{',' * 8}\n", (5, "conceptUri", "bad_uri")),
    ("skills_nl.csv", f"X,{WELD},,,a{',' * 8}\n", (5, "conceptUri", "duplicate_row")),
    (
        "occupationSkillRelations_en.csv",
        f"{WELDER},vital,,{WELD}\n",
        (5, "relationType", "unknown_relation_type"),
    ),
]


@pytest.mark.parametrize(("file", "row", "error"), BAD)
def test_a_bad_row_is_named(folder, file, row, error):
    reports = load_esco(folder(V11 | {file: V11[file] + row}))
    told = [(report.file, each.row, each.column, each.code) for report in reports for each in report.errors]
    assert told == [(file, *error)]


PASSED_OVER = [f"X,{ESCO}/skill/old,,,oud,,,obsolete{',' * 5}\n", f"X,{ESCO}/skill/mute{',' * 11}\n"]


@pytest.mark.parametrize("row", PASSED_OVER)
def test_what_is_no_longer_in_force_or_has_no_label_is_passed_over(folder, row):
    reports = load_esco(folder(V11 | {"skills_nl.csv": V11["skills_nl.csv"] + row}))
    assert (reports[0].skipped, Skill.objects.count()) == (1, 4)


def without(*names: str) -> dict[str, str]:
    return {name: text for name, text in V11.items() if name not in names}


REFUSED = [
    ({}, "missing_file"),
    (without("skills_nl.csv", "occupations_nl.csv"), "missing_file"),
    (V11 | {"skills_en.csv": "conceptUri,altLabels\n"}, "missing_column"),
    (V11 | {"occupationSkillRelations_en.csv": "PK"}, "missing_column"),
]


@pytest.mark.parametrize(("files", "code"), REFUSED)
def test_a_set_that_is_not_whole_is_refused(folder, files, code):
    with pytest.raises(TableError) as caught:
        load_esco(folder(files))
    assert caught.value.errors[0].code == code


@pytest.mark.parametrize("file", ["skills_nl.csv", "occupations_nl.csv"])
def test_one_missing_file_of_a_language_is_a_warning(folder, file):
    reports = load_esco(folder(without(file)))
    assert [(report.file, report.warnings[0].code) for report in reports if report.file == file] == [
        (file, "missing_file")
    ]


def test_files_may_lie_in_folders_of_their_own(folder, tmp_path):
    for name, text in V11.items():
        folder({name: text}, name=f"set {name}")
    assert total(load_esco(tmp_path)) == (10, 4, 2, 0)


def test_loading_takes_few_queries(folder, django_assert_max_num_queries):
    more = "".join(f"X,{ESCO}/skill/{place},,,vaardigheid {place}{',' * 8}\n" for place in range(900))
    with django_assert_max_num_queries(60):
        load_esco(folder(V11 | {"skills_nl.csv": V11["skills_nl.csv"] + more}))


DATA = Path(os.environ.get("STAGEPOORT_DATA", settings.BASE_DIR.parent / "shared" / "data"))
OFFICIAL = DATA / "esco" / "official_layout"


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"the real ESCO files are not at {OFFICIAL}")
def test_the_real_dutch_files_load(tmp_path):
    for file in ("skills_nl.csv", "occupations_nl.csv"):
        (tmp_path / file).symlink_to(OFFICIAL / file)
    relations = "occupationSkillRelations_en.csv"
    with (OFFICIAL / relations).open("rb") as file:
        (tmp_path / relations).write_bytes(b"".join(islice(file, 2000)))
    reports = load_esco(tmp_path, languages=["nl"])
    assert [report.errors for report in reports] == [[], [], []]
    assert (Skill.objects.count(), Occupation.objects.count()) == (4924, 3039)
    assert OccupationSkill.objects.count() + reports[-1].skipped == 1999
