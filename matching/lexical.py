"""How near typed words lie to every concept: a weighted mean of cosines in several forms and languages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.cosines import LabelCosines, Scores, Wordings
from matching.forms import Form, Forms
from matching.labels import DESCRIPTION, Label
from matching.latent import Language, LatentSpace
from matching.tuning import AXES, ENOUGH_CONTEXT, POOR, RICH, Tuning, Weights
from matching.words import clean, fold

ALIKE_BEST, ALIKE_SHARPNESS = 10, 20.0
ALIKE_FORM = Form.LETTERS

ByLanguage = Mapping[str, LabelCosines]


class Lexical:
    """The fitted matrices of a vocabulary; costs seconds to build and milliseconds to ask."""

    def __init__(
        self, labels: Sequence[Label], concepts: Sequence[str], tuning: Tuning | None = None
    ) -> None:
        """Fit on sorted labels; ``concepts`` gives the order of the columns of `scores`."""
        self._size = len(concepts)
        languages = _languages(labels, concepts)
        self._codes = list(languages)
        self.tuning = tuning or (RICH if _context(languages, self._size) >= ENOUGH_CONTEXT else POOR)
        self._labels = self._fitted(
            languages, lambda each: each.labels, self.tuning.labels, self.tuning.others
        )
        self._descriptions = self._fitted(languages, lambda each: each.descriptions, self.tuning.descriptions)
        self._latent = {
            form: LatentSpace(languages, self._size, form=form, axes=AXES[form], fitted=self._labels)
            for form in self.tuning.latent
        }

    def _fitted(
        self, languages: Mapping[str, Language], of: Callable[[Language], Wordings], *weights: Weights
    ) -> dict[str, LabelCosines]:
        """Fit the labels or the descriptions of every language that has some."""
        kinds = list(dict.fromkeys(form for each in weights for form in each))
        return {
            code: LabelCosines(each.forms, of(each), self._size, kinds, rarity=self.tuning.rarity)
            for code, each in languages.items()
            if of(each).texts
        }

    def scores(self, texts: Sequence[str], language: str | None) -> Scores:
        """Return queries × concepts, each 0–1; ``language`` None takes every language as the query's own."""
        own = self._own(language)
        parts = [*self._parts(texts, own)]
        weights = sum(weight for weight, _ in parts)
        total = np.zeros((len(texts), self._size), np.float32)
        for weight, scores in parts:
            total += np.float32(weight / weights) * scores
        return self._with_alike(total, self._alike_share(weights))

    def label_scores(self, texts: Sequence[str], language: str, of: str) -> tuple[Scores, NDArray[np.intp]]:
        """Return queries × labels in the language ``of``, and the concept of each label.

        A label scores what its concept does, less what its own cosines stay behind those of the best label.
        """
        cosines = self._labels[of]
        weights = sum(weight for weight, _ in self._parts(texts, self._own(language)))
        scores = self.scores(texts, language)[:, cosines.concepts]
        share = (1 - self._alike_share(weights)) / weights
        for form, weight in self.tuning.labels.items():
            best = cosines.scores(texts, form)[:, cosines.concepts]
            scores -= np.float32(share * weight) * (best - cosines.every(texts, form))
        return scores, cosines.concepts

    def _own(self, language: str | None) -> list[str]:
        """List the languages to take the words for; a language that no label has may be any of them."""
        return [code for code in self._codes if language in (None, code) or not code] or self._codes

    def _parts(self, texts: Sequence[str], own: Sequence[str]) -> Iterator[tuple[float, Scores]]:
        """Yield the parts of the mean with their weights."""
        others = [code for code in self._codes if code not in own]
        yield from _weighed(self._labels, own, texts, self.tuning.labels)
        yield from _weighed(self._descriptions, own, texts, self.tuning.descriptions)
        yield from _weighed(self._labels, others, texts, self.tuning.others)
        for form, space in self._latent.items():
            yield self.tuning.latent[form], space.nearness(space.vectors(texts, own))

    def _alike_share(self, weights: float) -> float:
        """Return the weight of what is alike beside parts of these weights; 0 where nothing tells."""
        if ALIKE_FORM not in self._latent or self._size <= ALIKE_BEST:
            return 0.0
        return self.tuning.alike / (self.tuning.alike + weights)

    def _with_alike(self, scores: Scores, share: float) -> Scores:
        """Lift concepts that mean about the same as the best ones (relevance feedback)."""
        if not share:
            return scores
        rows = [row * np.float32(1 - share) + np.float32(share) * self._alike(row) for row in scores]
        return np.array(rows, np.float32).reshape(scores.shape)

    def _alike(self, row: Scores) -> Scores:
        """Return how near each concept is to the middle of the best, as strong as the best itself."""
        space = self._latent[ALIKE_FORM]
        best = np.lexsort((np.arange(self._size), -row))[:ALIKE_BEST]
        shares = np.exp((row[best] - row[best[0]]) * np.float32(ALIKE_SHARPNESS))
        middle = np.einsum("b,ba->a", shares / shares.sum(), space.places[best])
        middle /= max(np.sqrt(np.einsum("a,a->", middle, middle)), np.float32(1e-9))
        near = space.nearness(middle[None])[0]
        return cast(Scores, near * row[best[0]])


def _weighed(
    cosines: ByLanguage, codes: Sequence[str], texts: Sequence[str], weights: Weights
) -> Iterator[tuple[float, Scores]]:
    """Yield for each form its weight and the cosines with the nearest wording in these languages."""
    spoken = [cosines[code] for code in codes if code in cosines]
    for form, weight in weights.items() if spoken else ():
        yield weight, reduce(np.maximum, (each.scores(texts, form) for each in spoken))


def _languages(labels: Sequence[Label], concepts: Sequence[str]) -> dict[str, Language]:
    """Collect what is said in each language that names something."""
    number = {concept: place for place, concept in enumerate(concepts)}
    codes = sorted({label.language for label in labels if label.kind != DESCRIPTION})
    return {
        code: _language([each for each in labels if each.language == code], number, code) for code in codes
    }


def _language(labels: Sequence[Label], number: Mapping[str, int], code: str) -> Language:
    """Collect what is said in one language and learn its compound parts."""
    said = [(each.kind == DESCRIPTION, number[each.concept], fold(clean(each.text))) for each in labels]
    return Language(
        Forms.learn((text for _, _, text in said), code),
        Wordings.of((concept, text) for told, concept, text in said if not told),
        Wordings.of((concept, text) for told, concept, text in said if told),
    )


def _context(languages: Mapping[str, Language], concepts: int) -> float:
    """Return the share of concepts with more to learn from than one label per language: 0–1."""
    rich: set[int] = set()
    for each in languages.values():
        rich.update(each.descriptions.concepts.tolist())
        numbers, times = np.unique(each.labels.concepts, return_counts=True)
        rich.update(numbers[times > 1].tolist())
    return len(rich) / concepts if concepts else 0.0
