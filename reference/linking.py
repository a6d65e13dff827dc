"""Words → concepts for everybody: what people type about skills and occupations, linked to the vocabulary."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from matching.extraction import Suggestion, suggestions
from matching.labels import Label
from matching.vocabulary import LINK_FLOOR, Candidate, Vocabulary
from reference.editions import PerEdition
from reference.models import LabelKind, Occupation, OccupationLabel, Skill, SkillLabel
from reference.naming import Concept, folded, named
from reference.titles import occupation_meant, occupation_words

MOST_LINKS = 10
MOST_SUGGESTIONS = 3
LEAST_SUGGESTED = 0.4
MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Linked:
    """What words mean: one skill; or none, with [uuid, strength 0–1] of those that the words resemble.

    ``suggestions`` (with ``name``) are offered to whoever typed words that are no skill by themselves.
    """

    skill: Skill | None = None
    links: list[list[str | float]] = field(default_factory=list)
    suggestions: list[Skill] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A skill (with ``name``) that a text may ask for, how likely (0–1), and the words that say so."""

    skill: Skill
    score: float
    phrase: str


class _Searched:
    """A vocabulary with the answers that it has given; words come back in every list."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._answers: dict[tuple[str, str | None], list[Candidate]] = {}

    def find_many(self, texts: Sequence[str], language: str | None) -> list[list[Candidate]]:
        new = list(dict.fromkeys(text for text in texts if (text, language) not in self._answers))
        if len(self._answers) + len(new) > MOST_REMEMBERED:
            self._answers.clear()
            new = list(dict.fromkeys(texts))
        found = self.vocabulary.find_many(new, language=language, top=MOST_LINKS)
        self._answers.update(zip(((text, language) for text in new), found, strict=True))
        return [self._answers[text, language] for text in texts]


def _skill_labels() -> _Searched:
    return _Searched(Vocabulary.from_labels(_labels(SkillLabel.objects.all(), "skill__uuid")))


def _occupation_labels() -> _Searched:
    # without descriptions: a title is not found by them, and they take most of the memory and of the time
    titles = OccupationLabel.objects.exclude(kind=LabelKind.DESCRIPTION)
    return _Searched(Vocabulary.from_labels(_labels(titles, "occupation__uuid")))


def _labels(labels: QuerySet, owner: str) -> Iterator[Label]:
    rows = labels.order_by("pk").values_list(owner, "language", "kind", "text")
    for uuid, language, kind, text in rows.iterator(chunk_size=5000):
        yield Label(str(uuid), language, kind, text)


_skills = PerEdition(_skill_labels)
_occupations = PerEdition(_occupation_labels)


def vocabulary() -> Vocabulary:
    """Give the vocabulary of skills in use, built once per process and edition; its concepts are uuids."""
    return _skills().vocabulary


def occupation_vocabulary() -> Vocabulary:
    """Give the vocabulary of occupations in use."""
    return _occupations().vocabulary


def link(text: str, *, language: str | None = None) -> Linked:
    """Link one wording; see `link_many`."""
    return link_many([text], language=language)[0]


def link_many(texts: Sequence[str], *, language: str | None = None) -> list[Linked]:
    """Link wordings to skills in a constant number of queries.

    Exact names are answered by one query; only for other words is the vocabulary built. ``language`` is
    that of the words, when known.
    """
    folds = [folded(text) for text in texts]
    exact = named(Skill, folds, language=language)
    others = [place for place, found in enumerate(folds) if found and found not in exact]
    searched = _skills().find_many([texts[place] for place in others], language) if others else []
    candidates = dict(zip(others, searched, strict=True))
    skills = _by_uuid(Skill, candidates.values(), language)
    return [
        _of_names(exact[found]) if found in exact else _of_candidates(candidates.get(place, []), skills)
        for place, found in enumerate(folds)
    ]


def suggest(text: str, *, language: str | None = None, limit: int = 10) -> list[Skill]:
    """Complete what somebody is typing, best first, each with its ``name``; typing errors are forgiven."""
    searched = _skills()
    found = searched.vocabulary.complete(text, language=language, limit=limit)
    if not found:  # no word begins like this: look for the whole, which costs more
        near = searched.find_many([text], language)[0]
        found = [each for each in near if each.score >= LEAST_SUGGESTED][:limit]
    skills = _by_uuid(Skill, [found], language)
    return [skills[each.concept] for each in found if each.concept in skills]


def extract(text: str, *, language: str, limit: int = 15) -> list[Extracted]:
    """Suggest the skills that a pasted text may ask for, best first; none is linked, somebody must choose.

    Costs tens of milliseconds a sentence; 10,000 characters are read. ``language`` is that of the text.
    """
    found = suggestions(text, vocabulary(), language=language, top=limit)
    skills = _by_uuid(Skill, [found], language)
    return [
        Extracted(skills[each.concept], each.score, each.phrase) for each in found if each.concept in skills
    ]


def occupation_of(text: str, *, language: str | None = None) -> Occupation | None:
    """Find the occupation that a title names; None when none is sure."""
    return occupations_of([text], language=language)[0]


def occupations_of(texts: Sequence[str], *, language: str | None = None) -> list[Occupation | None]:
    """Find the occupations that titles name, in a constant number of queries.

    A title that is no name by itself is read again without "(m/v)", "stage", "32 uur" and the like; then the
    occupation nearest in wording is taken when it is likely and well ahead of the next.
    """
    bare = [occupation_words(text) for text in texts]
    folds = [(folded(text), folded(rest)) for text, rest in zip(texts, bare, strict=True)]
    exact = named(Occupation, {fold for pair in folds for fold in pair}, language=language)
    named_by = [next((exact[fold] for fold in pair if fold in exact), None) for pair in folds]
    others = [place for place, found in enumerate(named_by) if found is None and folds[place][1]]
    searched = _occupations().find_many([bare[place] for place in others], language) if others else []
    meant = {place: occupation_meant(found) for place, found in zip(others, searched, strict=True)}
    occupations = _by_uuid(Occupation, [found[:1] for found in searched], language)
    return [
        (found[0] if len(found) == 1 else None) if found else occupations.get(meant.get(place) or "")
        for place, found in enumerate(named_by)
    ]


def _by_uuid(
    model: type[Concept], found: Iterable[Sequence[Candidate | Suggestion]], language: str | None
) -> dict[str, Concept]:
    """Fetch the concepts of all candidates, by uuid as text; no query where there are none."""
    uuids = {UUID(each.concept) for candidates in found for each in candidates}
    concepts = model._default_manager.with_name(language).filter(uuid__in=uuids) if uuids else ()
    return {str(concept.uuid): concept for concept in concepts}


def _of_names(skills: list[Skill]) -> Linked:
    """Take the one skill with that name, or stay undecided between several."""
    if len(skills) == 1:
        return Linked(skills[0])
    return Linked(None, [[str(skill.uuid), 1.0] for skill in skills[:MOST_LINKS]], skills[:MOST_SUGGESTIONS])


def _of_candidates(found: list[Candidate], skills: dict[str, Skill]) -> Linked:
    known = [each for each in found if each.concept in skills]
    if known and known[0].sure:
        return Linked(skills[known[0].concept])
    links = [[each.concept, round(each.score, 4)] for each in known if each.score >= LINK_FLOOR]
    near = [skills[each.concept] for each in known if each.score >= LEAST_SUGGESTED]
    return Linked(None, links[:MOST_LINKS], near[:MOST_SUGGESTIONS])
