"""Twenty freely placed vacancies of one company tell nothing beyond a student's municipality.

Two students live at opposite ends of one municipality and are alike in everything else. Whatever a company
asks, and wherever it asks it, their cards are the same; so no number of vacancies can tell where in the
municipality either of them lives.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.eligibility import failures
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.ordering import BAND
from matching.reasons import verdict
from matching.records import Person, Post
from placements.card_parts import band, bars, conditions, reasons
from placements.cards import Card, card_of, cards_for
from placements.coarse import coarse_persons
from placements.records import persons as exact_persons
from profiles.models import Establishment, Student
from reference.models import Place
from tests.matching.strategies import posts
from tests.world import World, make_place, make_student, make_vacancy, make_visible

NORTH, SOUTH = (51.290, 5.700), (51.190, 5.712)
VACANCIES = 20
anywhere = st.tuples(st.floats(50.8, 51.8), st.floats(5.0, 6.5))


@st.composite
def twenty_posts(draw) -> Sequence[Post]:
    """Draw vacancies of every kind, each where the company likes."""
    drawn = [draw(posts(id=f"post {number}")) for number in range(VACANCIES)]
    places = draw(st.lists(anywhere, min_size=VACANCIES, max_size=VACANCIES))
    return [replace(post, lat=lat, lon=lon) for post, (lat, lon) in zip(drawn, places, strict=True)]


@pytest.fixture
def ends(world: World) -> list[Student]:
    """Two students of Weert who live eleven kilometres apart, alike in all else."""
    weert = make_place("6001").municipality
    homes = [
        Place.objects.create(postcode=f"600{number}", name="Weert", municipality=weert, lat=lat, lon=lon)
        for number, (lat, lon) in enumerate((NORTH, SOUTH), start=2)
    ]
    return [make_student(world.group, place=home, reach_km=12) for home in homes]


def seen(person: Person, post: Post) -> tuple:
    """Give all that a company reads of one student for one vacancy, and the class in the order."""
    matcher = Matcher([person], [], Knowledge())
    (match,) = matcher.persons_for(post).matches or [None]
    if match is None:
        return (False,)
    rows = matcher.explain(person, post)
    order_class = match.parts.total // BAND
    told = reasons(rows, str), conditions(person, post), verdict(rows)
    return True, band(person, post), bars(match.parts), order_class, *told


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(asked=twenty_posts())
def test_twenty_vacancies_see_two_ends_of_a_municipality_alike(
    ends: list[Student], asked: list[Post]
) -> None:
    north, south = coarse_persons(Student.objects.filter(pk__in=[each.pk for each in ends]))
    assert [seen(north, post) for post in asked] == [seen(south, post) for post in asked]
    assert [f.rule for post in asked for f in failures(north, post)] == [
        f.rule for post in asked for f in failures(south, post)
    ]


def test_the_exact_records_would_tell_them_apart(ends: list[Student]) -> None:
    north, south = exact_persons(
        Student.objects.filter(pk__in=[each.pk for each in ends]).order_by("place__postcode")
    )
    near_the_north = Post(id="near", lat=51.33, lon=5.7)
    told = partial(seen, post=near_the_north)
    assert (told(north)[0], told(south)[0]) == (True, False)


def test_the_cards_of_real_vacancies_are_the_same_all_round(world: World, ends: list[Student]) -> None:
    for student in ends:
        make_visible(student)
    vacancies = [
        make_vacancy(_at(world, 51.05 + 0.04 * (number % 10), 5.5 + 0.2 * (number // 10)))
        for number in range(20)
    ]
    counts = [cards_for(vacancy).count for vacancy in vacancies]
    assert set(counts) == {0, 2}
    for vacancy in vacancies:
        north, south = (_anonymous(card_of(vacancy, student)) for student in ends)
        assert north == south


def _at(world: World, lat: float, lon: float) -> Establishment:
    place = Place.objects.create(postcode="5999", name=f"{lat:.2f} {lon:.2f}", lat=lat, lon=lon)
    return Establishment.objects.create(company=world.company, name=place.name, place=place)


def _anonymous(card: Card) -> Card:
    """Leave out what tells any two students apart: the pseudonym."""
    return replace(card, pseudonym=None)
