"""Skills known by the company they keep: what somebody else's words leave open, the other words settle."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matching.cooccurrence import ROLE
from matching.records import Link

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LIFT, HALFWAY = 0.6, 0.3
"""How far the best company can lift a link towards certainty, and at what likeness it does so by half."""

SLOWLY = 0.5
"""The power that keeps what hardly resembles the words from being lifted as far as what does."""


class Company:
    """The occupations of every skill, to tell which of the skills that words resemble go together."""

    def __init__(self, occupation_skills: Iterable[tuple[str, str, str]]) -> None:
        """Take (occupation, skill, ``essential`` or ``optional``) in any order."""
        rows = sorted({(occupation, skill): role for occupation, skill, role in occupation_skills}.items())
        self._skills = {skill: row for row, skill in enumerate(sorted({skill for (_, skill), _ in rows}))}
        self._uses = _lengthened(rows, self._skills)

    def lifted(self, wordings: Sequence[tuple[Link, ...]]) -> list[tuple[Link, ...]]:
        """Lift the open links of each wording by their likeness to the links of the other wordings.

        Nothing is ever lowered, so that one wording more never makes another mean less.
        """
        flat = [
            (place, link)
            for place, links in enumerate(wordings)
            for link in links
            if link.concept in self._skills
        ]
        if len({place for place, _ in flat}) < 2:
            return list(wordings)
        best = self._best_company(flat)
        lifts = {(place, link.concept): float(near) for (place, link), near in zip(flat, best, strict=True)}
        return [
            tuple(_lift(link, lifts.get((place, link.concept), 0.0)) for link in links)
            for place, links in enumerate(wordings)
        ]

    def _best_company(self, flat: Sequence[tuple[int, Link]]) -> npt.NDArray[np.float64]:
        """Return for each link the likeness × strength of the best link of another wording."""
        uses = self._uses[[self._skills[link.concept] for _, link in flat]]
        likeness = (uses @ uses.T).toarray() * np.array([link.strength for _, link in flat])
        places = np.array([place for place, _ in flat])
        likeness[places[:, None] == places[None, :]] = 0.0
        # rounded, because the last bits of a sum must not decide anything
        best: npt.NDArray[np.float64] = np.round(likeness.max(axis=1), 6)
        return best


def _lengthened(rows: list[tuple[tuple[str, str], str]], skills: dict[str, int]) -> "csr_array":
    """Return skills × occupations, every row of length 1."""
    from scipy.sparse import csr_array, diags_array  # slow to import, needed only where words are linked

    occupations = {name: place for place, name in enumerate(sorted({name for (name, _), _ in rows}))}
    places = ([skills[skill] for (_, skill), _ in rows], [occupations[name] for (name, _), _ in rows])
    uses = csr_array(([ROLE[role] for _, role in rows], places), shape=(len(skills), len(occupations)))
    return csr_array(diags_array(1 / np.sqrt(uses.multiply(uses).sum(axis=1))) @ uses)


def _lift(link: Link, company: float) -> Link:
    if link.strength >= 1 or company <= 0:
        return link
    towards = LIFT * company / (company + HALFWAY)
    return Link(link.concept, round(link.strength + (1 - link.strength) * link.strength**SLOWLY * towards, 4))
