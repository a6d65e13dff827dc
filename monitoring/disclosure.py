"""Keeping small numbers of people out of published tables, and from being worked out of the others."""

from collections.abc import Sequence

LEAST = 5
"""A number of people below this is not told."""


def hidden_places(counts: Sequence[int], *, least: int = LEAST) -> set[int]:
    """Say which cells of a column with a known total are not told.

    Those below ``least``; and because the total minus what is told gives the sum of the rest, the next
    smallest too as long as one cell alone, or too few people, would be hidden. Zero is as telling as one.
    """
    by_size = sorted(range(len(counts)), key=lambda place: (counts[place], place))
    hidden = {place for place in by_size if counts[place] < least}
    for place in by_size:
        if not hidden or (len(hidden) > 1 and sum(counts[each] for each in hidden) >= least):
            break
        hidden.add(place)
    return hidden
