"""What an accepted place excludes: other learning places of the student in the same time on the same days."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from placements.models import Application, Placement
from placements.models.placement import LEARNING
from placements.reasons import Reason
from placements.stepping import become
from placements.steps import Side
from profiles.models import Student

State = Application.State


class Overlapping(Exception):
    """The student has a place in this time, on days of this one."""


def refuse_overlap(
    student: Student,
    kind: str,
    start: date,
    end: date | None,
    weekdays: list | None,
    apart_from: Placement | None = None,
) -> None:
    """Raise `Overlapping` when the student has a learning place in this time that shares a weekday."""
    if kind not in LEARNING:
        return
    held = _within(Placement.objects.holding().filter(student=student, kind__in=LEARNING), start, end)
    if apart_from:
        held = held.exclude(pk=apart_from.pk)
    if any(share_a_day(weekdays, each.weekdays) for each in held):
        raise Overlapping


def supersede(placement: Placement) -> None:
    """End the student's other applications that a place excludes, in the caller's transaction.

    An application without an offer counts with the period and the days of its vacancy; unknown is any.
    """
    if placement.kind not in LEARNING:
        return
    open_states = [*State.running(), State.QUEUED]
    others = Application.objects.filter(
        student=placement.student, state__in=open_states, vacancy__kind__in=LEARNING
    )
    for application in others.select_related("student", "vacancy__company").order_by("pk"):
        if _excludes(placement, application):
            become(application, State.SUPERSEDED, side=Side.CLOCK, reason=Reason.OTHER_PLACE)


def share_a_day(some: Iterable[int] | None, others: Iterable[int] | None) -> bool:
    """Tell whether two sets of weekdays meet; unknown is any day."""
    return some is None or others is None or bool(set(some) & set(others))


class Held:
    """The learning places that students hold, as far as they are known: a list adds to them row by row."""

    def __init__(self) -> None:
        """Know of none."""
        self._by_student: dict[int, dict[UUID, Placement]] = {}

    def learn(self, placements: Iterable[Placement]) -> None:
        """Take in what students have; what is known already stays as it is."""
        for placement in placements:
            if placement.student_id and _is_held(placement):
                own = self._by_student.setdefault(placement.student_id, {})
                own.setdefault(placement.uuid, placement)

    def add(self, placement: Placement) -> bool:
        """Add a placement, or what became of it; False: it overlaps another, and is not added."""
        own = self._by_student.setdefault(placement.student_id, {}) if placement.student_id else {}
        own.pop(placement.uuid, None)
        if not _is_held(placement):
            return True
        if any(_overlap(placement, each) for each in own.values()):
            return False
        own[placement.uuid] = placement
        return True


def _is_held(placement: Placement) -> bool:
    return placement.kind in LEARNING and not placement.is_over


def _overlap(one: Placement, other: Placement) -> bool:
    begins_in_time = one.end is None or other.start <= one.end
    ends_too_late = other.end is None or other.end >= one.start
    return begins_in_time and ends_too_late and share_a_day(one.weekdays, other.weekdays)


def _excludes(placement: Placement, application: Application) -> bool:
    vacancy = application.vacancy
    start = application.start or vacancy.start
    end = application.end if application.start else vacancy.end
    weekdays = application.weekdays if application.start else vacancy.weekdays
    begins_in_time = placement.end is None or start is None or start <= placement.end
    ends_too_late = end is None or end >= placement.start
    return begins_in_time and ends_too_late and share_a_day(placement.weekdays, weekdays)


def _within(placements: QuerySet[Placement], start: date, end: date | None) -> QuerySet[Placement]:
    found = placements.filter(Q(end__isnull=True) | Q(end__gte=start))
    return found.filter(start__lte=end) if end else found
