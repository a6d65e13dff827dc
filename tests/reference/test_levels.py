"""The ladder of levels: its numbers, its names, and reading it from other people's words."""

import pytest
from django.utils import translation

from reference.levels import ALIASES, Level

LADDER = [
    ("pre_vocational_bb", 1),
    ("pre_vocational_kb", 2),
    ("pre_vocational_gl", 2),
    ("pre_vocational_tl", 2),
    ("secondary_vocational_education_1", 1),
    ("secondary_vocational_education_2", 2),
    ("secondary_vocational_education_3", 3),
    ("secondary_vocational_education_4", 4),
    ("senior_general_secondary", 4),
    ("pre_university", 4),
    ("associate_degree", 5),
    ("bachelor", 6),
    ("master", 7),
]

WRITTEN = [
    ("mbo 3", "secondary_vocational_education_3"),
    ("mbo3", "secondary_vocational_education_3"),
    ("mbo-3", "secondary_vocational_education_3"),
    ("MBO – 3", "secondary_vocational_education_3"),
    ("  Mbo_3 ", "secondary_vocational_education_3"),
    ("3", "secondary_vocational_education_3"),
    ("niveau 3", "secondary_vocational_education_3"),
    ("Niveau: 3", "secondary_vocational_education_3"),
    ("MBO niveau 4", "secondary_vocational_education_4"),
    ("MBO (niveau 4)", "secondary_vocational_education_4"),
    ("bol 4", "secondary_vocational_education_4"),
    ("bol-opleiding niveau 4", "secondary_vocational_education_4"),
    ("BBL niveau 2", "secondary_vocational_education_2"),
    ("mbo 4 (middenkaderopleiding)", "secondary_vocational_education_4"),
    ("entree", "secondary_vocational_education_1"),
    ("Entrée", "secondary_vocational_education_1"),
    ("mbo 1 (entree)", "secondary_vocational_education_1"),
    ("vocational level 2", "secondary_vocational_education_2"),
    ("VET level 3", "secondary_vocational_education_3"),
    ("secondary vocational education 3", "secondary_vocational_education_3"),
    ("vmbo-bb", "pre_vocational_bb"),
    ("vmbo bb", "pre_vocational_bb"),
    ("vmbo bbl", "pre_vocational_bb"),
    ("basis", "pre_vocational_bb"),
    ("Vmbo Basisberoepsgerichte Leerweg", "pre_vocational_bb"),
    ("kader", "pre_vocational_kb"),
    ("VMBO-KBL", "pre_vocational_kb"),
    ("vmbo (gl)", "pre_vocational_gl"),
    ("gemengde leerweg", "pre_vocational_gl"),
    ("mavo", "pre_vocational_tl"),
    ("vmbo-tl", "pre_vocational_tl"),
    ("Mavo (vmbo-tl)", "pre_vocational_tl"),
    ("havo", "senior_general_secondary"),
    ("VWO", "pre_university"),
    ("gymnasium", "pre_university"),
    ("ad", "associate_degree"),
    ("Ad-opleiding", "associate_degree"),
    ("hbo-ad", "associate_degree"),
    ("Associate Degree", "associate_degree"),
    ("hbo", "bachelor"),
    ("wo", "bachelor"),
    ("hbo-bachelor", "bachelor"),
    ("Bachelor's degree", "bachelor"),
    ("master", "master"),
    ("wo-master", "master"),
    ("MSc", "master"),
]

NO_LEVEL = [
    "", "   ", "-", "niveau", "bol", "mbo", "vmbo", "vmbo gt", "klas 3", "mbo 5", "mbo 0", "mbo 3/4",
    "mbo 3-4", "havo/vwo", "hbo 3", "12", "3.5", "3€", "€", "phd", "lassen", "мбо 3", "mbo 3 ★", "x" * 5000,
]  # fmt: skip

SHOWN_IN_ENGLISH = [
    "pre-vocational, basic (vmbo-bb)",
    "pre-vocational, middle management (vmbo-kb)",
    "pre-vocational, combined (vmbo-gl)",
    "pre-vocational, theoretical (vmbo-tl)",
    "vocational level 1 (mbo 1)",
    "vocational level 2 (mbo 2)",
    "vocational level 3 (mbo 3)",
    "vocational level 4 (mbo 4)",
    "senior general secondary (havo)",
    "pre-university (vwo)",
    "associate degree",
    "bachelor",
    "master",
]

SHOWN_IN_DUTCH = [
    "vmbo basis (bb)",
    "vmbo kader (kb)",
    "vmbo gemengd (gl)",
    "vmbo theoretisch (tl)",
    "mbo 1 (entree)",
    "mbo 2",
    "mbo 3",
    "mbo 4",
    "havo",
    "vwo",
    "associate degree (ad)",
    "bachelor (hbo, wo)",
    "master (hbo, wo)",
]

ON_SCREEN = list(zip(SHOWN_IN_ENGLISH + SHOWN_IN_DUTCH, [*Level] * 2, strict=True))


def test_the_ladder_has_these_rungs_with_these_numbers():
    assert [(level.value, level.nlqf) for level in Level] == LADDER


@pytest.mark.parametrize(("text", "identifier"), WRITTEN)
def test_a_level_is_read_as_people_write_it(text, identifier):
    assert Level.parse(text) == Level(identifier)


@pytest.mark.parametrize("text", NO_LEVEL)
def test_what_names_no_single_level_is_not_guessed(text):
    assert Level.parse(text) is None


@pytest.mark.parametrize("level", Level)
def test_a_level_is_read_from_its_own_identifier(level):
    assert Level.parse(level.value) is level


def test_no_alias_names_two_levels():
    keys = [alias.replace(" ", "").replace("-", "") for aliases in ALIASES.values() for alias in aliases]
    assert sorted(keys) == sorted(set(keys))


def test_every_level_has_its_label_in_english():
    with translation.override("en"):
        assert [str(level.label) for level in Level] == SHOWN_IN_ENGLISH


@pytest.mark.parametrize(("label", "level"), ON_SCREEN)
def test_a_label_from_the_screen_is_read_back(label, level):
    assert Level.parse(label) is level
