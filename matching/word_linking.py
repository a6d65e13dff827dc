"""The words of records turned into concepts, once for each different wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from matching.company import Company
from matching.free_words import own_link
from matching.labels import DESCRIPTION, PREFERRED, Label
from matching.own_words import OwnWord, Whole, is_sure, resembled
from matching.profession_words import ProfessionWords
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Weight
from matching.titles import Title, read_titles
from matching.vocabulary import Candidate, Vocabulary
from matching.words import clean, fold


@dataclass(frozen=True, slots=True)
class Wordbook:
    """What every wording of some records means: skills as links, titles as occupations."""

    skills: Mapping[str, tuple[Link, ...]]
    titles: Mapping[str, Title]
    whole: Whole = field(default_factory=Whole)

    @classmethod
    def with_labels(
        cls,
        persons: Iterable[WordedPerson],
        posts: Sequence[WordedPost],
        labels: Sequence[Label],
        relations: Sequence[tuple[str, str, str]],
    ) -> "Wordbook":
        """Look all wordings up among the labels; an id that has skills in ``relations`` is an occupation."""
        whole = Whole(Company(relations), ProfessionWords.from_labels(labels, relations))
        return cls.of(look_up(persons, posts, labels, relations), whole)

    @classmethod
    def of(cls, found: "Found", whole: Whole) -> "Wordbook":
        """Keep of what was found for each wording what it means."""
        skills = {text: resembled(candidates) for text, candidates in found.skills.items()}
        return cls(skills, found.titles, whole)

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
                    *(link for link in resembled(candidates) if link.concept != own[text]),
                )
                for text, candidates in zip(skills, found, strict=True)
            },
            {title: Title(None, (title, fold(clean(title)))) for title in _titles(posts)},
        )

    def person(self, worded: WordedPerson) -> Person:
        """Give a student with concepts for words, and with the occupations that free words resemble."""
        words = [OwnWord(skill.text, self._of(skill), _command(skill)) for skill in worded.skills]
        links = [
            each + self._itself(skill)
            for skill, each in zip(worded.skills, self.whole.links(words), strict=True)
        ]
        skills = (OwnSkill(each, word.command) for word, each in zip(words, links, strict=True))
        return replace(worded.record, skills=tuple(skills), toward=self.whole.toward(words))

    def post(self, worded: WordedPost) -> Post:
        """Give a vacancy with concepts for words; what it asks twice counts once, at its greatest weight."""
        asked: dict[tuple[Link, ...] | str, AskedSkill] = {}
        for skill in worded.skills:
            links = self._of(skill) + self._itself(skill)
            weight = skill.grade if isinstance(skill.grade, Weight) else Weight.SHOULD
            known = asked.get(links or skill.text)
            if known is None or _HEAVIEST.index(weight) < _HEAVIEST.index(known.weight):
                asked[links or skill.text] = AskedSkill(links, weight, skill.text or skill.concept or "")
        occupations = self._occupations_of(worded)
        return replace(worded.record, skills=tuple(asked.values()), occupations=occupations)

    def _of(self, skill: Worded) -> tuple[Link, ...]:
        return (Link(skill.concept),) if skill.concept else self.skills[skill.text]

    def _itself(self, skill: Worded) -> tuple[Link, ...]:
        """Link words that are not sure to themselves: who writes the same means the same."""
        return () if is_sure(self._of(skill)) else own_link(skill.text)

    def _occupations_of(self, worded: WordedPost) -> tuple[str, ...]:
        """Give the occupations that its own words mean, else the title; else those that they resemble."""
        own = [self.titles[text] for text in worded.occupations]
        title = self.titles.get(worded.record.title, Title())
        meant = [each.meant for each in own if each.meant] or ([title.meant] if title.meant else [])
        near = [occupation for each in own for occupation in each.near] or title.near
        return tuple(dict.fromkeys(meant or near))


@dataclass(frozen=True, slots=True)
class Found:
    """What the labels have for every wording: candidates for skills, occupations for titles."""

    skills: Mapping[str, Sequence[Candidate]]
    titles: Mapping[str, Title]


def look_up(
    persons: Iterable[WordedPerson],
    posts: Sequence[WordedPost],
    labels: Sequence[Label],
    relations: Sequence[tuple[str, str, str]],
) -> Found:
    """Look all wordings up among the labels; this is what costs time."""
    occupations = frozenset(occupation for occupation, _, _ in relations)
    of_skills = [label for label in labels if label.concept not in occupations]
    of_occupations = [label for label in labels if label.concept in occupations and label.kind != DESCRIPTION]
    skills, titles = _skill_texts(persons, posts), _titles(posts)
    found = Vocabulary.from_labels(of_skills).find_many(skills)
    read = read_titles(titles, Vocabulary.from_labels(of_occupations).find_many)
    named = {
        text: Title(text) if text in occupations else each for text, each in zip(titles, read, strict=True)
    }
    return Found(dict(zip(skills, found, strict=True)), named)


_HEAVIEST = (Weight.MUST, Weight.SHOULD, Weight.NICE)


def _skill_texts(persons: Iterable[WordedPerson], posts: Iterable[WordedPost]) -> list[str]:
    texts = {skill.text for each in persons for skill in each.skills}
    texts.update(skill.text for each in posts for skill in each.skills)
    return sorted(texts - {""})


def _titles(posts: Iterable[WordedPost]) -> list[str]:
    return sorted({text for post in posts for text in (*post.occupations, post.record.title) if text})


def _command(skill: Worded) -> Command | None:
    return skill.grade if isinstance(skill.grade, Command) else None
