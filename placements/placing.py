"""Placements from the moment they are agreed: made of an accepted offer, and taken back before they start."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from placements import placement_notices
from placements.models import Application, Placement
from placements.seating import free_seat, take_seat
from placements.stepping import become
from placements.steps import Side
from placements.superseding import Overlapping, refuse_overlap
from profiles.counted import person_key
from profiles.enrolling import school_year_of
from profiles.models import Enrolment, StudentGroup
from vacancies.models import Vacancy
from vacancies.registering import certified_on

if TYPE_CHECKING:
    from profiles.models import User

Status, State = Placement.Status, Application.State


class AlreadyStarted(Exception):
    """The placement has begun, or is over: it can be broken off or finished, not cancelled."""


def agree(application: Application) -> Placement:
    """Make the placement of an accepted offer and take its seat, in the transaction that accepts it.

    Copies what is counted by. Raises `NoSeatLeft` and `Overlapping`.
    """
    student, vacancy = application.student, application.vacancy
    refuse_overlap(student, vacancy.kind, application.start, application.end, application.weekdays)
    take_seat(vacancy, application.seat_block)
    try:
        with transaction.atomic():
            return _make(application)
    except IntegrityError as error:  # PostgreSQL's exclusion, where two came at the same moment
        raise Overlapping from error


def cancel(placement: Placement, *, by: "User | None", side: str, reason: str = "") -> None:
    """Take a placement back before it started, and the application that led to it; its seat is free again.

    In the caller's transaction, which holds the student and the vacancy. The parties are told. Raises
    `AlreadyStarted`.
    """
    rows = Placement.objects.filter(pk=placement.pk, status__in=(Status.AGREED, Status.SIGNED))
    ended = {
        "status": Status.CANCELLED, "ended_on": timezone.localdate(), "end_reason": reason, "ended_by": by,
    }  # fmt: skip
    if not rows.update(**ended, updated_at=timezone.now()):
        raise AlreadyStarted
    for name, value in ended.items():
        setattr(placement, name, value)
    if placement.vacancy:
        free_seat(placement.vacancy, placement.seat_block)
    if placement.application:
        become(placement.application, State.WITHDRAWN, side=side, by=by)
    placement_notices.tell(placement, placement_notices.ENDED, by=by)


def cancel_orphans() -> int:
    """Cancel what was agreed with somebody who was erased before it started; gives how many."""
    gone = Placement.objects.filter(
        student__isnull=True, status__in=(Status.AGREED, Status.SIGNED), application__isnull=True
    )
    return sum(_cancel_one(each) for each in gone.exclude(agreed_at__isnull=True).order_by("pk"))


@transaction.atomic
def _cancel_one(placement: Placement) -> bool:
    try:
        cancel(placement, by=None, side=Side.CLOCK)
    except AlreadyStarted:
        return False
    return True


def _make(application: Application) -> Placement:
    student, vacancy = application.student, application.vacancy
    group = _class_of(application)
    programme = student.programme
    host = vacancy.establishment
    block = application.seat_block
    year = school_year_of(application.start)
    return Placement.objects.create(
        student=student,
        application=application,
        vacancy=vacancy,
        seat_block=block,
        supervisor=block.supervisor if block else None,
        company=vacancy.company,
        establishment=host,
        school=group.school if group else None,
        group=group,
        programme=programme,
        level=student.level,
        kind=vacancy.kind,
        sector=programme.sector if programme else vacancy.sector,
        occupation=vacancy.occupation,
        home_municipality=student.place.municipality if student.place else None,
        work_municipality=host.place.municipality if host and host.place else None,
        school_year=year,
        person_key=person_key(student, school_year=year),
        certified_on=certified_on(student),
        start=application.start,
        end=application.end,
        hours_per_week=application.hours_per_week,
        weekdays=application.weekdays,
        agreed_at=timezone.now(),
    )


def _class_of(application: Application) -> StudentGroup | None:
    """Give the class in which the student is longest: that of the school which proposed, if one did.

    A first job comes after school: it counts for the class that the student was in last.
    """
    all_of_them = Enrolment.objects.filter(student=application.student).select_related("group__school")
    enrolled = all_of_them.current()
    if application.door == Application.Door.PROPOSE and application.requested_by:
        enrolled = enrolled.filter(group__school__in=application.requested_by.school_ids)
    first = enrolled.order_by("started_on", "pk").first()
    if first is None and application.vacancy.kind == Vacancy.Kind.FIRST_JOB:
        first = all_of_them.order_by("-ended_on", "-pk").first()
    return first.group if first else None
