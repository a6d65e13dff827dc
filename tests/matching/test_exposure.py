"""Who gets seen, in a world small enough to count by hand."""

from math import log2

import pytest

from matching.evaluation import Estimate
from matching.exposure import (
    Lists,
    NobodyEligible,
    exposure,
    exposure_ratios,
    exposure_tables,
    seen,
    shares,
    variety,
)
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.records import AskedSkill, Link, OwnSkill, Person, Post, Weight

SMITHY = {"occupations": ("welder",), "sector": "metal", "company": "smithy"}


def person(id: str, *concepts: str, kinds: frozenset[str] | None = None) -> Person:
    return Person(id, tuple(OwnSkill((Link(each),)) for each in concepts), kinds=kinds)


def asks(concept: str) -> tuple[AskedSkill, ...]:
    return (AskedSkill((Link(concept),), Weight.SHOULD, concept),)


POSTS = (
    Post("one", kind="internship", skills=asks("mig"), seats=2, **SMITHY),
    Post("two", kind="internship", skills=asks("mig"), seats=1, **SMITHY),
    Post("three", kind="internship", skills=asks("cooking"), seats=None, company="kitchen"),
    Post("never", kind="side_job", company="nobody"),
)
SANNE = person("sanne", "mig", kinds=frozenset({"internship"}))
STRANGER = person("stranger", kinds=frozenset({"first_job"}))
BY_ID = {post.id: post for post in POSTS}


def test_lists_hold_every_eligible_post_of_who_has_one():
    lists = Lists.of(Matcher((SANNE, STRANGER), POSTS, Knowledge()))
    (plain,) = lists.plain
    assert (sorted(plain[:2]), plain[2]) == (["one", "two"], "three")
    assert [sorted(each) for each in lists.varied] == [sorted(plain)]
    assert len(lists.losses) == 1


def test_variety_is_one_less_the_likeness_of_two():
    # the two of the smithy are alike in all, the third in nothing
    assert variety([["one", "two", "three"], ["one"]], BY_ID) == pytest.approx(1 - 1 / 3)


def test_companies_seen_are_those_among_the_first_of_those_that_may_be():
    many = {f"p{n}": Post(f"p{n}", company=f"c{n}") for n in range(11)}
    assert seen([[*many]], many) == 10 / 11
    assert seen([["one", "two", "three"]], BY_ID) == 1.0


@pytest.mark.parametrize(("rank", "worth"), [(1, 1.0), (3, 0.5), (7, 1 / 3)])
def test_exposure_falls_with_the_rank(rank, worth):
    assert exposure(rank) == pytest.approx(worth)


def test_shares_of_a_list_add_up():
    found = shares(["one", "three", "two"], lambda post: BY_ID[post].company, exposure)
    whole = 1 + 1 / log2(3) + 0.5
    assert found == {"smithy": pytest.approx(1.5 / whole), "kitchen": pytest.approx(1 / log2(3) / whole)}


def test_exposure_over_eligibility():
    ratios = exposure_ratios([{"a": 0.25, "b": 0.75}, {"b": 1.0}], [{"a": 0.5, "b": 0.5}, {"b": 1.0}])
    assert {name: ratio.mean for name, ratio in ratios.items()} == {"a": 0.5, "b": 1.75 / 1.5}
    # drawn without the first student, nobody of group a is eligible; else the ratio is what it is
    assert ratios["a"] == Estimate(0.5, 0.0, 0.5, 2)


def test_the_tables():
    tables = exposure_tables(Matcher((SANNE, STRANGER), POSTS, Knowledge()))
    assert [table.title for table in tables] == [
        "Lists and who is seen",
        "Exposure by open vacancies of the company",
        "Exposure by seats left of the company",
    ]
    assert [(row.name, *row.figures[2:]) for row in tables[0].rows] == [
        ("plain", 1.0, 1.0),
        ("varied", 1.0, 1.0),
    ]
    assert [(row.name, *row.figures[:2]) for row in tables[1].rows] == [
        ("1", "2", pytest.approx(1 / 3)),
        ("2", "1", pytest.approx(2 / 3)),
    ]
    # two seats and one, against a vacancy that does not say how many; that of nobody's is counted as one
    assert [(row.name, *row.figures[:2]) for row in tables[2].rows] == [
        ("1", "2", pytest.approx(1 / 3)),
        ("3–5", "1", pytest.approx(2 / 3)),
    ]


def test_where_nobody_is_eligible_there_is_nothing_to_table():
    with pytest.raises(NobodyEligible, match="no active student is eligible"):
        exposure_tables(Matcher((STRANGER,), POSTS[:1], Knowledge()))
