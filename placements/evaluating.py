"""What both sides say of a placement at its end, once each."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from placements.models import Evaluation, Placement
from placements.parts import Part, part_of
from placements.starting import TooEarly

if TYPE_CHECKING:
    from profiles.models import User

Side, Status = Evaluation.Side, Placement.Status
SIDES = {Part.STUDENT: Side.STUDENT, Part.COMPANY: Side.COMPANY}


class AlreadyEvaluated(Exception):
    """This side evaluated this placement before."""


@transaction.atomic
def evaluate(placement: Placement, *, by: "User", score: int, again: bool, prepared: bool) -> Evaluation:
    """Say what one's side thinks of a placement, from its last day on; see `Evaluation`.

    Raises `PermissionDenied` for who is on neither side, `TooEarly` and `AlreadyEvaluated`.
    """
    side = SIDES.get(part_of(by, placement))
    if side is None:
        raise PermissionDenied
    if not is_open(placement):
        raise TooEarly
    try:
        with transaction.atomic():
            return Evaluation.objects.create(
                placement=placement,
                student=placement.student,
                side=side,
                score=score,
                again=again,
                prepared=prepared,
                given_by=by,
            )
    except IntegrityError as error:
        raise AlreadyEvaluated from error


def is_open(placement: Placement) -> bool:
    """Tell whether a placement can be evaluated: over after it started, or on its last day."""
    if placement.status in (Status.FINISHED, Status.BROKEN_OFF):
        return True
    is_last_day = placement.end is not None and placement.end <= timezone.localdate()
    return placement.status == Status.STARTED and is_last_day
