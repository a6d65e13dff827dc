"""Words → concepts for everybody: what people type about skills and occupations, linked to the vocabulary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from matching.labels import Label
from matching.vocabulary import LINK_FLOOR, Candidate, Vocabulary
from reference.editions import PerEdition
from reference.models import Occupation, OccupationLabel, Skill, SkillLabel
from reference.naming import Concept, folded, named

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
    return _Searched(Vocabulary.from_labels(_labels(SkillLabel, "skill__uuid")))


def _occupation_labels() -> _Searched:
    return _Searched(Vocabulary.from_labels(_labels(OccupationLabel, "occupation__uuid")))


def _labels(model: type[SkillLabel] | type[OccupationLabel], owner: str) -> Iterable[Label]:
    rows = model.objects.values_list(owner, "language", "kind", "text").order_by("pk")
    return (
        Label(str(uuid), language, kind, text)
        for uuid, language, kind, text in rows.iterator(chunk_size=5000)
    )


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
    found = _skills().vocabulary.complete(text, language=language, limit=limit)
    skills = _by_uuid(Skill, [found], language)
    return [skills[each.concept] for each in found if each.concept in skills]


def occupation_of(text: str, *, language: str | None = None) -> Occupation | None:
    """Find the occupation that a title names; None when none is sure."""
    return occupations_of([text], language=language)[0]


def occupations_of(texts: Sequence[str], *, language: str | None = None) -> list[Occupation | None]:
    """Find the occupations that titles name, in a constant number of queries."""
    folds = [folded(text) for text in texts]
    exact = named(Occupation, folds, language=language)
    others = [place for place, found in enumerate(folds) if found and found not in exact]
    searched = _occupations().find_many([texts[place] for place in others], language) if others else []
    sure = {place: found[0] for place, found in zip(others, searched, strict=True) if found and found[0].sure}
    occupations = _by_uuid(Occupation, [list(sure.values())], language)
    only = {found: concepts[0] for found, concepts in exact.items() if len(concepts) == 1}
    return [
        only.get(found) or (occupations.get(sure[place].concept) if place in sure else None)
        for place, found in enumerate(folds)
    ]


def _by_uuid(
    model: type[Concept], found: Iterable[Sequence[Candidate]], language: str | None
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
