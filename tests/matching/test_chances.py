"""Seats open to a person and the rule in the way, held to the obvious count with one pair at a time."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.chances import Chance, Chances
from matching.eligibility import RULES, failures
from matching.records import Person, Post
from tests.matching.strategies import many, persons, posts

seats = st.lists(st.sampled_from((0, 1, 2, 7, None)), min_size=8, max_size=8)
apart = st.sets(st.sampled_from(("smithy", "kitchen")), max_size=1)


def slowly(person, world, apart_from) -> Chance:
    """Count pair by pair."""
    free, alone, failing = 0, Counter(), Counter()
    for post in world:
        many_seats = 1 if post.seats is None else post.seats
        if post.company in apart_from or not many_seats:
            continue
        failed = [failure.rule for failure in failures(person, post)]
        free += 0 if failed else many_seats
        failing.update(dict.fromkeys(failed, many_seats))
        if len(failed) == 1:
            alone[failed[0]] += many_seats
    shut = alone or failing
    return Chance(free, None if free or not shut else max(RULES, key=lambda rule: shut[rule]))


@settings(max_examples=300, deadline=None)
@given(many(persons, most=3), many(posts), seats, apart)
def test_chances_are_those_counted_pair_by_pair(everybody, world, free, apart_from):
    world = [replace(post, seats=count) for post, count in zip(world, free, strict=False)]
    chances = Chances(world)
    for person in everybody:
        assert chances.of(person, apart_from=apart_from) == slowly(person, world, apart_from)


def test_without_posts_there_is_no_chance_and_nothing_in_the_way():
    assert Chances([]).of(Person(id="sanne")) == Chance(0, None)


def test_the_rule_that_alone_keeps_most_seats_shut_is_named():
    sanne = Person(id="sanne", kinds=frozenset({"internship"}), reach_km=10, lat=51.0, lon=6.0)
    far = {"kind": "internship", "lat": 51.25, "lon": 5.7}
    world = [
        Post(id="1", seats=3, **far),
        Post(id="2", seats=4, kind="side_job", lat=51.0, lon=6.0),
        Post(id="3", seats=9, **(far | {"kind": "side_job"})),
    ]
    assert Chances(world).of(sanne) == Chance(0, "kind")
    assert Chances([world[0], world[2]]).of(sanne) == Chance(0, "reach")
    assert Chances([world[2]]).of(sanne) == Chance(0, "kind")
    assert Chances([replace(world[0], lat=51.0, lon=6.0), *world[1:]]).of(sanne) == Chance(3)
