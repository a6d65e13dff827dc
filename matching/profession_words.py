"""Which occupations somebody's own words resemble: by the words of their names, descriptions and skills."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matching.function_words import content
from matching.labels import PREFERRED, Label
from matching.records import Link
from matching.stems import stem
from matching.words import clean, tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST = 30
"""The most occupations that one wording keeps."""

FULLY = 40.0
"""How many (rarity-weighted) words in common make a wording resemble an occupation in full."""


class ProfessionWords:
    """The words of every occupation, by language; wordings are held against them."""

    def __init__(self, occupations: Sequence[str], books: Sequence["_Book"]) -> None:
        """Take the books of all languages; use `from_labels`."""
        self._occupations, self._books = occupations, books

    @classmethod
    def from_labels(
        cls, labels: Iterable[Label], occupation_skills: Iterable[tuple[str, str, str]]
    ) -> "ProfessionWords":
        """Gather the labels and descriptions of occupations and of the skills that they use."""
        users: dict[str, set[str]] = defaultdict(set)
        for occupation, skill, _ in occupation_skills:
            users[skill].add(occupation)
            users[occupation].add(occupation)
        occupations = sorted({each for group in users.values() for each in group})
        column = {occupation: place for place, occupation in enumerate(occupations)}
        counts: dict[str, list[Counter[str]]] = {}
        for label in sorted(set(labels)):
            words = _stems(label.text, label.language) if label.concept in users else []
            twice = 2 if label.concept in column and label.kind == PREFERRED else 1
            if label.language not in counts:
                counts[label.language] = [Counter() for _ in occupations]
            for occupation in users.get(label.concept, ()):
                counts[label.language][column[occupation]].update(words * twice)
        return cls(occupations, [_Book(language, each) for language, each in sorted(counts.items())])

    def links(self, wordings: Sequence[str]) -> list[tuple[Link, ...]]:
        """Link each wording to at most 30 occupations, strengths 0–1 by the words in common.

        A wording of many words counts for more than one of few: there is no division by its length.
        """
        return [
            self._nearest(sum((book.common(text) for book in self._books), np.zeros(len(self._occupations))))
            for text in wordings
        ]

    def _nearest(self, common: npt.NDArray[np.float64]) -> tuple[Link, ...]:
        strengths = np.minimum(1.0, np.round(common / FULLY, 2))
        order = np.lexsort((np.arange(len(strengths)), -strengths))[:MOST]
        return tuple(
            Link(self._occupations[place], float(strengths[place])) for place in order if strengths[place] > 0
        )


class _Book:
    """The words of every occupation in one language: stems × occupations, lengths evened out."""

    def __init__(self, language: str, counts: list[Counter[str]]) -> None:
        self._language = language
        used = Counter(word for count in counts for word in count)
        self._rows = {word: row for row, word in enumerate(sorted(used))}
        self._weights = self._weighted(counts, used)

    def _weighted(self, counts: list[Counter[str]], used: Counter[str]) -> "csr_array":
        from scipy.sparse import csr_array  # slow to import, needed only where words are linked

        places, weights = ([], []), []  # type: ignore[var-annotated]
        for column, count in enumerate(counts):
            rare = {word: math.log((len(counts) + 1) / used[word]) for word in sorted(count)}
            told = {word: (1 + math.log(count[word])) * rare[word] for word in rare}
            length = math.sqrt(sum(weight * weight for weight in told.values())) or 1.0
            for word, weight in told.items():
                places[0].append(self._rows[word])
                places[1].append(column)
                weights.append(weight / length * rare[word])
        return csr_array((weights, places), shape=(len(self._rows), len(counts)))

    def common(self, text: str) -> npt.NDArray[np.float64]:
        """Sum the weights of the different words that a wording has in common with each occupation."""
        rows = sorted({self._rows[word] for word in _stems(text, self._language) if word in self._rows})
        return np.asarray(self._weights[rows].sum(axis=0)) if rows else np.zeros(self._weights.shape[1])


def _stems(text: str, language: str) -> list[str]:
    return stem(content(tokens(clean(text)), language), language)
