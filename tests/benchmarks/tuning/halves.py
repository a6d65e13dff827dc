"""Figures by query, split in a half that may choose and a half that is held back, and how sure they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from matching.evaluation import SAMPLES, Estimate

Figures = Mapping[str, Mapping[str, float]]
"""A figure for every query, by task."""


@dataclass(frozen=True, slots=True)
class Halves:
    """The queries that may choose and those that are held back, drawn by a seed and the query's id."""

    seed: int

    def tune(self, figures: Figures) -> dict[str, dict[str, float]]:
        """Keep the figures of the half that may choose."""
        return self._half(figures, 0)

    def held_back(self, figures: Figures) -> dict[str, dict[str, float]]:
        """Keep the figures of the other half."""
        return self._half(figures, 1)

    def _half(self, figures: Figures, half: int) -> dict[str, dict[str, float]]:
        return {
            task: {query: each for query, each in found.items() if self._side(task, query) == half}
            for task, found in figures.items()
        }

    def _side(self, task: str, query: str) -> int:
        return blake2b(f"{self.seed}\t{task}\t{query}".encode(), digest_size=1).digest()[0] % 2


def mean(figures: Figures) -> Estimate:
    """Give the mean over tasks of the means over queries, with its 95 % bootstrap interval by task.

    Raises `ValueError` when a task has no query.
    """
    if not all(figures.values()):
        raise ValueError("a task has no queries in this half")
    values = [np.array([*found.values()]) for found in figures.values()]
    drawn = sum(_sampled(each, place) for place, each in enumerate(values)) / len(values)
    low, high = np.quantile(drawn, (0.025, 0.975))
    average = float(np.mean([each.mean() for each in values]))
    return Estimate(average, float(low), float(high), sum(map(len, values)))


def gain(figures: Figures, over: Figures) -> Estimate:
    """Give how much more these figures are than others of the same queries, query by query."""
    return mean(
        {
            task: {query: each - over[task][query] for query, each in found.items()}
            for task, found in figures.items()
        }
    )


def _sampled(values: Sequence[float], seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).integers(0, len(values), (SAMPLES, len(values)))
    return np.asarray(values)[rows].mean(axis=1)
