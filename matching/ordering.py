"""The order of a ranking: bands of 50 points, then who was shown least, then a lot drawn every week."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from matching.columns import Column, Floats

BAND = 50
"""Scores in one band of this many points count as equal."""


@dataclass(frozen=True, slots=True)
class Lots:
    """A keyed hash of vacancy, person and ISO week: an order that favours nobody and cannot be steered."""

    seed: str = "0"
    week: str = "0"

    def draw(self, post: str, persons: Iterable[str]) -> list[bytes]:
        """Draw a lot for every person with one post."""
        return [self._lot(post, person) for person in persons]

    def draw_posts(self, person: str, posts: Iterable[str]) -> list[bytes]:
        """Draw a lot for every post with one person."""
        return [self._lot(post, person) for post in posts]

    def _lot(self, post: str, person: str) -> bytes:
        # The length keeps ("ab", "c") and ("a", "bc") apart.
        words = f"{len(post)}:{post}{person}".encode()
        return blake2b(words, digest_size=16, key=f"{self.seed}/{self.week}".encode()[:64]).digest()


def first(totals: Column, exposure: Floats, *, count: int, lots: Callable[[Column], list[bytes]]) -> Column:
    """Give the first ``count`` places in order; exact, because whole bands are drawn before cutting off.

    ``totals`` are points, ``exposure`` is yesterday's per seat, ``lots`` draws for the places it is given.
    """
    bands = totals // BAND
    if count < len(bands):
        lowest = (
            np.partition(bands, len(bands) - count)[len(bands) - count] if count else bands.max(initial=0) + 1
        )
        places = np.flatnonzero(bands >= lowest)
    else:
        places = np.arange(len(bands))
    drawn = dict(zip(places.tolist(), lots(places), strict=True))
    ordered = sorted(drawn, key=lambda place: (-bands[place], exposure[place], drawn[place]))
    return np.array(ordered[:count], dtype=np.int64)
