"""Variety in a student's list: an order that avoids near-copies of occupation, sector and company."""

from collections.abc import Mapping, Sequence
from math import log2
from typing import TYPE_CHECKING

from matching.records import Post

if TYPE_CHECKING:
    from matching.matcher import Match

RELEVANCE = 0.85
"""The part of the score in the choice of each next post; the rest is how little it repeats."""

SAME_OCCUPATION, SAME_SECTOR, SAME_COMPANY = 0.4, 0.2, 0.4

FIRST, MOST_PER_COMPANY = 10, 2
"""Of this many first posts, at most so many from one company while there are others."""


def diversify(matches: Sequence["Match"], posts: Mapping[str, Post]) -> list["Match"]:
    """Reorder matches by maximal marginal relevance (Carbonell & Goldstein 1998); a permutation.

    ``posts`` has the record of every match. Ties keep the given order.
    """
    waiting = list(matches)
    chosen: list[Match] = []
    likeness = dict.fromkeys(posts, 0.0)
    while waiting:
        best = max(_allowed(waiting, chosen, posts), key=lambda match: _worth(match, likeness))
        waiting.remove(best)
        chosen.append(best)
        for match in waiting:
            likeness[match.post] = max(likeness[match.post], alike(posts[match.post], posts[best.post]))
    return chosen


def alike(one: Post, other: Post) -> float:
    """Give how much (0–1) two posts repeat each other; what is unknown repeats nothing."""
    return (
        SAME_OCCUPATION * (not set(one.occupations).isdisjoint(other.occupations))
        + SAME_SECTOR * (one.sector is not None and one.sector == other.sector)
        + SAME_COMPANY * (one.company is not None and one.company == other.company)
    )


def loss(plain: Sequence["Match"], shown: Sequence["Match"]) -> float:
    """Give the part (0–1) of the discounted scores that the order shown gives up against the plain one."""
    most = _discounted(plain)
    return 1 - _discounted(shown) / most if most else 0.0


def _discounted(matches: Sequence["Match"]) -> float:
    return sum(match.parts.total / log2(rank + 2) for rank, match in enumerate(matches))


def _worth(match: "Match", likeness: Mapping[str, float]) -> float:
    return RELEVANCE * match.parts.total / 10_000 - (1 - RELEVANCE) * likeness[match.post]


def _allowed(waiting: list["Match"], chosen: list["Match"], posts: Mapping[str, Post]) -> list["Match"]:
    """Leave out companies that had their share of the first places, unless nobody else is left."""
    if len(chosen) >= FIRST:
        return waiting
    shown = [posts[match.post].company for match in chosen]
    others = [
        match
        for match in waiting
        if shown.count(posts[match.post].company) < MOST_PER_COMPANY or posts[match.post].company is None
    ]
    return others or waiting
