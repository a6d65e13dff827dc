"""Taking a vacancy down, as the region office does, and allowing it again."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from profiles.match_changes import posts_changed
from vacancies import notices
from vacancies.access import may_take_down
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from profiles.models import User


@transaction.atomic
def take_down(vacancy: Vacancy, *, because: str, by: "User") -> None:
    """Close a vacancy, so that its company cannot open it again by itself; once is enough.

    Also tells the matcher, and the company with the reason; what students sent stays where it is. Raises
    `PermissionDenied` for anybody but the region office and the platform.
    """
    _refuse_others(by)
    now = timezone.now()
    standing = Vacancy.objects.filter(pk=vacancy.pk, taken_down_at__isnull=True)
    if standing.update(
        status=Vacancy.Status.CLOSED,
        closed_at=now,
        taken_down_at=now,
        taken_down_because=because,
        taken_down_by=by,
        updated_at=now,
    ):
        posts_changed([vacancy.pk])
        notices.tell(vacancy, notices.TAKEN_DOWN, key=now)
    vacancy.refresh_from_db()


@transaction.atomic
def allow(vacancy: Vacancy, *, by: "User") -> None:
    """Let a company open a vacancy again that was taken down, and tell it so; it stays closed until then.

    Raises `PermissionDenied` for anybody but the region office and the platform.
    """
    _refuse_others(by)
    now = timezone.now()
    down = Vacancy.objects.filter(pk=vacancy.pk, taken_down_at__isnull=False)
    if down.update(taken_down_at=None, taken_down_because="", taken_down_by=None, updated_at=now):
        notices.tell(vacancy, notices.ALLOWED, key=now)
    vacancy.refresh_from_db()


def _refuse_others(by: "User") -> None:
    if not may_take_down(by):
        raise PermissionDenied
