"""Starting what is signed, on its first day: by a person, or by the clock."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from placements.completing import PlacementOver, latest_agreement, lock
from placements.drawing_up import InTheWay, refuse_what_is_in_the_way
from placements.models import Placement
from placements.parts import Part, takes_part
from placements.signing import is_signed

if TYPE_CHECKING:
    from profiles.models import User

Status = Placement.Status


class NotSigned(Exception):
    """Somebody has to sign yet."""


class TooEarly(Exception):
    """The first day, or the last one, has not come."""


class AlreadyRunning(Exception):
    """The placement started before."""


@transaction.atomic
def start(placement: Placement, *, by: "User | None") -> None:
    """Start a placement on its first day or later; from then on it counts. The clock passes nobody as ``by``.

    Raises `PermissionDenied`, `PlacementOver`, `AlreadyRunning`, `TooEarly`, `NotSigned` and `InTheWay`.
    """
    if by is not None and not takes_part(by, placement, Part.SCHOOL, Part.COMPANY, Part.ADMIN):
        raise PermissionDenied
    lock(placement)
    if placement.status == Status.STARTED:
        raise AlreadyRunning
    if placement.status != Status.SIGNED or not is_signed(latest_agreement(placement)):
        raise NotSigned
    if placement.start > timezone.localdate():
        raise TooEarly
    refuse_what_is_in_the_way(placement)
    placement.status, placement.started_on = Status.STARTED, placement.start
    placement.save(update_fields=["status", "started_on", "updated_at"])


def start_due() -> int:
    """Start all that is signed and whose first day has come; gives how many. Safe to repeat.

    What something stands in the way of waits, and its page says why.
    """
    due = Placement.objects.filter(status=Status.SIGNED, start__lte=timezone.localdate())
    return sum(_started(each) for each in due.order_by("pk").iterator(chunk_size=500))


def _started(placement: Placement) -> bool:
    try:
        start(placement, by=None)
    except (NotSigned, AlreadyRunning, InTheWay, PlacementOver):
        return False
    return True
