"""What a score promises: more never lowers, musts cannot be bought off, spelling and order do not matter."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.eligibility import eligible
from matching.free_words import own_link
from matching.knowledge import Knowledge
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Recognition, Weight
from matching.scoring import POLICY, Parts, Weights, score
from tests.matching.strategies import CONCEPTS, knowledges, own_skills, persons, posts

WELDING = Knowledge.from_relations(
    occupation_skills=[
        ("welder", "mig", "essential"),
        ("welder", "tig", "essential"),
        ("welder", "grinding", "optional"),
        ("cook", "cooking", "essential"),
    ],
    relations=[("mig", "brazing", "related")],
)


def can(*concepts: str, command: Command | None = Command.ADVANCED) -> tuple[OwnSkill, ...]:
    return tuple(OwnSkill((Link(concept),), command) for concept in concepts)


def asks(**weights: Weight) -> tuple[AskedSkill, ...]:
    return tuple(AskedSkill((Link(concept),), weight, concept) for concept, weight in weights.items())


def test_who_has_everything_at_the_door_at_the_level_has_all_points():
    sanne = Person("sanne", can("mig", "tig", "grinding"), level=3, lat=51.25, lon=5.7, reach_km=10)
    post = Post(
        "p",
        occupations=("welder",),
        skills=asks(mig=Weight.MUST, tig=Weight.SHOULD),
        level=3,
        lat=51.25,
        lon=5.7,
    )
    assert score(sanne, post, WELDING) == Parts(7_000, 1_000, 2_000)


def test_who_is_wholly_unknown_has_the_floors():
    assert score(Person("stranger"), Post("p"), WELDING) == Parts(0, 600, 600)


COVERS = [
    ((), 0),
    (can("cooking"), 0),
    (can("mig"), 7_000),
    (can("mig", command=Command.ABLE), 5_950),
    (can("mig", command=Command.LEARNING), 4_200),
    (can("mig", command=None), 4_200),
    (can("brazing"), 4_200),
    (can("brazing", command=Command.ABLE), 3_570),
    ((OwnSkill((Link("mig", 0.5), Link("brazing", 0.9)), Command.ADVANCED),), 3_780),
]


@pytest.mark.parametrize(("skills", "points"), COVERS)
def test_one_asked_skill(skills, points):
    post = Post("p", skills=asks(mig=Weight.SHOULD))
    assert score(Person("sanne", skills), post, replace(WELDING, ordinary=0)).skills == points


UNSAID = [
    ({"mig": Weight.MUST}, (), 7_000),
    ({"mig": Weight.SHOULD}, (), 4_900),
    ({"mig": Weight.NICE}, (), 2_100),
    ({"mig": Weight.NICE, "tig": Weight.SHOULD}, (), 7_000),
    ({"mig": Weight.NICE}, ("cook",), 2_100),
    ({"mig": Weight.NICE}, ("welder",), 6_791),
    ({"cooking": Weight.NICE}, ("welder",), 5_696),
    ({}, ("welder",), 6_701),
]


@pytest.mark.parametrize(("asked", "occupations", "points"), UNSAID)
def test_what_a_post_leaves_unsaid_counts_as_its_profession(asked, occupations, points):
    sanne = Person("sanne", can("mig", "tig", "grinding"))
    assert score(sanne, Post("p", occupations=occupations, skills=asks(**asked)), WELDING).skills == points


def test_a_word_that_nobody_knows_tells_as_much_as_an_ordinary_skill():
    own = own_link("Odoo Studio")
    sanne = Person("sanne", (OwnSkill(own, Command.ADVANCED),))
    post = Post("p", skills=(AskedSkill(own, Weight.SHOULD, "odoo studio"),))
    assert score(sanne, post, WELDING).skills == 4_900


def test_where_no_occupation_is_known_nothing_is_unsaid():
    post = Post("p", skills=asks(mig=Weight.NICE))
    assert score(Person("sanne", can("mig")), post, Knowledge()).skills == 7_000


def test_a_surplus_cannot_buy_off_a_missing_must():
    post = Post(
        "p", occupations=("welder",), skills=asks(cooking=Weight.MUST, mig=Weight.NICE, tig=Weight.NICE)
    )
    everything_else = Person("sanne", can("mig", "tig", "grinding", "brazing"))
    assert score(everything_else, post, WELDING).skills == 3_500


def test_a_post_that_asks_nothing_is_scored_by_its_profession():
    sanne = Person("sanne", can("mig", "tig", "grinding"))
    scores = [
        score(sanne, Post("p", occupations=each), WELDING).skills for each in (("welder",), ("cook",), ())
    ]
    assert scores == [6_701, 0, 0]


def test_a_post_without_occupation_is_near_the_programmes_it_is_recognised_for():
    knowledge = replace(WELDING, programmes={"25001": ("welder",)})
    post = Post("p", recognised=(Recognition("25001"),))
    assert score(Person("sanne", can("mig", "tig", "grinding")), post, knowledge).skills == 6_701


@pytest.mark.parametrize(("words", "points"), [(0, 0), (120, 3_500), (360, 6_300)])
def test_words_that_resemble_the_occupation_bring_nearer_to_it(words, points):
    sanne = Person("sanne", toward={"welder": words})
    assert score(sanne, Post("p", occupations=("welder",)), WELDING).skills == points


@settings(max_examples=40, deadline=None)
@given(persons(), posts(), knowledges, st.integers(1, 500))
def test_more_words_never_lower(person, post, knowledge, words):
    more = replace(person, toward={each: count + words for each, count in person.toward.items()})
    assert score(more, post, knowledge).skills >= score(person, post, knowledge).skills


@settings(max_examples=40, deadline=None)
@given(persons(), posts(), knowledges, own_skills)
def test_one_skill_more_never_lowers(person, post, knowledge, skill):
    more = replace(person, skills=(*person.skills, skill))
    assert score(more, post, knowledge).skills >= score(person, post, knowledge).skills


@settings(max_examples=40, deadline=None)
@given(persons(), posts(), knowledges, st.sampled_from(Command))
def test_telling_ones_command_never_lowers(person, post, knowledge, command):
    untold = replace(person, skills=tuple(replace(each, command=None) for each in person.skills))
    told = replace(person, skills=tuple(replace(each, command=command) for each in person.skills))
    assert score(told, post, knowledge).total >= score(untold, post, knowledge).total


FORGOTTEN = [
    ("person", {"level": None}),
    ("person", {"lat": None, "lon": None}),
    ("person", {"reach_km": None}),
    ("person", {"skills": ()}),
    ("post", {"level": None}),
    ("post", {"lat": None, "lon": None}),
    ("post", {"occupations": ()}),
]


@pytest.mark.parametrize(("side", "unknown"), FORGOTTEN)
@settings(max_examples=40, deadline=None)
@given(person=persons(), post=posts(), knowledge=knowledges)
def test_completing_a_record_never_lowers(side, unknown, person, post, knowledge):
    if not eligible(person, post) or (
        post.level_range and post.level not in range(*_inclusive(post.level_range))
    ):
        return
    if side == "post" and "occupations" in unknown:
        post = replace(post, recognised=None)  # an unknown profession is guessed from recognised programmes
    before = (replace(person, **unknown), post) if side == "person" else (person, replace(post, **unknown))
    assert score(person, post, knowledge).total >= score(*before, knowledge).total


def _inclusive(span):
    return span[0], span[1] + 1


@settings(max_examples=40, deadline=None)
@given(persons(), posts(), st.floats(0, 1), st.floats(0, 1))
def test_nearer_never_lowers(person, post, one, other):
    near, far = sorted((one, other))
    person = replace(person, lat=51.0, lon=6.0, reach_km=30.0)
    points = [
        score(person, replace(post, lat=51.0, lon=6.0 + away / 3), Knowledge()).location
        for away in (near, far)
    ]
    assert points[0] >= points[1]


@settings(max_examples=40, deadline=None)
@given(persons(), posts(), knowledges, st.randoms(use_true_random=False))
def test_the_order_of_skills_does_not_matter(person, post, knowledge, random):
    own, asked = list(person.skills), list(post.skills)
    random.shuffle(own)
    random.shuffle(asked)
    shuffled = replace(person, skills=tuple(own)), replace(post, skills=tuple(asked))
    assert score(*shuffled, knowledge) == score(person, post, knowledge)


@pytest.mark.parametrize("weights", [(7_000, 1_000, 1_999), (11_000, -1_000, 0)])
def test_weights_that_are_no_whole_are_refused(weights):
    with pytest.raises(ValueError, match="add up to 10,000 points"):
        Weights(*weights)


def test_the_policy_is_seventy_ten_twenty():
    assert Weights(7_000, 1_000, 2_000) == POLICY


ALLOWED = {
    "id", "skills", "level", "programme", "lat", "lon", "reach_km", "travel", "kinds", "available_from",
    "available_until", "hours", "weekdays", "languages", "licences", "wishes", "ages", "toward",
}  # fmt: skip


def test_no_name_birth_date_gender_nationality_or_school_has_a_field():
    assert {field.name for field in fields(Person)} == ALLOWED


@given(st.sampled_from(CONCEPTS), st.sampled_from(CONCEPTS))
def test_what_is_not_a_matter_of_the_score_does_not_change_it(wish, travel):
    sanne = Person("sanne", can("mig"))
    other = replace(sanne, id="stranger", wishes=frozenset({wish}), travel=travel, programme="25001")
    post = Post("p", skills=asks(mig=Weight.MUST))
    assert score(other, post, WELDING) == score(sanne, post, WELDING)
