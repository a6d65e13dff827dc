"""Profiles and vacancies as people write them: the first three vacancies are of the sort in mind.

A sketch is read as the product reads it: words become one sure skill or the few that they resemble, a title
becomes an occupation only when that is likely.
"""

from dataclasses import dataclass

import pytest

from matching.eligibility import eligible
from matching.free_words import own_link
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.records import AskedSkill, Link, OwnSkill, Person, Post
from matching.titles import occupation_meant, occupation_words
from matching.vocabulary import LINK_FLOOR, Candidate, Vocabulary
from tests.reference.words import starter
from tests.reference.words.tables import HELD_BACK, OPEN, Sketch, half, sketches

SHOWN = 3
FLOORS = [(OPEN, 0.94, 0.66), (HELD_BACK, 0.94, 0.64)]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one profile gets to see, and how many of its own sort it could have seen."""

    profile: Sketch
    vacancies: list[Sketch]
    possible: int

    @property
    def right(self) -> list[bool]:
        return [vacancy.kind == self.profile.kind for vacancy in self.vacancies]

    def __str__(self) -> str:
        titles = " | ".join(f"{each.title} ({each.sector})" for each in self.vacancies)
        return f"{self.profile.sector} {self.profile.family}: {', '.join(self.profile.wordings)} → {titles}"


def linked(word: str, found: list[Candidate]) -> tuple[Link, ...]:
    if found and found[0].sure:
        return (Link(found[0].concept),)
    near = (Link(each.concept, each.score) for each in found if each.score >= LINK_FLOOR)
    return (*near, *own_link(word))


def links(vocabulary: Vocabulary, asked: list[Sketch]) -> dict[str, tuple[Link, ...]]:
    words = sorted({wording for sketch in asked for wording in sketch.wordings})
    return {word: linked(word, found) for word, found in zip(words, vocabulary.find_many(words), strict=True)}


@pytest.fixture(scope="module")
def named() -> tuple[list[Sketch], list[list[Candidate]]]:
    """The vacancies, and the occupation that each title comes nearest to."""
    vacancies = sketches("vacancies")
    names = Vocabulary.from_labels(starter.labels("occupations"))
    return vacancies, names.find_many([occupation_words(each.title) for each in vacancies], top=2)


@pytest.fixture(scope="module")
def shown(skill_words, named) -> list[Shown]:
    """Every profile with the first vacancies of all, whatever their kind and wherever they are."""
    profiles, (vacancies, titles) = sketches("profiles"), named
    words = links(skill_words, profiles + vacancies)
    persons = [
        Person(str(place), level=each.level, skills=tuple(OwnSkill(words[word]) for word in each.wordings))
        for place, each in enumerate(profiles)
    ]
    posts = [
        Post(
            str(place),
            title=each.title,
            level=each.level,
            occupations=tuple(filter(None, [occupation_meant(found)])),
            skills=tuple(AskedSkill(words[word], text=word) for word in each.wordings),
        )
        for place, (each, found) in enumerate(zip(vacancies, titles, strict=True))
    ]
    knowledge = Knowledge.from_relations(occupation_skills=starter.needs(), relations=starter.relations())
    matcher = Matcher(persons, posts, knowledge)
    return [
        Shown(
            profile,
            [
                vacancies[int(match.post)]
                for match in matcher.posts_for(person, top=SHOWN, all_kinds=True).matches
            ],
            sum(
                vacancy.kind == profile.kind and eligible(person, post)
                for vacancy, post in zip(vacancies, posts, strict=True)
            ),
        )
        for profile, person in zip(profiles, persons, strict=True)
    ]


@pytest.mark.parametrize(("wanted", "first", "three"), FLOORS)
def test_the_first_vacancies_are_of_the_sort_in_mind(shown, wanted, first, three):
    asked = [each for each in shown if half("|".join(each.profile.wordings)) == wanted]
    misses = [str(each) for each in asked if not each.right[0]]
    assert len(misses) <= (1 - first) * len(asked), "\n".join(misses)
    possible = sum(min(SHOWN, each.possible) for each in asked)
    incomplete = [str(each) for each in asked if sum(each.right) < min(SHOWN, each.possible)]
    assert sum(sum(each.right) for each in asked) >= three * possible, "\n".join(incomplete)


def test_the_occupation_in_mind_is_among_the_first_three(shown):
    offered = {vacancy.occupation for vacancy in sketches("vacancies")}
    asked = [each for each in shown if each.profile.occupation in offered]
    misses = [
        str(each) for each in asked if each.profile.occupation not in {v.occupation for v in each.vacancies}
    ]
    assert len(misses) <= 0.05 * len(asked), "\n".join(misses)


@pytest.mark.parametrize("name", ["profiles", "vacancies"])
def test_there_are_twenty_per_sector(name):
    sectors = [sketch.sector for sketch in sketches(name)]
    assert {sector: sectors.count(sector) for sector in sectors} == dict.fromkeys(sectors, 20)
    assert len(set(sectors)) == 9


def test_titles_name_the_occupation_in_mind(named):
    read = [(sketch.title, sketch.occupation, first) for sketch, first in zip(*named, strict=True)]
    wrong = [row for row in read if not row[2] or row[2][0].concept != row[1]]
    assert len(wrong) <= 0.02 * len(read), wrong
    meant = [(occupation, occupation_meant(found)) for _, occupation, found in read]
    assert sum(found is not None and found != occupation for occupation, found in meant) <= 1
    assert sum(found is not None for _, found in meant) >= 0.87 * len(read)
