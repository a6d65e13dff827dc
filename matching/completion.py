"""Completion: the concepts that somebody may be typing, from the first letters, typing errors forgiven."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.edits import worth
from matching.labels import PREFERRED, Label

LONGEST_PREFIX = 60
MOST_STARTS = 400
MOST_NEAR = 10


class Start(NamedTuple):
    """A label from one of its words on: ``later`` is the number of words before it."""

    text: str
    later: int
    number: int


class Completion:
    """The labels of one or all languages in alphabetical order, from each of their words on."""

    def __init__(
        self, labels: Sequence[Label], folded: Sequence[Sequence[str]], numbers: Sequence[int]
    ) -> None:
        """Take the places in ``labels`` that may be completed, and all labels folded."""
        self._labels = labels
        self._starts = sorted(
            Start(" ".join(folded[number][later:]), later, number)
            for number in numbers
            for later in range(len(folded[number]))
        )
        self._texts = [start.text for start in self._starts]
        self._cut: dict[tuple[int, str], list[str]] = {}

    def complete(self, prefix: str, limit: int) -> list[tuple[str, float]]:
        """Return (concept, score) for a folded prefix, best first."""
        prefix = prefix[:LONGEST_PREFIX]
        best = self._ranked(prefix, 1.0, {})
        if len(best) < limit:
            for amiss in self._near(prefix):
                self._ranked(amiss, worth(prefix, amiss), best)
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _ranked(self, prefix: str, worth: float, best: dict[str, float]) -> dict[str, float]:
        """Add the concepts whose labels begin with the prefix, unless they have a better score."""
        at = bisect_left(self._texts, prefix)
        for start in self._starts[at : at + MOST_STARTS]:
            if not start.text.startswith(prefix):
                break
            label = self._labels[start.number]
            score = worth * self._score(start, len(prefix), label)
            best[label.concept] = max(best.get(label.concept, 0.0), score)
        return best

    def _score(self, start: Start, typed: int, label: Label) -> float:
        """Weigh how much is typed already, whether the label begins there, and whether it is preferred."""
        typed_share = typed / max(len(start.text), 1)
        score = 0.5 + 0.2 * typed_share + 0.2 * (start.later == 0) + 0.1 * (label.kind == PREFERRED)
        return round(score, 6)

    def _near(self, prefix: str) -> list[str]:
        """Return the beginnings that one edit (two from ten letters on) turns into the prefix."""
        if len(prefix) < 4:
            return []
        allowed = 1 if len(prefix) < 10 else 2
        sizes = range(len(prefix) - 1, len(prefix) + 2)
        near: set[str] = set()
        for size, first in product(sizes, sorted({prefix[0], prefix[1]})):
            beginnings = self._beginnings(size, first)
            found = process.extract(
                prefix, beginnings, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_NEAR
            )
            near.update(text for text, _, _ in found)
        return sorted(near, key=lambda text: (-worth(prefix, text), text))

    def _beginnings(self, length: int, first: str) -> list[str]:
        """Return the different beginnings of this length that start with this letter."""
        if (length, first) not in self._cut:
            low, high = bisect_left(self._texts, first), bisect_left(self._texts, first + "\U0010ffff")
            self._cut[length, first] = sorted({text[:length] for text in self._texts[low:high]})
        return self._cut[length, first]
