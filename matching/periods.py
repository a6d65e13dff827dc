"""How many days of a post's period somebody is available; what is unknown is as long as it needs."""

from datetime import date

from matching.records import Person, Post

LONG_AGO, FAR_AHEAD = -10_000_000, 10_000_000
"""Stand for an unknown first and last day among the ordinals of dates."""


def ordinal(day: date | None, unknown: int) -> int:
    """Number a day, an unknown one as told."""
    return unknown if day is None else day.toordinal()


def shared_days(person: Person, post: Post) -> int:
    """Count the days on which both can, first and last day included; below 1 there is a gap."""
    first = max(ordinal(person.available_from, LONG_AGO), ordinal(post.start, LONG_AGO))
    last = min(ordinal(person.available_until, FAR_AHEAD), ordinal(post.end, FAR_AHEAD))
    return last - first + 1


def least_days(post: Post) -> float:
    """Give the days that are enough: ``min_weeks``, else 80 % of the post's length, else one day.

    A minimum that is longer than the post itself means the whole post.
    """
    length = None if post.start is None or post.end is None else (post.end - post.start).days + 1
    if post.min_weeks is None:
        return 1.0 if length is None else 4 * length / 5
    return min(7 * post.min_weeks, float("inf") if length is None else length)
