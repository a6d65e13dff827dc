"""Words → concepts: which concept somebody means, whatever the wording, spelling or language."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.completion import Completion
from matching.enumerations import readings
from matching.labels import ALTERNATIVE, DESCRIPTION, PREFERRED, Label
from matching.lexical import Lexical
from matching.names import Name, Names, the_one
from matching.records import Link
from matching.typing_errors import Repair, Spelling
from matching.words import clean, tokens

__all__ = ["LINK_FLOOR", "Candidate", "Label", "Vocabulary"]

LONGEST = 200
"""Letters of a wording that are looked at; people write up to 80."""
LINK_FLOOR = 0.6
MOST_LINKS = 10
BATCH = 64
FOREIGN = 0.9
SURE_LETTERS, SURE_WORTH = 7, 0.86
"""How long a mistyped word must be, and how likely its repair, to be linked unasked."""
SEVERAL = 0.98
NEARLY = 0.999
LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
    """One concept that the words may mean, with a score 0–1 (1: exactly a label); ``sure``: link unasked."""

    concept: str
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class _Query:
    """One wording on its way: cleaned, its folded words, and how else they may be read."""

    text: str
    words: list[str]
    repairs: list[Repair]
    joined: list[Repair]

    @property
    def readings(self) -> list[Repair]:
        """List the words as they are and all other readings."""
        return [Repair(tuple(self.words), 1.0, ()), *self.repairs, *self.joined]


class Vocabulary:
    """The labels of many concepts in several languages; pickles, and builds what is costly on first need."""

    def __init__(self, labels: list[Label]) -> None:
        """Take different labels in their sorted order; use `from_labels`."""
        self._labels = labels
        self._concepts = sorted({label.concept for label in labels})
        self._completions: dict[str | None, Completion] = {}

    @classmethod
    def from_labels(cls, labels: Iterable[Label]) -> "Vocabulary":
        """Build a vocabulary; order and repetition of the labels do not matter."""
        return cls(sorted(set(labels)))

    def find(self, text: str, *, language: str | None = None, top: int = 10) -> list[Candidate]:
        """Return the ``top`` concepts nearest in wording, best first, ties by concept id.

        ``language`` is that of the words; None asks every language. Only the first 200 letters count.
        Exactly a label (whatever accents, case and marks) scores 1, a label but for inflection just below.
        """
        return self.find_many([text], language=language, top=top)[0]

    def find_many(
        self, texts: Sequence[str], *, language: str | None = None, top: int = 10
    ) -> list[list[Candidate]]:
        """Answer `find` for every text, with the same answers."""
        if all(label.kind == DESCRIPTION for label in self._labels):
            return [[] for _ in texts]
        found: list[list[Candidate]] = []
        for start in range(0, len(texts), BATCH):
            queries = [self._query(text) for text in texts[start : start + BATCH]]
            scores = self._scores(queries, language)
            found += [
                self._candidates(query, row, language, top)
                for query, row in zip(queries, scores, strict=True)
            ]
        return found

    def complete(self, prefix: str, *, language: str | None = None, limit: int = 10) -> list[Candidate]:
        """Return the concepts whose labels go on from what is typed, typing errors forgiven; never sure.

        Labels in other languages fill the places that ``language`` leaves.
        """
        typed = " ".join(tokens(clean(prefix[:LONGEST])))
        if not typed:
            return []
        best = dict(self._completion(language).complete(typed, limit))
        if language is not None and len(best) < limit:
            for concept, score in self._completion(None).complete(typed, limit + len(best)):
                best.setdefault(concept, round(FOREIGN * score, 6))
        found = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [Candidate(concept, score, sure=False) for concept, score in found]

    def named(self, text: str, *, language: str | None = None) -> list[str]:
        """Return the concepts that are called so but for inflection, the likeliest first; costs no search."""
        return [name.concept for name in self._names.called(tokens(clean(text[:LONGEST])), language)]

    def links(self, text: str, *, language: str | None = None) -> tuple[Link, ...]:
        """Link words: one sure link of strength 1, else at most ten of strength ≥ .6, else none."""
        sure = self._sure(self._query(text), language)
        if sure is not None:
            return (Link(sure),)
        found = self.find(text, language=language, top=MOST_LINKS)
        return tuple(Link(each.concept, each.score) for each in found if each.score >= LINK_FLOOR)

    def label(self, concept: str, language: str) -> str:
        """Return the preferred label in that language, else Dutch, English, any; `KeyError` when unknown."""
        return min(self._labels_of[concept], key=lambda each: _closeness(each, language)).text

    @cached_property
    def _labels_of(self) -> dict[str, list[Label]]:
        """Hold the labels by which each concept may be called."""
        own: dict[str, list[Label]] = defaultdict(list)
        for label in self._labels:
            if label.kind != DESCRIPTION or len(own[label.concept]) == 0:
                own[label.concept].append(label)
        return dict(own)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {concept: place for place, concept in enumerate(self._concepts)}

    @cached_property
    def _folded(self) -> list[list[str]]:
        """Hold the folded words of every label; descriptions are no names and have none."""
        return [[] if label.kind == DESCRIPTION else tokens(clean(label.text)) for label in self._labels]

    @cached_property
    def _names(self) -> Names:
        return Names(self._labels, self._folded)

    @cached_property
    def _spelling(self) -> Spelling:
        told = (each.text for each in self._labels if each.kind == DESCRIPTION)
        return Spelling(
            {word for words in self._folded for word in words},
            {word for text in told for word in tokens(clean(text))},
        )

    @cached_property
    def _lexical(self) -> Lexical:
        return Lexical(self._labels, self._concepts)

    def _completion(self, language: str | None) -> Completion:
        """Return the completion of that language, or of all where the vocabulary does not speak it."""
        spoken = language if any(label.language == language for label in self._labels) else None
        if spoken not in self._completions:
            places = [
                place
                for place, label in enumerate(self._labels)
                if spoken is None or label.language in (spoken, "")
            ]
            self._completions[spoken] = Completion(self._labels, self._folded, places)
        return self._completions[spoken]

    def _query(self, text: str) -> _Query:
        cleaned = clean(text[: 4 * LONGEST])[:LONGEST]
        words = self._spelling.plain(tokens(cleaned))
        return _Query(cleaned, words, self._spelling.repairs(words), self._spelling.joined(words))

    def _sure(self, query: _Query, language: str | None) -> str | None:
        """Return the one concept that the words name, allowing inflection and a single plain typing error."""
        names = self._names.called(query.words, language)
        if not names:
            return self._sure_repair(query, language)
        exact = self._names.exactly(query.words, language)
        one = the_one(names)
        return one if not exact or one == the_one(exact) else None

    def _sure_repair(self, query: _Query, language: str | None) -> str | None:
        """Accept a repair that alone leads to a label, when the mistyped words are long enough to trust."""
        meant = {the_one(self._names.exactly(repair.words, language)) for repair in query.repairs}
        trusted = all(
            repair.worth >= SURE_WORTH and min(map(len, repair.changed)) >= SURE_LETTERS
            for repair in query.repairs
        )
        return meant.pop() if len(meant) == 1 and trusted else None

    def _several(self, query: _Query, language: str | None) -> list[str]:
        """List the concepts that a wording names one by one, when every part of it surely is one."""
        for parts in readings(query.text):
            named = [self._sure(self._query(part), language) for part in parts]
            if None not in named:
                return list(dict.fromkeys(concept for concept in named if concept is not None))
        return []

    def _scores(self, queries: Sequence[_Query], language: str | None) -> NDArray[np.float64]:
        """Return queries × concepts: the nearest of the wording and its other readings."""
        variants = [each for query in queries for each in query.readings]
        sizes = [len(query.readings) for query in queries]
        texts = [" ".join(each.words) for each in variants]
        every = self._lexical.scores(texts, language).astype(np.float64)
        worth = np.array([each.worth for each in variants])
        return np.maximum.reduceat(every * worth[:, None], np.cumsum([0, *sizes[:-1]]), axis=0)

    def _places(self, names: Sequence[Name]) -> list[int]:
        return [self._place[name.concept] for name in names]

    def _candidates(
        self, query: _Query, row: NDArray[np.float64], language: str | None, top: int
    ) -> list[Candidate]:
        """Rank the concepts: those that the words name first, by nearness among themselves."""
        if not query.words:
            return []
        # rounded, because the last bits may differ between machines and must not decide an order
        near = np.round(row, 6)
        scores = np.minimum(near, NEARLY)
        for reading in query.repairs + query.joined:
            meant = self._places(self._names.exactly(reading.words, language))
            scores[meant] = np.maximum(scores[meant], reading.worth)
        scores[self._places(self._names.called(query.words, language))] = 1.0
        one = self._sure(query, language)
        if one is None:
            several = [self._place[each] for each in self._several(query, language)]
            best = int(scores.argmax())
            if best in several or scores[best] < LINK_FLOOR:  # else the whole is a thing of its own
                scores[several] = SEVERAL
        sure = np.array([concept == one for concept in self._concepts])
        order = np.lexsort((np.arange(len(row)), -near, -scores, ~sure))[:top]
        return [
            Candidate(self._concepts[place], float(scores[place]), sure=bool(sure[place]))
            for place in order
            if scores[place] >= LEAST
        ]


def _closeness(label: Label, language: str) -> tuple[bool, int, Label]:
    """Order labels: no description, the language asked, Dutch, English; preferred first within each."""
    order = (language, "nl", "en")
    kinds = (PREFERRED, ALTERNATIVE, DESCRIPTION)
    rank = order.index(label.language) if label.language in order else len(order)
    return (label.kind == DESCRIPTION, kinds.index(label.kind) * 10 + rank, label)
