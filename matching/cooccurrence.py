"""Which skills occur together in occupations, measured as the cosine between their columns of occupations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROLE = {"essential": 1.0, "optional": 0.5}
"""What it counts that an occupation needs, or may use, a skill."""

NEAREST = 5
"""The most neighbours of one skill; more cost time in every ranking and add next to nothing."""

LEAST_COSINE = 0.6

LEAST_SHARED = 2
"""Skills that share one occupation only say nothing about each other."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two skills and how alike (0–1) they are."""

    one: str
    other: str
    likeness: float


def together(occupation_skills: Iterable[tuple[str, str, str]]) -> Iterator[Tie]:
    """Yield each skill's nearest others by shared occupations; the order of the rows does not matter."""
    rows = sorted({(occupation, skill): role for occupation, skill, role in occupation_skills}.items())
    if not rows:
        return
    skills = sorted({skill for (_, skill), _ in rows})
    cosines = _cosines(rows, skills)
    for place, skill in enumerate(skills):
        row = slice(cosines.indptr[place], cosines.indptr[place + 1])
        for near, likeness in _nearest(cosines.indices[row], cosines.data[row]):
            if near != place:
                yield Tie(skill, skills[near], likeness)


def _cosines(rows: list[tuple[tuple[str, str], str]], skills: list[str]) -> "csr_array":
    from scipy.sparse import csr_array, diags_array  # slow to import, needed only when a vocabulary is built

    column = {skill: place for place, skill in enumerate(skills)}
    occupation = {name: place for place, name in enumerate(sorted({name for (name, _), _ in rows}))}
    shape = (len(occupation), len(skills))
    places = ([occupation[name] for (name, _), _ in rows], [column[skill] for (_, skill), _ in rows])
    counts = csr_array(([ROLE[role] for _, role in rows], places), shape=shape)
    lengths = np.sqrt(counts.multiply(counts).sum(axis=0))
    scaled = counts @ diags_array(1 / lengths)
    used = counts.sign()
    often = (used.T @ used) >= LEAST_SHARED
    return csr_array((scaled.T @ scaled).multiply(often))


def _nearest(places: "np.ndarray", cosines: "np.ndarray") -> list[tuple[int, float]]:
    likenesses = np.round(cosines, 6)  # equal up to the order of summing is equal
    order = np.lexsort((places, -likenesses))[: NEAREST + 1]
    return [(int(places[k]), float(likenesses[k])) for k in order if likenesses[k] >= LEAST_COSINE]
