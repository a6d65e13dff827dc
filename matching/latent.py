"""Latent meaning: concepts whose labels and descriptions keep the same company in any language lie close."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.cosines import LabelCosines, Scores, Wordings
from matching.forms import Form, Forms
from matching.tfidf import Sparse, Tfidf

DESCRIPTION_WEIGHT = 0.5
SWEEPS = 4
Vectors = NDArray[np.float32]  # rows × axes, every row of length 1 or 0


@dataclass(frozen=True, slots=True)
class Language:
    """What a vocabulary says in one language."""

    forms: Forms
    labels: Wordings
    descriptions: Wordings


class LatentSpace:
    """Concepts and typed words as short vectors, by singular value decomposition of all languages at once.

    A concept is the sum of its labels in every language, plus its descriptions by half; words of different
    languages meet because they name the same concepts (Deerwester et al., 1990; Dumais et al., 1997).
    """

    def __init__(
        self,
        languages: Mapping[str, Language],
        concepts: int,
        *,
        form: Form,
        axes: int,
        fitted: Mapping[str, LabelCosines],
    ) -> None:
        """Fit ``axes`` axes to what the languages say about ``concepts`` concepts in one form.

        A language without descriptions says no more than its labels, ``fitted`` already.
        """
        from scipy.sparse import hstack  # slow to load, needed only while building

        self._form = form
        self._forms = {code: language.forms for code, language in languages.items()}
        self._tfidf: dict[str, Tfidf] = {}
        blocks = [
            self._fitted_block(code, fitted[code], concepts)
            if not language.descriptions.texts and code in fitted and fitted[code].has(form)
            else self._block(code, language, concepts)
            for code, language in languages.items()
        ]
        self.places, terms = _decompose(_shorten(hstack(blocks).tocsr()), axes)
        ends = np.cumsum([block.shape[1] for block in blocks])
        self._terms = dict(zip(languages, np.split(terms, ends[:-1]), strict=True))

    def _fitted_block(self, code: str, cosines: LabelCosines, concepts: int) -> Sparse:
        """Return concepts × features of one language from the vectors of its labels."""
        self._tfidf[code], rows = cosines.fitted(self._form)
        return _shorten(_sum(rows, cosines.concepts, concepts))

    def _block(self, code: str, language: Language, concepts: int) -> Sparse:
        """Return concepts × features of one language."""
        labels, descriptions = language.labels, language.descriptions
        texts = language.forms.bring([*labels.texts, *descriptions.texts], self._form)
        self._tfidf[code] = Tfidf(by_letters=self._form.by_letters)
        rows = self._tfidf[code].fit(texts, np.concatenate([labels.concepts, descriptions.concepts]))
        named = _sum(rows[: len(labels.texts)], labels.concepts, concepts)
        told = _sum(rows[len(labels.texts) :], descriptions.concepts, concepts)
        return _shorten(named + told * np.float32(DESCRIPTION_WEIGHT))

    def vectors(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Return texts × axes: where words typed in one of these languages lie."""
        found = np.zeros((len(texts), self.places.shape[1]), np.float32)
        for code in languages:
            queries = self._tfidf[code].transform(self._forms[code].bring(texts, self._form))
            found += np.asarray(queries @ self._terms[code], np.float32)
        return _unit(found)

    def nearness(self, vectors: Vectors) -> Scores:
        """Return the cosine of each vector with each concept, not below 0."""
        # row by row, without BLAS: a query has the same bits alone, in a batch, on any number of threads
        rows = [np.einsum("ca,a->c", self.places, vector) for vector in vectors]
        return np.maximum(np.array(rows, np.float32).reshape(len(vectors), len(self.places)), np.float32(0))


def _sum(rows: Sparse, concepts: NDArray[np.intp], number: int) -> Sparse:
    """Add up the rows of each concept and bring the sums to length 1."""
    from scipy.sparse import csr_matrix  # slow to load

    ones = np.ones(len(concepts), np.float32)
    members = csr_matrix((ones, (concepts, np.arange(len(concepts)))), shape=(number, len(concepts)))
    return _shorten(members @ rows)


def _shorten(matrix: Sparse) -> Sparse:
    """Bring every row of a sparse matrix to length 1."""
    from sklearn.preprocessing import normalize  # slow to load

    return normalize(matrix)


def _unit(rows: NDArray[np.float32]) -> Vectors:
    length = np.sqrt(np.einsum("ra,ra->r", rows, rows))[:, None]
    return cast(Vectors, np.divide(rows, length, out=np.zeros_like(rows), where=length > 0))


def _decompose(matrix: Sparse, axes: int) -> tuple[Vectors, NDArray[np.float32]]:
    """Return (rows as unit vectors, features × axes) of the truncated decomposition."""
    # slow to load; one thread, because the last bits of BLAS depend on their number
    from sklearn.utils.extmath import randomized_svd
    from threadpoolctl import threadpool_limits

    axes = min(axes, *matrix.shape)
    with threadpool_limits(1):
        left, values, right = randomized_svd(matrix, axes, n_iter=SWEEPS, random_state=0)
    return _unit((left * values).astype(np.float32)), np.ascontiguousarray(right.T, np.float32)
