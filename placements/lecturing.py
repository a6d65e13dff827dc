"""Booking a lecture that a company offers: a school takes a moment, it is held or not, or called off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from placements import checking_in, holding, lecture_notices
from placements.access import hosts, may_organise, may_plan_event
from placements.attending import SlotFull, expect_class
from placements.lecture_notices import What
from placements.models import Attendance, Event, Slot
from placements.staging import EventSettled, Hosting, Part, hold_event, plan_event
from profiles.locking import lock_students
from profiles.models import Enrolment, School, Student, StudentGroup
from vacancies.access import may_offer_lectures
from vacancies.models import Lecture, Moment
from vacancies.offering_lectures import LectureWithdrawn, lock_lecture

if TYPE_CHECKING:
    from profiles.models import User
    from reference.models import Place

State = Event.State


class MomentBooked(Exception):
    """A school booked this moment of the lecture."""


class MomentOver(Exception):
    """The moment has begun."""


class ClassElsewhere(Exception):
    """A class is not of the school that books."""


@dataclass(frozen=True, slots=True)
class Booking:
    """Which classes come, or how many people; where, unless that is at the company."""

    groups: Sequence[StudentGroup] = ()
    people: int | None = None
    place: "Place | None" = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """Who was there: pupils without a profile as numbers of their classes, students by who they are."""

    pupils: Mapping[StudentGroup, int] = field(default_factory=dict)
    students: Sequence[Student] = ()


@transaction.atomic
def book(moment: Moment, booking: Booking, *, school: School, by: "User") -> Event:
    """Book a moment of a lecture for a school: an event of that school, with the company as its host.

    Expects the pupils of the classes and those of their students who are free then. The company is told.
    Raises `PermissionDenied`, `ClassElsewhere`, `LectureWithdrawn`, `MomentBooked`, `MomentOver`, `SlotFull`
    for more people than fit, and what `placements.staging.plan_event` does.
    """
    if not may_plan_event(by, school):
        raise PermissionDenied
    if any(group.school_id != school.pk for group in booking.groups):
        raise ClassElsewhere
    students = _students_of(booking.groups)
    lock_students(students)
    lecture = lock_lecture(moment.lecture)
    _refuse_taken(moment, lecture)
    event = _plan(moment, lecture, booking, school, by)
    slot = event.slots.get()
    _expect(slot, booking, students, by)
    lecture_notices.tell(event, What.BOOKED, by=by)
    return event


@transaction.atomic
def cancel_booking(event: Event, *, by: "User") -> None:
    """Call a booked lecture off before it begins, as the school or the company; the other side is told.

    The moment can be booked again. Raises `PermissionDenied`, `EventSettled` and `MomentOver`.
    """
    if not (may_organise(by, event) or hosts(by, event)):
        raise PermissionDenied
    held = hold_event(event)
    if held.state != State.PLANNED:
        raise EventSettled
    if held.starts_at <= timezone.now():
        raise MomentOver
    held.state = event.state = State.CANCELLED
    held.save(update_fields=["state", "updated_at"])
    lecture_notices.tell(event, What.OFF, by=by)


@transaction.atomic
def hold(event: Event, *, came: Came | None = None, by: "User") -> None:
    """Say, as the school or the company, that a lecture was given; the school alone says who came.

    Writes an encounter for each student and for each class. Raises `PermissionDenied`, and what
    `placements.holding.hold`, `placements.checking_in.count_class` and `mark_there` do.
    """
    holding.hold(event, by=by)
    if came is None:
        return
    slot = _slot_of(event)
    if came.students:
        checking_in.mark_there(slot, came.students, by=by)
    for group in sorted(came.pupils, key=lambda each: each.pk):
        checking_in.count_class(slot, group, came.pupils[group], by=by)


def not_held(event: Event, *, by: "User") -> None:
    """Say, as the school or the company, that it was not given. Raises what `holding.not_held` does."""
    holding.not_held(event, by=by)


@transaction.atomic
def remove_moment(moment: Moment, *, by: "User") -> None:
    """Let a lecture not be had at a moment after all. Raises `PermissionDenied`, and `MomentBooked`."""
    if not may_offer_lectures(by, moment.lecture.company):
        raise PermissionDenied
    lock_lecture(moment.lecture)
    if is_booked(moment):
        raise MomentBooked
    moment.delete()


def is_booked(moment: Moment) -> bool:
    """Tell whether a school booked a moment, and did not call it off."""
    return moment.events.exclude(state=State.CANCELLED).exists()


def _refuse_taken(moment: Moment, lecture: Lecture) -> None:
    if lecture.withdrawn_at or lecture.company.verified_at is None:
        raise LectureWithdrawn
    if is_booked(moment):
        raise MomentBooked
    if moment.starts_at <= timezone.now():
        raise MomentOver


def _plan(moment: Moment, lecture: Lecture, booking: Booking, school: School, by: "User") -> Event:
    host, is_visit = lecture.establishment, lecture.kind == Lecture.Kind.COMPANY_VISIT
    at_host = is_visit and host is not None
    seats = booking.people or lecture.most
    if lecture.most and seats and seats > lecture.most:
        raise SlotFull
    return plan_event(
        by=by,
        school=school,
        kind=lecture.kind,
        title=lecture.title,
        description=lecture.description,
        starts_at=moment.starts_at,
        ends_at=moment.ends_at,
        place=booking.place or (host.place if at_host else school.place),
        address=booking.address or (host.address if at_host else ""),
        hosts=[Hosting(lecture.company, [Part(seats=seats)], host)],
        moment=moment,
    )


def _expect(slot: Slot, booking: Booking, students: Sequence[Student], by: "User") -> None:
    pupils = [group for group in booking.groups if group.pupils]
    at_once = {"slot__starts_at__lt": slot.ends_at, "slot__ends_at__gt": slot.starts_at}
    elsewhere = Attendance.objects.filter(student__in=students, **at_once)
    busy = set(elsewhere.exclude(slot__event__state=State.CANCELLED).values_list("student", flat=True))
    free = [student for student in students if student.pk not in busy]
    if slot.seats is not None and len(free) + sum(group.pupils for group in pupils) > slot.seats:
        raise SlotFull
    for group in sorted(pupils, key=lambda each: each.pk):
        expect_class(slot, group, group.pupils, by=by)
    rows = [Attendance(slot=slot, student=student, added_by=by) for student in free]
    Attendance.objects.bulk_create(rows)


def _students_of(groups: Sequence[StudentGroup]) -> list[Student]:
    enrolled = Enrolment.objects.current().filter(group__in=groups)
    return list(Student.objects.filter(pk__in=enrolled.values("student")).order_by("pk"))


def _slot_of(event: Event) -> Slot:
    """Give the slot of a booked lecture: the first of its host."""
    return event.slots.select_related("event__place", "host__company").filter(host__isnull=False)[0]
