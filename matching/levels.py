"""The level of the programme against the level of the vacancy, in NLQF numbers 1–8."""

from functools import lru_cache

from matching.records import Kind, Post

NLQF = range(1, 9)
UNRANGED = frozenset({Kind.SIDE_JOB, Kind.ORIENTATION_VISIT})
"""Kinds for which the level is no rule."""

LOWEST, PER_LEVEL_ABOVE, PER_LEVEL_BELOW = 30, 20, 40
"""In hundredths: the least share, and what each level above and below the vacancy's takes off."""


def open_range(post: Post) -> tuple[int, int]:
    """Give the lowest and highest person level that a post is open to: its own, or level − 1 to + 2."""
    if post.kind in UNRANGED:
        return NLQF[0], NLQF[-1]
    if post.level_range is not None:
        return post.level_range
    if post.level is None:
        return NLQF[0], NLQF[-1]
    return max(NLQF[0], post.level - 1), min(NLQF[-1], post.level + 2)


def share(level: int | None, post: Post) -> int:
    """Give the level's share in hundredths: 100 at the same level, less below and above.

    An unknown level, of either side, takes the least share that an eligible known one could have.
    """
    own_range = post.level_range if post.kind not in UNRANGED else (NLQF[0], NLQF[-1])
    return _share(level, post.level, own_range)


@lru_cache(maxsize=4096)
def _share(level: int | None, wanted: int | None, span: tuple[int, int] | None) -> int:
    if level is not None and wanted is not None:
        return _known_share(level, wanted)
    pairs = [
        _known_share(own, asked)
        for own in (NLQF if level is None else (level,))
        for asked in (NLQF if wanted is None else (wanted,))
        if _eligible(own, asked, span) and (wanted is not None or _eligible(asked, asked, span))
    ]
    return min(pairs, default=LOWEST)


def _eligible(level: int, wanted: int, span: tuple[int, int] | None) -> bool:
    lowest, highest = span or (wanted - 1, wanted + 2)
    return lowest <= level <= highest


def _known_share(level: int, wanted: int) -> int:
    above, below = max(0, level - wanted), max(0, wanted - level)
    return max(LOWEST, 100 - PER_LEVEL_ABOVE * above - PER_LEVEL_BELOW * below)
