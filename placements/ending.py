"""Ending a placement: cancelled before it starts, broken off on the way, finished at its end."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placements import placement_notices, placing
from placements.blocking import let_go_after
from placements.completing import PlacementOver, lock
from placements.models import Placement
from placements.parts import PARTIES, Part, part_of, takes_part
from placements.seating import free_seat, lock_vacancy
from placements.starting import TooEarly
from placements.steps import Side
from profiles.locking import lock_student

if TYPE_CHECKING:
    from profiles.models import User

Status, Reason = Placement.Status, Placement.EndReason


SIDES = {Part.STUDENT: Side.STUDENT, Part.COMPANY: Side.COMPANY, Part.SCHOOL: Side.SCHOOL}
"""As which side of the application somebody cancels; the administration is none of them."""


class NotRunning(Exception):
    """The placement has not started."""


@transaction.atomic
def cancel(placement: Placement, *, by: "User", reason: str) -> None:
    """Cancel a placement that has not started, for one of `Reason`, and the application that led to it.

    Its seat is free again, and the company does not see the name any more because of it. Raises
    `PermissionDenied`, `PlacementOver` and `AlreadyStarted`.
    """
    _refuse_others(by, placement)
    _hold(placement)
    side = SIDES.get(part_of(by, placement), Side.CLOCK)
    placing.cancel(placement, by=by, side=side, reason=Reason(reason))


@transaction.atomic
def break_off(placement: Placement, *, by: "User", reason: str, day: date) -> None:
    """End a running placement on a day before its end, for one of `Reason`; its seat is free again.

    ``day`` is the last one worked. Raises `PermissionDenied`, `PlacementOver`, `NotRunning`, and
    ValidationError for a day that cannot be.
    """
    _refuse_others(by, placement)
    _hold(placement)
    if placement.status != Status.STARTED:
        raise NotRunning
    if not placement.start <= day <= min(timezone.localdate(), placement.end or date.max):
        raise ValidationError({"day": _("Give a day from the first one until today, within the placement.")})
    _end(placement, Status.BROKEN_OFF, day, by=by, reason=Reason(reason))
    placement_notices.tell(placement, placement_notices.ENDED, by=by)


@transaction.atomic
def finish(placement: Placement, *, by: "User | None") -> None:
    """Finish a placement on its last day or later; its seat is free again. The clock passes nobody as ``by``.

    Raises `PermissionDenied`, `PlacementOver`, `NotRunning` and `TooEarly`.
    """
    if by is not None and not takes_part(by, placement, Part.SCHOOL, Part.COMPANY, Part.ADMIN):
        raise PermissionDenied
    _hold(placement)
    if placement.status != Status.STARTED:
        raise NotRunning
    today = timezone.localdate()
    if placement.end and placement.end > today:
        raise TooEarly
    _end(placement, Status.FINISHED, placement.end or today, by=by)


def finish_due() -> int:
    """Finish all that runs and whose last day is past; gives how many. Safe to repeat."""
    due = Placement.objects.filter(status=Status.STARTED, end__lt=timezone.localdate())
    return sum(_finished(each) for each in due.order_by("pk").iterator(chunk_size=500))


def _finished(placement: Placement) -> bool:
    try:
        finish(placement, by=None)
    except PlacementOver:
        return False
    return True


def _refuse_others(by: "User", placement: Placement) -> None:
    if not takes_part(by, placement, *PARTIES, Part.ADMIN):
        raise PermissionDenied


def _hold(placement: Placement) -> None:
    """Lock the student, the vacancy and the placement, in the order of all. Raises `PlacementOver`."""
    if placement.student:
        lock_student(placement.student)
    if placement.vacancy:
        lock_vacancy(placement.vacancy)
    lock(placement)


def _end(placement: Placement, status: Status, day: date, *, by: "User | None", reason: str = "") -> None:
    placement.status, placement.ended_on, placement.end_reason = status, day, reason
    placement.ended_by = by
    placement.save(update_fields=["status", "ended_on", "end_reason", "ended_by", "updated_at"])
    if placement.vacancy:
        free_seat(placement.vacancy, placement.seat_block)
    let_go_after(placement)
    placement_notices.tell(placement, placement_notices.EVALUATE, by=None)
