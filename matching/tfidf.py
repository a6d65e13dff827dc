"""Wordings as vectors whose products are cosines: what is rare among concepts weighs most."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Sparse = Any  # scipy has no types; a csr_matrix of float32
RUNS = (2, 3, 4, 5)


class Tfidf:
    """The vector space of one form of wording: its words, or the runs of 2–5 letters within its words."""

    def __init__(self, *, by_letters: bool, rarity: float = 1.0) -> None:
        """Compare runs of letters within words, or whole words; weights are rarity to this power."""
        self._by_letters, self._rarity = by_letters, rarity
        self._columns: dict[str, int] = {}
        self._idf: NDArray[np.float32] = np.empty(0, np.float32)

    def fit(self, texts: Sequence[str], concepts: NDArray[np.intp]) -> Sparse:
        """Learn which features exist and how rare they are; return one row of length 1 per text.

        Rarity is counted over concepts, not labels: a word that one concept repeats in ten labels stays rare.
        """
        counts = self._count(texts, self._learn(_words(texts)))
        number = len(np.unique(concepts))
        rarity = np.log((1 + number) / (1 + _frequency(counts, concepts))) + 1
        rarity[-1] = np.log(1 + number) + 1  # unknown features are as rare as can be
        self._idf = (rarity**self._rarity).astype(np.float32)
        return self._weigh(counts)

    def transform(self, texts: Sequence[str]) -> Sparse:
        """Return one row per text, shorter than 1 by what the vocabulary does not know."""
        return self._weigh(self._count(texts, self._known(_words(texts))))

    def _features(self, word: str) -> Sequence[str]:
        return _runs(word) if self._by_letters else (word,)

    def _learn(self, words: Sequence[str]) -> list[NDArray[np.int32]]:
        """Number the features in alphabetical order; return those of every word.

        Features are made once and kept as numbers: a large vocabulary has millions, and strings are heavy.
        """
        met: dict[str, int] = {}
        found = [
            np.array([met.setdefault(each, len(met)) for each in self._features(word)], np.int32)
            for word in words
        ]
        order = sorted(met)
        place = np.empty(len(met), np.int32)
        place[[met[feature] for feature in order]] = np.arange(len(met))
        self._columns = {feature: number for number, feature in enumerate(order)}
        return [place[numbers] for numbers in found]

    def _known(self, words: Sequence[str]) -> list[NDArray[np.int32]]:
        """Return the features of every word; what was not learned has the number after the last."""
        known, unknown = self._columns, len(self._columns)
        return [
            np.array([known.get(each, unknown) for each in self._features(word)], np.int32) for word in words
        ]

    def _count(self, texts: Sequence[str], of_word: Sequence[NDArray[np.int32]]) -> Sparse:
        """Count texts × features, given those of every word; the last column counts the unknown ones."""
        from scipy.sparse import csr_matrix  # slow to load

        number = {word: place for place, word in enumerate(_words(texts))}
        of_text = [np.array([number[word] for word in text.split()], np.int32) for text in texts]
        width = len(self._columns) + 1
        return csr_matrix(_table(of_text, len(number)) @ _table(of_word, width))

    def _weigh(self, counts: Sparse) -> Sparse:
        """Turn counts into (1 + log count) × rarity, divided by the length of the row, unknown included."""
        counts.sort_indices()
        unknown = counts.indices == len(self._columns)
        tamed = np.where(unknown, np.sqrt(counts.data), 1 + np.log(counts.data))
        weights = (tamed * self._idf[counts.indices]).astype(np.float64)
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        length = np.sqrt(np.bincount(rows, weights=weights**2, minlength=counts.shape[0]))
        counts.data = np.where(unknown, 0, weights / length[rows]).astype(np.float32)
        return counts


def _words(texts: Sequence[str]) -> list[str]:
    return sorted({word for text in texts for word in text.split()})


def _runs(word: str) -> tuple[str, ...]:
    """List the runs of letters of one word; its two borders count as letters."""
    bordered = f" {word} "
    return tuple(bordered[at : at + size] for size in RUNS for at in range(len(bordered) - size + 1))


def _table(members: Sequence[NDArray[np.int32]], width: int) -> Sparse:
    """Count how often each row has each number below ``width``."""
    from scipy.sparse import csr_matrix  # slow to load

    ends = np.cumsum([0, *map(len, members)], dtype=np.int32)
    numbers = np.concatenate([np.empty(0, np.int32), *members])
    table = csr_matrix((np.ones(len(numbers), np.float32), numbers, ends), shape=(len(members), width))
    table.sum_duplicates()
    return table


def _frequency(counts: Sparse, concepts: NDArray[np.intp]) -> NDArray[np.float64]:
    """Count for each feature the concepts that have it."""
    from scipy.sparse import csr_matrix  # slow to load

    ones = np.ones(len(concepts), np.float32)
    of_concept = csr_matrix((ones, (concepts, np.arange(len(concepts))))) @ counts
    return np.bincount(of_concept.indices, minlength=counts.shape[1]).astype(np.float64)
