"""Cosines between typed words and the labels of one language, the best label of a concept counting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.forms import Form, Forms
from matching.tfidf import Sparse, Tfidf

Scores = NDArray[np.float32]  # queries × concepts


@dataclass(frozen=True, slots=True)
class Wordings:
    """Cleaned wordings and the number of the concept that each stands for, in order of that number."""

    texts: list[str]
    concepts: NDArray[np.intp]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, str]]) -> "Wordings":
        """Sort (concept number, text) pairs."""
        ordered = sorted(pairs)
        return cls([text for _, text in ordered], np.array([number for number, _ in ordered], np.intp))


@dataclass(slots=True)
class _Space:
    """One form of all wordings: the vector space, and the wordings' vectors as columns."""

    tfidf: Tfidf
    columns: Sparse


class LabelCosines:
    """The wordings of one language in several forms."""

    def __init__(
        self,
        forms: Forms,
        wordings: Wordings,
        concepts: int,
        kinds: Iterable[Form],
        *,
        rarity: float = 1.0,
    ) -> None:
        """Fit the forms ``kinds``; ``concepts`` is the number of concepts of the whole vocabulary."""
        self._forms, self._concepts, self._rarity = forms, concepts, rarity
        self.concepts = wordings.concepts
        self._own, self._starts = np.unique(wordings.concepts, return_index=True)
        self._spaces: dict[Form, _Space] = {}
        # the same number per concept of this language alone, so that rarity is relative to what it covers
        numbers = np.searchsorted(self._own, wordings.concepts)
        for form in kinds:
            tfidf = Tfidf(by_letters=form.by_letters, rarity=rarity)
            rows = tfidf.fit(forms.bring(wordings.texts, form), numbers)
            self._spaces[form] = _Space(tfidf, rows.T.tocsr())

    def has(self, form: Form) -> bool:
        """Tell whether the form is fitted with plain rarity, as other comparisons want it."""
        return form in self._spaces and self._rarity == 1.0

    def fitted(self, form: Form) -> tuple[Tfidf, Sparse]:
        """Return the vector space of a form, and wordings × features in order of `concepts`."""
        space = self._spaces[form]
        return space.tfidf, space.columns.T.tocsr()

    def every(self, texts: Sequence[str], form: Form) -> Scores:
        """Return texts × wordings: the cosine of each text with each wording, in order of `concepts`."""
        space = self._spaces[form]
        queries = space.tfidf.transform(self._forms.bring(texts, form))
        return cast(Scores, (queries @ space.columns).toarray())

    def scores(self, texts: Sequence[str], form: Form) -> Scores:
        """Return the cosine of each text with the nearest label of each concept; 0 without a label."""
        found = np.zeros((len(texts), self._concepts), np.float32)
        if self._own.size:
            found[:, self._own] = np.maximum.reduceat(self.every(texts, form), self._starts, axis=1)
        return found
