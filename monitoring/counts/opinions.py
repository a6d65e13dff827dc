"""Satisfaction: the share of good marks after a placement, on either side."""

from django.db.models import Count, Q

from monitoring.counts.grouping import Paths, grouped
from monitoring.counts.placements import PATHS as PLACED
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from placements.models import Evaluation

PATHS: Paths = {scope: path and f"placement__{path}" for scope, path in PLACED.items()}
GOOD = 4
"""A mark from here on, of five, is of somebody satisfied."""


def employers(scope: Scope, window: Window) -> dict[str, Value]:
    """Give how many of the companies' marks of the year are good."""
    return _satisfied(Evaluation.Side.COMPANY, scope, window)


def students(scope: Scope, window: Window) -> dict[str, Value]:
    """Give how many of the students' marks of the year are good."""
    return _satisfied(Evaluation.Side.STUDENT, scope, window)


def _satisfied(side: str, scope: Scope, window: Window) -> dict[str, Value]:
    first, after = window.moments
    rows = Evaluation.objects.filter(side=side, given_at__gte=first, given_at__lt=after)
    if window.school:
        rows = rows.filter(placement__school=window.school)
    good = Count("pk", filter=Q(score__gte=GOOD))
    return shares(grouped(rows, PATHS[scope], good=good, all=Count("pk")))


def shares(found: dict[str, tuple[int, ...]]) -> dict[str, Value]:
    """Make values of parts and wholes."""
    return {key: Value(part, whole) for key, (part, whole) in found.items()}
