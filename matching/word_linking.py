"""The words of records turned into concepts, once for each different wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.labels import DESCRIPTION, PREFERRED, Label
from matching.profession_words import ProfessionWords
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Weight
from matching.vocabulary import Candidate, Vocabulary
from matching.words import clean, fold

MOST_OCCUPATIONS = 3
"""The most occupations that one title may mean."""

MOST_CONCEPTS, LEAST_RESEMBLANCE = 3, 0.3
"""How many concepts a free wording keeps, and how much they must resemble it."""


@dataclass(frozen=True, slots=True)
class Wordbook:
    """What every wording of some records means: skills as links, titles as occupations."""

    skills: Mapping[str, tuple[Link, ...]]
    occupations: Mapping[str, tuple[str, ...]]

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
        links = {text: _links(candidates) for text, candidates in zip(skills, found, strict=True)}
        free = [text for text in skills if not _is_sure(links[text])]
        toward = ProfessionWords.from_labels(labels, relations).links(free)
        links.update((text, links[text] + more) for text, more in zip(free, toward, strict=True))
        return cls(
            links,
            {
                title: (title,) if title in occupations else _occupations(candidates)
                for title, candidates in zip(titles, named, strict=True)
            },
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
        """Give a student with concepts for words."""
        skills = (
            OwnSkill(self._of(skill), skill.grade if isinstance(skill.grade, Command) else None)
            for skill in worded.skills
        )
        return replace(worded.record, skills=tuple(skills))

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


def _is_sure(links: Sequence[Link]) -> bool:
    return len(links) == 1 and links[0].strength == 1


def _occupations(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(link.concept for link in _links(candidates)[:MOST_OCCUPATIONS])
