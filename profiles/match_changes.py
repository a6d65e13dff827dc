"""What tells the matcher that a side of a match changed; verbs call it in their transaction."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from profiles.models import MatchChange

KEPT = timedelta(days=2)
"""How long a change is kept: longer than any matcher lives without being built anew."""


def persons_changed(ids: Iterable[int]) -> None:
    """Write that these students are not what they were."""
    _append(MatchChange.Side.PERSON, ids)


def posts_changed(ids: Iterable[int]) -> None:
    """Write that these vacancies are not what they were."""
    _append(MatchChange.Side.POST, ids)


def _append(side: str, ids: Iterable[int]) -> None:
    MatchChange.objects.bulk_create([MatchChange(side=side, row_id=row_id) for row_id in sorted(set(ids))])


def forget_old() -> int:
    """Delete the changes that every matcher has seen; gives how many. The newest row always stays."""
    newest = MatchChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    old = MatchChange.objects.filter(at__lt=timezone.now() - KEPT)
    return old.exclude(pk=newest).delete()[0]
