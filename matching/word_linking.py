"""The words of records turned into concepts, once for each different wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.labels import PREFERRED, Label
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import AskedSkill, Link, OwnSkill, Person, Post, Weight
from matching.vocabulary import LINK_FLOOR, Candidate, Vocabulary
from matching.words import clean, fold

MOST_OCCUPATIONS = 3
"""The most occupations that one title may mean."""


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
        labels: Iterable[Label],
        occupations: frozenset[str],
    ) -> "Wordbook":
        """Look all wordings up among the labels; ``occupations`` are the ids that are no skills."""
        of_skills, of_occupations = [], []
        for label in labels:
            (of_occupations if label.concept in occupations else of_skills).append(label)
        skills, titles = _skill_texts(persons, posts), _titles(posts)
        found = Vocabulary.from_labels(of_skills).find_many(skills)
        named = Vocabulary.from_labels(of_occupations).find_many(titles)
        return cls(
            {text: _links(candidates) for text, candidates in zip(skills, found, strict=True)},
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
                    *(link for link in _resembling(candidates) if link.concept != own[text]),
                )
                for text, candidates in zip(skills, found, strict=True)
            },
            {title: (title, fold(clean(title))) for title in _titles(posts)},
        )

    def person(self, worded: WordedPerson) -> Person:
        """Give a student with concepts for words."""
        skills = (OwnSkill(self._of(skill), skill.grade) for skill in worded.skills)  # type: ignore[arg-type]
        return replace(worded.record, skills=tuple(skills))

    def post(self, worded: WordedPost) -> Post:
        """Give a vacancy with concepts for words; what it asks twice counts once, at its greatest weight."""
        asked: dict[tuple[Link, ...] | str, AskedSkill] = {}
        for skill in worded.skills:
            links, weight = self._of(skill), Weight(skill.grade or Weight.SHOULD)
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
    """Link as `Vocabulary.links` does: one sure concept, else those that resemble the words enough."""
    if candidates and candidates[0].sure:
        return (Link(candidates[0].concept),)
    return _resembling(candidates)


def _resembling(candidates: Iterable[Candidate]) -> tuple[Link, ...]:
    return tuple(Link(each.concept, each.score) for each in candidates if each.score >= LINK_FLOOR)


def _occupations(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(link.concept for link in _links(candidates)[:MOST_OCCUPATIONS])
