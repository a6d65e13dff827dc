"""Rarity, relatedness and profiles of occupations, from a small set of relations."""

import pickle
from random import Random

import pytest

from matching.knowledge import Knowledge, Profile
from matching.relatedness import Reason, Relatedness

ROWS = [
    ("welder", "mig", "essential"),
    ("welder", "tig", "essential"),
    ("welder", "grinding", "optional"),
    ("fitter", "mig", "essential"),
    ("fitter", "tig", "essential"),
    ("fitter", "reading drawings", "optional"),
    ("cook", "cooking", "essential"),
]
RELATIONS = [("mig", "welding", "broader"), ("mig", "brazing", "related")]
KNOWLEDGE = Knowledge.from_relations(occupation_skills=ROWS, relations=RELATIONS)

RARITIES = [("cooking", 139), ("mig", 69), ("unheard of", 100)]


@pytest.mark.parametrize(("skill", "hundredths"), RARITIES)
def test_rarity_is_the_logarithm_of_how_few_occupations_use_it(skill, hundredths):
    assert KNOWLEDGE.rarity(skill) == hundredths


def test_what_every_occupation_uses_still_weighs_something():
    everywhere = Knowledge.from_relations(
        occupation_skills=[(f"occupation {n}", "teamwork", "essential") for n in range(500)]
    )
    assert everywhere.rarity("teamwork") == 1


TIES = [
    ("mig", "mig", (100, Reason.SAME)),
    ("mig", "welding", (70, Reason.STATED)),
    ("welding", "mig", (70, Reason.STATED)),
    ("brazing", "mig", (60, Reason.STATED)),
    ("mig", "tig", (60, Reason.OCCUPATIONS)),
    ("tig", "mig", (60, Reason.OCCUPATIONS)),
    ("mig", "grinding", None),  # one shared occupation says nothing
    ("mig", "cooking", None),
    ("welding", "brazing", None),
]


@pytest.mark.parametrize(("own", "asked", "tie"), TIES)
def test_relatedness(own, asked, tie):
    assert KNOWLEDGE.relatedness.between(own, asked) == tie


COMMON_OR_RARE = [
    ("mig", "drawing", (30, Reason.STATED)),  # 60 × 69 ÷ 139
    ("drawing", "mig", (60, Reason.STATED)),
    ("mig", "cooking", None),  # 60 × 50 ÷ 139 is less than the least
    ("mig", "unheard of", (60, Reason.STATED)),
]


@pytest.mark.parametrize(("own", "asked", "tie"), COMMON_OR_RARE)
def test_a_common_skill_stands_in_for_a_rarer_one_in_proportion(own, asked, tie):
    rarities = {"mig": 69 if asked != "cooking" else 50, "drawing": 139, "cooking": 139}
    related = Relatedness.from_relations(
        occupation_skills=(),
        relations=[("mig", other, "related") for other in ("drawing", "cooking", "unheard of")],
        rarities=rarities,
    )
    assert related.between(own, asked) == tie


def test_around_a_skill_it_stands_itself_first():
    assert KNOWLEDGE.relatedness.around("mig")[0] == ("mig", 100)
    assert sorted(KNOWLEDGE.relatedness.around("mig")[1:]) == [("brazing", 60), ("tig", 60), ("welding", 70)]


def test_the_strongest_reason_of_a_pair_counts():
    twice = Relatedness.from_relations(
        occupation_skills=(), relations=[("a", "b", "related"), ("b", "a", "broader"), ("a", "a", "related")]
    )
    assert (twice.between("a", "b"), twice.around("a")) == ((70, Reason.STATED), [("a", 100), ("b", 70)])


def test_the_order_of_the_rows_does_not_matter():
    rows = [*ROWS]
    Random(1).shuffle(rows)
    assert Knowledge.from_relations(occupation_skills=rows, relations=RELATIONS[::-1]) == KNOWLEDGE


def test_knowledge_can_be_pickled():
    assert pickle.loads(pickle.dumps(KNOWLEDGE)) == KNOWLEDGE  # noqa: S301 – our own bytes


def test_optional_skills_count_less_in_a_profile():
    weights = KNOWLEDGE.profiles["welder"].weights
    assert (weights["mig"], weights["tig"], weights["grinding"]) == (57, 57, 131)


WAYS = [
    ({}, 0, 0.0),
    ({"skill": 250_000}, 0, 0.2),
    ({"skill": 500_000}, 0, 0.5),
    ({"skill": 1_000_000}, 0, 0.8),
    ({}, 120, 0.5),
    ({}, 360, 0.9),
    ({"skill": 500_000}, 360, 0.9),
    ({"other": 1_000_000}, 0, 0.0),
]


@pytest.mark.parametrize(("held", "words", "nearness"), WAYS)
def test_nearness_by_skills_or_by_words(held, words, nearness):
    assert Profile({"skill": 100}, 50).nearness(held, words) == nearness


def test_nearness_tells_those_apart_who_have_more_than_enough():
    profile = KNOWLEDGE.profiles["welder"]
    near = [profile.nearness({}, words) for words in (1_000, 1_010, 100_000)]
    assert near[0] < near[1] < near[2] < 1


def test_nothing_is_known_without_relations():
    assert Knowledge.from_relations() == Knowledge()
