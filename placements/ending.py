"""Ending a placement: cancelled before it starts, broken off on the way, finished at its end."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements import placement_notices, placing
from placements.completing import PlacementOver, lock
from placements.models import Placement
from placements.parts import PARTIES, Part, takes_part
from placements.seating import free_seat
from placements.starting import TooEarly

if TYPE_CHECKING:
    from profiles.models import User

Status = Placement.Status


class Reason(models.TextChoices):
    """Why a placement ended before its end; a closed list."""

    STUDENT_STOPS = "student_stops", gettext_lazy("the student stops")
    LEFT_SCHOOL = "left_school", gettext_lazy("the student left school")
    OTHER_PLACE = "other_place", gettext_lazy("the student goes to another company")
    COMPANY_STOPS = "company_stops", gettext_lazy("the company stops")
    NO_SUPERVISION = "no_supervision", gettext_lazy("the company has nobody to supervise")
    NOT_TOGETHER = "not_together", gettext_lazy("working together did not go well")
    ILLNESS = "illness", gettext_lazy("illness")
    RECOGNITION_ENDED = "recognition_ended", gettext_lazy("the recognition ended")


class NotRunning(Exception):
    """The placement has not started."""


@transaction.atomic
def cancel(placement: Placement, *, by: "User", reason: str) -> None:
    """Cancel a placement that has not started, for one of `Reason`; its seat is free again.

    Raises `PermissionDenied`, `PlacementOver` and `AlreadyStarted`.
    """
    _refuse_others(by, placement)
    lock(placement)
    placing.cancel(placement, by=by, reason=Reason(reason))
    _note_who(placement, by)
    placement_notices.tell(placement, placement_notices.ENDED, by=by)


@transaction.atomic
def break_off(placement: Placement, *, by: "User", reason: str, day: date) -> None:
    """End a running placement on a day before its end, for one of `Reason`; its seat is free again.

    ``day`` is the last one worked. Raises `PermissionDenied`, `PlacementOver`, `NotRunning`, and
    ValidationError for a day that cannot be.
    """
    _refuse_others(by, placement)
    lock(placement)
    if placement.status != Status.STARTED:
        raise NotRunning
    if not placement.start <= day <= min(timezone.localdate(), placement.end or date.max):
        raise ValidationError({"day": _("Give a day from the first one until today, within the placement.")})
    _end(placement, Status.BROKEN_OFF, day, Reason(reason))
    _note_who(placement, by)
    placement_notices.tell(placement, placement_notices.ENDED, by=by)


@transaction.atomic
def finish(placement: Placement, *, by: "User | None") -> None:
    """Finish a placement on its last day or later; its seat is free again. The clock passes nobody as ``by``.

    Raises `PermissionDenied`, `PlacementOver`, `NotRunning` and `TooEarly`.
    """
    if by is not None and not takes_part(by, placement, Part.SCHOOL, Part.COMPANY, Part.ADMIN):
        raise PermissionDenied
    lock(placement)
    if placement.status != Status.STARTED:
        raise NotRunning
    today = timezone.localdate()
    if placement.end and placement.end > today:
        raise TooEarly
    _end(placement, Status.FINISHED, placement.end or today)
    if by:
        _note_who(placement, by)


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


def _end(placement: Placement, status: Status, day: date, reason: str = "") -> None:
    placement.status, placement.ended_on, placement.end_reason = status, day, reason
    placement.save(update_fields=["status", "ended_on", "end_reason", "updated_at"])
    if placement.vacancy:
        free_seat(placement.vacancy, placement.seat_block)
    placement_notices.tell(placement, placement_notices.EVALUATE, by=None)


def _note_who(placement: Placement, by: "User") -> None:
    placement.ended_by = by
    placement.save(update_fields=["ended_by", "updated_at"])
