"""The words of records turned into concepts, once for each different wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

import numpy as np

from matching.company import Company
from matching.labels import DESCRIPTION, PREFERRED, Label
from matching.profession_words import ProfessionWords
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Weight
from matching.skills import COMMAND
from matching.vocabulary import Candidate, Vocabulary
from matching.words import clean, fold

MOST_OCCUPATIONS = 3
"""The most occupations that one title may mean."""

MOST_CONCEPTS, LEAST_RESEMBLANCE = 5, 0.2
"""How many concepts a free wording keeps, and how much they must resemble it."""

LEAST_TOWARD = 3
"""How much free words must resemble an occupation to be kept; see `ProfessionWords.toward`."""


@dataclass(frozen=True, slots=True)
class Wordbook:
    """What every wording of some records means: skills as links, titles as occupations."""

    skills: Mapping[str, tuple[Link, ...]]
    occupations: Mapping[str, tuple[str, ...]]
    company: Company = field(default_factory=lambda: Company(()))
    professions: ProfessionWords = field(default_factory=lambda: ProfessionWords((), ()))

    @classmethod
    def with_labels(
        cls,
        persons: Iterable[WordedPerson],
        posts: Sequence[WordedPost],
        labels: Sequence[Label],
        relations: Sequence[tuple[str, str, str]],
    ) -> "Wordbook":
        """Look all wordings up among the labels; an id that has skills in ``relations`` is an occupation."""
        occupations = frozenset(occupation for occupation, _, _ in relations)
        of_skills = [label for label in labels if label.concept not in occupations]
        of_occupations = [
            label for label in labels if label.concept in occupations and label.kind != DESCRIPTION
        ]
        skills, titles = _skill_texts(persons, posts), _titles(posts)
        found = Vocabulary.from_labels(of_skills).find_many(skills)
        named = Vocabulary.from_labels(of_occupations).find_many(titles)
        return cls(
            {text: _links(candidates) for text, candidates in zip(skills, found, strict=True)},
            {
                title: (title,) if title in occupations else _occupations(candidates)
                for title, candidates in zip(titles, named, strict=True)
            },
            Company(relations),
            ProfessionWords.from_labels(labels, relations),
        )

    @classmethod
    def of_own_words(cls, persons: Iterable[WordedPerson], posts: Sequence[WordedPost]) -> "Wordbook":
        """Make every wording a concept of its own, linked to the wordings that resemble it."""
        skills = _skill_texts(persons, posts)
        own = {text: fold(clean(text)) or text for text in skills}
        vocabulary = Vocabulary.from_labels(Label(own[text], "", PREFERRED, text) for text in skills)
        found = vocabulary.find_many(skills)
        return cls(
            {
                text: (
                    Link(own[text]),
                    *(link for link in _links(candidates) if link.concept != own[text]),
                )
                for text, candidates in zip(skills, found, strict=True)
            },
            {title: (title, fold(clean(title))) for title in _titles(posts)},
        )

    def person(self, worded: WordedPerson) -> Person:
        """Give a student with concepts for words, and with the occupations that free words resemble."""
        links = self.company.lifted([_shared_out(self._of(skill)) for skill in worded.skills])
        skills = (OwnSkill(each, _command(skill)) for skill, each in zip(worded.skills, links, strict=True))
        return replace(worded.record, skills=tuple(skills), toward=self._toward(worded))

    def _toward(self, worded: WordedPerson) -> dict[str, int]:
        """Add up what all free words of a person say of each occupation, by command."""
        total = np.zeros(len(self.professions.occupations), np.int64)
        for skill in worded.skills:
            if not _is_sure(self._of(skill)):
                total += self.professions.toward(skill.text) * COMMAND[_command(skill)]
        points = np.rint(total / COMMAND[None]).astype(np.int64)
        places = np.flatnonzero(points >= LEAST_TOWARD)
        return {self.professions.occupations[place]: int(points[place]) for place in places}

    def post(self, worded: WordedPost) -> Post:
        """Give a vacancy with concepts for words; what it asks twice counts once, at its greatest weight."""
        asked: dict[tuple[Link, ...] | str, AskedSkill] = {}
        for skill in worded.skills:
            links = self._of(skill)
            weight = skill.grade if isinstance(skill.grade, Weight) else Weight.SHOULD
            known = asked.get(links or skill.text)
            if known is None or _HEAVIEST.index(weight) < _HEAVIEST.index(known.weight):
                asked[links or skill.text] = AskedSkill(links, weight, skill.text or skill.concept or "")
        occupations = self._occupations_of(worded)
        return replace(worded.record, skills=tuple(asked.values()), occupations=occupations)

    def _of(self, skill: Worded) -> tuple[Link, ...]:
        return (Link(skill.concept),) if skill.concept else self.skills[skill.text]

    def _occupations_of(self, worded: WordedPost) -> tuple[str, ...]:
        """Give the occupations by their own words, else by the title."""
        own = [each for text in worded.occupations for each in self.occupations[text]]
        return tuple(dict.fromkeys(own or self.occupations.get(worded.record.title, ())))


_HEAVIEST = (Weight.MUST, Weight.SHOULD, Weight.NICE)


def _skill_texts(persons: Iterable[WordedPerson], posts: Iterable[WordedPost]) -> list[str]:
    texts = {skill.text for each in persons for skill in each.skills}
    texts.update(skill.text for each in posts for skill in each.skills)
    return sorted(texts - {""})


def _titles(posts: Iterable[WordedPost]) -> list[str]:
    return sorted({text for post in posts for text in (*post.occupations, post.record.title) if text})


def _links(candidates: Sequence[Candidate]) -> tuple[Link, ...]:
    """Link to the one sure concept, else to those that resemble the words, which count squared."""
    if candidates and candidates[0].sure:
        return (Link(candidates[0].concept),)
    near = [each for each in candidates if each.score >= LEAST_RESEMBLANCE][:MOST_CONCEPTS]
    return tuple(Link(each.concept, each.score**2) for each in near)


def _shared_out(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Weaken the links of words that may mean many things: they name one skill, not all of them."""
    every, most = sum(link.strength for link in links), max((link.strength for link in links), default=0.0)
    return tuple(Link(link.concept, round(link.strength * sqrt(most / every), 4)) for link in links)


def _command(skill: Worded) -> Command | None:
    return skill.grade if isinstance(skill.grade, Command) else None


def _is_sure(links: Sequence[Link]) -> bool:
    return len(links) == 1 and links[0].strength == 1


def _occupations(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(link.concept for link in _links(candidates)[:MOST_OCCUPATIONS])
