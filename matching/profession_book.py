"""What is said of every occupation in one language: words, how telling each is, and what goes with them."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matching.function_words import content
from matching.stems import stem
from matching.words import clean, tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_array

AGAIN, LENGTH = 5.0, 0.6
"""How slowly a word that is said again adds less, and how much a long text is evened out (BM25: k₁ and b)."""

AXES, SWEEPS = 200, 2
KINDRED = 1.0
"""What words that go together count beside the words themselves, on the whole of a book."""

Floats = npt.NDArray[np.float64]


class Book:
    """Stems × occupations: what each word says of each occupation (Robertson & Zaragoza, 2009)."""

    def __init__(self, language: str, said: Sequence[Mapping[str, float]]) -> None:
        """Take how often each stem is said of each occupation, weighted by where."""
        self._language = language
        used = Counter(word for words in said for word in words)
        self._rows = {word: row for row, word in enumerate(sorted(used))}
        self._rarity = np.array([math.log((len(said) + 1) / used[word]) for word in self._rows])
        self._weights = self._weighted(said)
        self._terms, self._places = self._kindred()

    def _weighted(self, said: Sequence[Mapping[str, float]]) -> "csr_array":
        from scipy.sparse import csr_array  # slow to import, needed only where words are linked

        rows = np.fromiter((self._rows[word] for words in said for word in sorted(words)), np.int64)
        often = np.fromiter((words[word] for words in said for word in sorted(words)), np.float64)
        places = np.repeat(np.arange(len(said)), [len(words) for words in said])
        lengths = np.array([sum(words.values()) for words in said])
        even = AGAIN * (1 - LENGTH + LENGTH * lengths / lengths.mean())
        weights = self._rarity[rows] * often * (AGAIN + 1) / (often + even[places])
        return csr_array((weights, (rows, places)), shape=(len(self._rows), len(said)))

    def _kindred(self) -> tuple[Floats, Floats]:
        """Return stems and occupations as vectors: words said of the same occupations lie close."""
        # slow to import; one thread, because the last bits of BLAS depend on their number
        from sklearn.utils.extmath import randomized_svd
        from threadpoolctl import threadpool_limits

        axes = min(AXES, *self._weights.shape)
        with threadpool_limits(1):
            left, values, right = randomized_svd(
                self._weights.astype(np.float32), axes, n_iter=SWEEPS, random_state=0
            )
        terms, places = left * self._rarity[:, None], right.T * values
        lengths = np.sqrt((places * places).sum(axis=1, keepdims=True))
        places = np.divide(places, lengths, out=np.zeros_like(places), where=lengths > 0)
        whole = math.sqrt(max(0.0, float(np.einsum("ab,ab->", terms.T @ terms, places.T @ places))))
        own = math.sqrt(float((self._weights.data**2).sum()))
        return terms * (KINDRED * own / whole if whole else 0.0), places

    def known(self, text: str) -> list[int]:
        """Return the rows of the different stems of a wording that the book has."""
        words = stem(content(tokens(clean(text)), self._language), self._language)
        return sorted({self._rows[word] for word in words if word in self._rows})

    def familiarity(self, rows: Sequence[int]) -> tuple[int, float]:
        """Tell how much words are of this language: by how many it knows, then by how common they are."""
        return len(rows), -float(sum(self._rarity[row] for row in rows))

    def resemblance(self, rows: Sequence[int]) -> Floats:
        """Return how much words say of each occupation, by themselves and by the words that go with them."""
        # without BLAS: a wording has the same bits alone, in a batch, on any number of threads
        kindred = np.einsum("oa,a->o", self._places, self._terms[rows].sum(axis=0))
        found: Floats = np.asarray(self._weights[rows].sum(axis=0)) + np.maximum(kindred, 0.0)
        return found
