"""How near typed words lie to every concept: a weighted mean of cosines in several forms and languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from matching.cosines import LabelCosines, Scores, Wordings
from matching.forms import Form, Forms
from matching.labels import DESCRIPTION, Label
from matching.latent import Language, LatentSpace
from matching.words import clean


@dataclass(frozen=True, slots=True)
class Parts:
    """The weight of each part of the mean; tuned on development data (docs/matching.md)."""

    labels: Mapping[Form, float] = field(
        default_factory=lambda: {
            Form.LETTERS: 1.0, Form.STEM_LETTERS: 1.0, Form.STEMS: 1.0, Form.PART_STEMS: 1.0,
        }
    )  # fmt: skip
    description: float = 1.0
    other_languages: float = 0.3
    latent: Mapping[Form, float] = field(default_factory=lambda: {Form.LETTERS: 0.7, Form.PART_STEMS: 0.5})
    alike: float = 1.2


AXES = {Form.LETTERS: 128, Form.PART_STEMS: 256}
ALIKE_BEST, ALIKE_SHARPNESS = 10, 20.0
OTHER_FORM = Form.STEM_LETTERS
DESCRIPTION_FORM = Form.LETTERS
ALIKE_FORM = Form.LETTERS


class Lexical:
    """The fitted matrices of a vocabulary; costs seconds to build and milliseconds to ask."""

    def __init__(self, labels: Sequence[Label], concepts: Sequence[str], parts: Parts | None = None) -> None:
        """Fit on sorted labels; ``concepts`` gives the order of the columns of `scores`."""
        self._parts = parts or Parts()
        self._size = len(concepts)
        number = {concept: place for place, concept in enumerate(concepts)}
        languages = {
            code: _language(labels, number, code) for code in sorted({each.language for each in labels})
        }
        self._languages = {code: each for code, each in languages.items() if each.labels.texts}
        kinds = tuple(dict.fromkeys((*self._parts.labels, OTHER_FORM)))
        self._labels = {
            code: LabelCosines(each.forms, each.labels, self._size, kinds)
            for code, each in self._languages.items()
        }
        self._descriptions = {
            code: LabelCosines(each.forms, each.descriptions, self._size, (DESCRIPTION_FORM,))
            for code, each in self._languages.items()
            if each.descriptions.texts
        }
        context = _context(self._languages, self._size)
        self._latent = {
            form: (weight * context, LatentSpace(self._languages, self._size, form=form, axes=AXES[form]))
            for form, weight in self._parts.latent.items()
            if weight * context > 0
        }

    def scores(self, texts: Sequence[str], language: str | None) -> Scores:
        """Return queries × concepts, each 0–1; ``language`` None takes every language as the query's own."""
        own = self._own(language)
        parts = [*self._label_parts(texts, own), *self._context_parts(texts, own)]
        weights = sum(weight for weight, _ in parts)
        total = np.zeros((len(texts), self._size), np.float32)
        for weight, scores in parts:
            total += np.float32(weight / weights) * scores
        return self._with_alike(total, self._alike_share(weights))

    def label_scores(self, texts: Sequence[str], language: str, of: str) -> tuple[Scores, NDArray[np.intp]]:
        """Return queries × labels in the language ``of``, and the concept of each label.

        A label scores what its concept does, less what its own cosines stay behind those of the best label.
        """
        own = self._own(language)
        cosines = self._labels[of]
        weights = sum(
            weight for weight, _ in [*self._label_parts(texts, own), *self._context_parts(texts, own)]
        )
        scores = self.scores(texts, language)[:, cosines.concepts]
        share = (1 - self._alike_share(weights)) / weights
        for form, weight in self._parts.labels.items():
            best = cosines.scores(texts, form)[:, cosines.concepts]
            scores -= np.float32(share * weight) * (best - cosines.every(texts, form))
        return scores, cosines.concepts

    def _own(self, language: str | None) -> list[str]:
        """List the languages to take the words for; a language that no label has may be any of them."""
        own = [code for code in self._languages if language in (None, code) or not code]
        return own or list(self._languages)

    def _label_parts(self, texts: Sequence[str], own: Sequence[str]) -> Iterator[tuple[float, Scores]]:
        """Yield the weighted cosines with the best label of each concept, form by form."""
        for form, weight in self._parts.labels.items():
            yield weight, self._best(self._labels, own, texts, form)

    def _context_parts(self, texts: Sequence[str], own: Sequence[str]) -> Iterator[tuple[float, Scores]]:
        """Yield what descriptions, other languages and latent meaning add."""
        described = [code for code in own if code in self._descriptions]
        if described:
            yield (
                self._parts.description,
                self._best(self._descriptions, described, texts, DESCRIPTION_FORM),
            )
        others = [code for code in self._languages if code not in own]
        if others:
            yield self._parts.other_languages, self._best(self._labels, others, texts, OTHER_FORM)
        for weight, space in self._latent.values():
            yield weight, space.nearness(space.vectors(texts, own))

    def _best(
        self, cosines: Mapping[str, LabelCosines], codes: Sequence[str], texts: Sequence[str], form: Form
    ) -> Scores:
        return reduce(np.maximum, (cosines[code].scores(texts, form) for code in codes))

    def _alike_share(self, weights: float) -> float:
        """Return the weight of what is alike beside parts of these weights; 0 where nothing tells."""
        if ALIKE_FORM not in self._latent or self._size <= ALIKE_BEST:
            return 0.0
        return self._parts.alike / (self._parts.alike + weights)

    def _with_alike(self, scores: Scores, share: float) -> Scores:
        """Lift concepts that mean about the same as the best ones (relevance feedback)."""
        if not share:
            return scores
        _, space = self._latent[ALIKE_FORM]
        weight, lifted = np.float32(share), []
        for row in scores:
            best = np.lexsort((np.arange(self._size), -row))[:ALIKE_BEST]
            shares = np.exp((row[best] - row[best[0]]) * np.float32(ALIKE_SHARPNESS))
            middle = np.einsum("b,ba->a", shares / shares.sum(), space.places[best])
            middle /= max(np.sqrt(np.einsum("a,a->", middle, middle)), np.float32(1e-9))
            lifted.append(row * (1 - weight) + weight * space.nearness(middle[None])[0])
        return np.array(lifted, np.float32).reshape(scores.shape)


def _language(labels: Sequence[Label], number: Mapping[str, int], code: str) -> Language:
    """Collect what is said in one language and learn its compound parts."""
    own = [
        (each.kind == DESCRIPTION, number[each.concept], clean(each.text))
        for each in labels
        if each.language == code
    ]
    return Language(
        Forms.learn((text for _, _, text in own), code),
        Wordings.of((concept, text) for told, concept, text in own if not told),
        Wordings.of((concept, text) for told, concept, text in own if told),
    )


def _context(languages: Mapping[str, Language], concepts: int) -> float:
    """Return the share of concepts with more to learn from than one label per language: 0–1."""
    rich: set[int] = set()
    for each in languages.values():
        rich.update(each.descriptions.concepts.tolist())
        numbers, times = np.unique(each.labels.concepts, return_counts=True)
        rich.update(numbers[times > 1].tolist())
    return len(rich) / concepts if concepts else 0.0
