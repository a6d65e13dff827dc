"""Words → concepts: which concept of a vocabulary somebody means, whatever the wording, spelling or language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from matching.labels import DESCRIPTION, PREFERRED, Label
from matching.records import Link
from matching.words import clean, fold

__all__ = ["Candidate", "Label", "Vocabulary"]

LONGEST = 100
LINK_FLOOR = 0.6
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """One concept that the words may mean; ``score`` is 0–1 (1.0: exactly a label), ``sure``: link unasked."""

    concept: str
    score: float
    sure: bool


class Vocabulary:
    """The labels of many concepts in several languages, ready to be searched."""

    def __init__(self, labels: list[Label]) -> None:
        """Take labels in their sorted order; use `from_labels`."""
        self._labels = labels
        self._texts = [
            fold(clean(label.text)[:LONGEST]) if label.kind != DESCRIPTION else "" for label in labels
        ]

    @classmethod
    def from_labels(cls, labels: Iterable[Label]) -> "Vocabulary":
        """Build a vocabulary; order and repetition of the labels do not matter."""
        return cls(sorted(set(labels)))

    def find(self, text: str, *, language: str | None = None, top: int = 10) -> list[Candidate]:
        """Return the ``top`` concepts nearest in wording, best first, ties by concept id."""
        query = fold(clean(text)[:LONGEST])
        if not query:
            return []
        best: dict[str, float] = {}
        for _, score, place in process.extract(
            query, self._texts, scorer=fuzz.ratio, limit=top * 10, score_cutoff=30
        ):
            concept = self._labels[place].concept
            best[concept] = max(
                best.get(concept, 0.0), 1.0 if self._texts[place] == query else min(score / 100, 0.99)
            )
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:top]
        return [
            Candidate(concept, score, score >= SURE and place == 0)
            for place, (concept, score) in enumerate(ranked)
        ]

    def find_many(
        self, texts: Sequence[str], *, language: str | None = None, top: int = 10
    ) -> list[list[Candidate]]:
        """Answer `find` for every text."""
        return [self.find(text, language=language, top=top) for text in texts]

    def complete(self, prefix: str, *, language: str | None = None, limit: int = 10) -> list[Candidate]:
        """Return the concepts that somebody who typed this much may be looking for."""
        return self.find(prefix, language=language, top=limit)

    def links(self, text: str, *, language: str | None = None) -> tuple[Link, ...]:
        """Link words to concepts: one sure link of strength 1, else at most ten of strength ≥ .6, else none."""
        found = self.find(text, language=language)
        if found and found[0].sure:
            return (Link(found[0].concept),)
        return tuple(Link(each.concept, each.score) for each in found if each.score >= LINK_FLOOR)

    def label(self, concept: str, language: str) -> str:
        """Return the preferred label in that language, else Dutch, English, any. Raises `KeyError` if unknown."""
        own = [label for label in self._labels if label.concept == concept and label.kind == PREFERRED]
        if not own:
            raise KeyError(concept)
        order = (language, "nl", "en")
        return min(
            own, key=lambda each: (order.index(each.language) if each.language in order else 3, each)
        ).text
