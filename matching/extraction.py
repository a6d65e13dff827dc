"""Skills that a text seems to ask for, as suggestions to a person, never as facts."""

from collections.abc import Iterable
from typing import NamedTuple

from matching.phrases import LONGEST_PHRASE, phrases, runs, sentences
from matching.vocabulary import Vocabulary

PER_PHRASE, PER_SENTENCE = 50, 200
SENTENCE_WEIGHT = 2.0
MOST_READINGS = 3
LEAST = 0.2
MOST_SENTENCES = 120
NAMED = 1.0
MARKS = " -–,.;:'\"()"


class Suggestion(NamedTuple):
    """A concept that a text may ask for, how likely (0–1), and the words that say so."""

    concept: str
    score: float
    phrase: str


def suggestions(text: str, vocabulary: Vocabulary, *, language: str, top: int = 15) -> list[Suggestion]:
    """Suggest the concepts that a pasted text may ask for, best first; nobody should take them unread.

    Each sentence is compared as a whole, by its phrases, and by the labels that stand in it word for word.
    Only the first 10,000 characters and 120 sentences are read, only 100 characters of a phrase.
    """
    found: dict[str, Suggestion] = {}
    read = sentences(text)[:MOST_SENTENCES]
    whole = vocabulary.find_many(read, language=language, top=PER_SENTENCE)
    for sentence, candidates in zip(read, whole, strict=True):
        near = {each.concept: each.score for each in candidates}
        said_of = {said.concept: said for said in _said(sentence, vocabulary, language)}
        for concept in {**said_of, **near}:
            said = said_of.get(concept, Suggestion(concept, 0.0, sentence[:LONGEST_PHRASE]))
            score = (said.score + SENTENCE_WEIGHT * near.get(concept, 0.0)) / (1 + SENTENCE_WEIGHT)
            better = Suggestion(concept, round(score, 4), said.phrase)
            found[concept] = max(better, found.get(concept, better), key=_first)
    ranked = sorted(found.values(), key=lambda each: (-each.score, each.concept))
    return [each for each in ranked if each.score >= LEAST][:top]


def _said(sentence: str, vocabulary: Vocabulary, language: str) -> Iterable[Suggestion]:
    """Return, once for each concept, what a sentence says of it in its own words or nearly so."""
    best: dict[str, Suggestion] = {}
    for run in reversed(list(runs(sentence))):  # the shortest first: *lassen* before *lassen en*
        for concept in vocabulary.named(run, language=language)[:MOST_READINGS]:
            best.setdefault(concept, Suggestion(concept, NAMED, run.strip(MARKS)))
    parts = phrases(sentence, language)
    found = vocabulary.find_many(parts, language=language, top=PER_PHRASE)
    for phrase, candidates in zip(parts, found, strict=True):
        for each in candidates:
            said = Suggestion(each.concept, each.score, phrase.strip(MARKS))
            best[each.concept] = max(best.get(each.concept, said), said, key=_first)
    return best.values()


def _first(suggestion: Suggestion) -> tuple[float, int]:
    """Order what is said of one concept: the likeliest, then the shortest phrase."""
    return suggestion.score, -len(suggestion.phrase)
