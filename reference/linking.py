"""Words → concepts for everybody: what people type about skills and occupations, linked to the vocabulary."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from matching.extraction import suggestions
from matching.labels import Label
from matching.own_words import resembled
from matching.titles import occupation_words, read_titles
from matching.vocabulary import Candidate, Vocabulary
from reference.editions import PerEdition
from reference.models import LabelKind, Occupation, OccupationLabel, Skill, SkillLabel
from reference.naming import Concept, folded, named

MOST_FOUND = 10
MOST_SUGGESTIONS = 3
LEAST_SUGGESTED = 0.4
MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Linked:
    """What words mean by themselves: one skill; or none, with [uuid, strength 0–1] of those they resemble.

    ``suggestions`` (with ``name``) are offered to whoever typed words that are no skill by themselves.
    """

    skill: Skill | None = None
    links: list[list[str | float]] = field(default_factory=list)
    suggestions: list[Skill] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Titled:
    """The occupation that a title names; or none, with the uuids of the few that it resembles."""

    occupation: Occupation | None = None
    near: list[str] = field(default_factory=list)


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
        found = self.vocabulary.find_many(new, language=language, top=MOST_FOUND)
        self._answers.update(zip(((text, language) for text in new), found, strict=True))
        return [self._answers[text, language] for text in texts]


def _skill_labels() -> _Searched:
    return _Searched(Vocabulary.from_labels(labels_of(SkillLabel.objects.all(), "skill__uuid")))


def _occupation_labels() -> _Searched:
    # without descriptions: a title is not found by them, and they take most of the memory and of the time
    titles = OccupationLabel.objects.exclude(kind=LabelKind.DESCRIPTION)
    return _Searched(Vocabulary.from_labels(labels_of(titles, "occupation__uuid")))


def labels_of(labels: QuerySet, owner: str) -> Iterator[Label]:
    """Read labels for the engine, whose concepts are the uuids at ``owner``."""
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


def link_many(texts: Sequence[str], *, language: str | None = None, names_only: bool = False) -> list[Linked]:
    """Link wordings to skills in a constant number of queries.

    Exact names are answered by one query; only for other words is the vocabulary built, and not even then
    with ``names_only``. ``language`` is that of the words, when known.
    """
    folds = [folded(text) for text in texts]
    names = named(Skill, folds, language=language)
    exact = {name: found[0] for name, found in names.items() if len(found) == 1}
    others = [place for place, found in enumerate(folds) if found and found not in exact and not names_only]
    searched = _skills().find_many([texts[place] for place in others], language) if others else []
    candidates = dict(zip(others, searched, strict=True))
    skills = _by_uuid(Skill, (each.concept for found in searched for each in found), language)
    return [
        Linked(exact[found]) if found in exact else _of_candidates(candidates.get(place, []), skills)
        for place, found in enumerate(folds)
    ]


def suggest(text: str, *, language: str | None = None, limit: int = 10) -> list[Skill]:
    """Complete what somebody is typing, best first, each with its ``name``; typing errors are forgiven."""
    searched = _skills()
    found = searched.vocabulary.complete(text, language=language, limit=limit)
    if not found:  # no word begins like this: look for the whole, which costs more
        near = searched.find_many([text], language)[0]
        found = [each for each in near if each.score >= LEAST_SUGGESTED][:limit]
    skills = _by_uuid(Skill, (each.concept for each in found), language)
    return [skills[each.concept] for each in found if each.concept in skills]


def extract(text: str, *, language: str, limit: int = 15) -> list[Extracted]:
    """Suggest the skills that a pasted text may ask for, best first; none is linked, somebody must choose.

    Costs tens of milliseconds a sentence; 10,000 characters are read. ``language`` is that of the text.
    """
    found = suggestions(text, vocabulary(), language=language, top=limit)
    skills = _by_uuid(Skill, (each.concept for each in found), language)
    return [
        Extracted(skills[each.concept], each.score, each.phrase) for each in found if each.concept in skills
    ]


def occupation_of(text: str, *, language: str | None = None) -> Occupation | None:
    """Find the occupation that a title names; None when none is sure."""
    return occupations_of([text], language=language)[0].occupation


def occupations_of(texts: Sequence[str], *, language: str | None = None) -> list[Titled]:
    """Find the occupations that titles name or resemble, in a constant number of queries.

    Exact names, with or without "(m/v)", "stage", "32 uur" and the like, are answered by one query; other
    titles are read as `matching.titles` tells.
    """
    folds = [(folded(text), folded(occupation_words(text))) for text in texts]
    names = named(Occupation, {fold for pair in folds for fold in pair}, language=language)
    exact = {name: found[0] for name, found in names.items() if len(found) == 1}
    named_by = [next((exact[fold] for fold in pair if fold in exact), None) for pair in folds]
    others = [place for place, found in enumerate(named_by) if found is None and folds[place][0]]
    read = _read_titles([texts[place] for place in others], language) if others else []
    titled = dict(zip(others, read, strict=True))
    return [Titled(found) if found else titled.get(place, Titled()) for place, found in enumerate(named_by)]


def _read_titles(texts: Sequence[str], language: str | None) -> list[Titled]:
    read = read_titles(texts, partial(_occupations().find_many, language=language))
    occupations = _by_uuid(Occupation, [title.meant for title in read if title.meant], language)
    return [Titled(occupations.get(title.meant or ""), list(title.near)) for title in read]


def _by_uuid(model: type[Concept], found: Iterable[str], language: str | None) -> dict[str, Concept]:
    """Fetch concepts by uuid as text; no query where there are none."""
    uuids = {UUID(each) for each in found}
    concepts = model._default_manager.with_name(language).filter(uuid__in=uuids) if uuids else ()
    return {str(concept.uuid): concept for concept in concepts}


def _of_candidates(found: list[Candidate], skills: dict[str, Skill]) -> Linked:
    known = [each for each in found if each.concept in skills]
    if known and known[0].sure:
        return Linked(skills[known[0].concept])
    links: list[list[str | float]] = [[link.concept, link.strength] for link in resembled(known)]
    near = [skills[each.concept] for each in known if each.score >= LEAST_SUGGESTED]
    return Linked(None, links, near[:MOST_SUGGESTIONS])
