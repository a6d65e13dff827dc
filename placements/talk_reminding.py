"""Reminding both sides of a talk on the school day before it; once for each time that was planned."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from placements import talk_notices
from placements.models import Talk
from placements.talk_notices import What
from profiles.locking import lock_student
from reference.school_days import after_school_days


def remind_of_talks() -> int:
    """Remind of what is talked about by the next school day; gives of how many talks. Safe to repeat."""
    return sum(_remind_of(talk) for talk in _near())


def _near() -> Iterator[Talk]:
    ahead = Talk.objects.planned().ahead().order_by("pk")
    for talk in ahead.select_related("application__student").iterator(chunk_size=500):
        if is_near(talk):
            yield talk


def is_near(talk: Talk) -> bool:
    """Tell whether today lies on or after the school day before a talk, and before its own day.

    A talk that was planned as late as that needs no reminder: both sides heard of it just then.
    """
    today, day = timezone.localdate(), timezone.localdate(talk.at)
    planned_on = timezone.localdate(talk.made_at)
    return today < day and after_school_days(planned_on, 1) < day <= after_school_days(today, 1)


@transaction.atomic
def _remind_of(talk: Talk) -> bool:
    lock_student(talk.application.student)
    talk.refresh_from_db(fields=["at", "state", "moves", "made_at"])
    if not (talk.is_ahead and is_near(talk)):
        return False
    talk_notices.tell(talk, What.NEAR)
    return True
