"""How good a ranking is: the measures of information retrieval, and how sure a mean of them is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

import numpy as np

SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over queries with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    queries: int

    def __str__(self) -> str:
        """Write as ``.614 (.573–.655)``."""
        return f"{_short(self.mean)} ({_short(self.low)}–{_short(self.high)})"

    def excludes(self, value: float) -> bool:
        """Tell whether the interval lies wholly on one side of a value: only then "better" may be said."""
        return not self.low <= value <= self.high


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """Return 1 ÷ the rank of the first relevant answer, 0 when none is ranked."""
    return next((1 / rank for rank, each in enumerate(ranking, start=1) if each in relevant), 0.0)


def success(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 when one of the first ``k`` answers is relevant, else 0."""
    return float(any(each in relevant for each in ranking[:k]))


def recall(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant answers among the first ``k``; there must be one."""
    return sum(each in relevant for each in set(ranking[:k])) / len(relevant)


def dcg(grades: Sequence[float]) -> float:
    """Return the discounted gain of grades in the order shown, gain 2^grade − 1 (Burges et al., 2005)."""
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], k: int) -> float:
    """Return the gain of the first ``k`` as a share of the best possible; what is not judged has grade 0.

    Raises `ValueError` when no answer has a grade above 0: such queries are left out, not counted as 0.
    """
    best = dcg(sorted(grades.values(), reverse=True)[:k])
    if best <= 0:
        raise ValueError("no answer has a grade above 0")
    return dcg([grades.get(each, 0.0) for each in ranking[:k]]) / best


def estimate(values: Sequence[float], *, seed: int = 0) -> Estimate:
    """Return the mean with the percentile interval of `SAMPLES` bootstrap samples of the queries."""
    if not values:
        raise ValueError("no queries")
    drawn = np.random.default_rng(seed).integers(0, len(values), (SAMPLES, len(values)))
    means = np.asarray(values, np.float64)[drawn].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Estimate(fmean(values), float(low), float(high), len(values))
