"""Coming to an event: a student or so many of a class are expected in a slot, and no longer."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from placements.access import may_count, may_expect
from placements.models import Attendance, Event, GroupAttendance, Slot
from placements.staging import EventSettled
from profiles.locking import lock_student, lock_students
from profiles.models import Enrolment, Student, StudentGroup

if TYPE_CHECKING:
    from profiles.models import User

State = Event.State


class NotForThem(Exception):
    """The event is of a school at which this student, or this class, is not."""


class SlotOver(Exception):
    """The slot has ended."""


class AlreadyExpected(Exception):
    """The student, or the class, is expected in this slot already."""


class ElsewhereThen(Exception):
    """The student is expected in another slot at this time."""


class SameHost(Exception):
    """On a do day one visits a company once."""


class SlotFull(Exception):
    """So many seats are not free in this slot."""


class NotExpected(Exception):
    """The student, or the class, is not expected in this slot."""


class AlreadyCame(Exception):
    """The student, or somebody of the class, was there."""


class MorePupils(Exception):
    """More pupils than the class has without a profile."""


@transaction.atomic
def expect(slot: Slot, student: Student, *, by: "User") -> Attendance:
    """Expect a student in a slot: whoever says so for oneself, or for a student of one's school.

    Raises `PermissionDenied`, `NotForThem`, `EventSettled`, `SlotOver`, `AlreadyExpected`, `ElsewhereThen`,
    `SameHost`, `SlotFull`.
    """
    if not may_expect(by, student):
        raise PermissionDenied
    lock_student(student)
    held = hold_slot(slot)
    refuse_over(held)
    refuse_other_schools(held, student)
    refuse_others(held, student)
    return take_seat(held, student, by=by)


@transaction.atomic
def expect_class(slot: Slot, group: StudentGroup, people: int, *, by: "User") -> GroupAttendance:
    """Expect so many pupils of a class who have no profile; said again, the number changes.

    Raises `PermissionDenied`, `NotForThem`, `MorePupils`, `EventSettled`, `SlotOver`, `SlotFull`.
    """
    if not may_count(by, group):
        raise PermissionDenied
    class_held = hold_class(group)
    if not 1 <= people <= class_held.pupils:
        raise MorePupils
    held = hold_slot(slot)
    refuse_over(held)
    refuse_classes_of_others(held, group)
    known = GroupAttendance.objects.filter(slot=held, group=group).first()
    refuse_full(held, people - (known.expected if known else 0))
    told = {"expected": people, "added_by": by}
    return GroupAttendance.objects.update_or_create(slot=held, group=group, defaults=told)[0]


@transaction.atomic
def bring_class(slot: Slot, group: StudentGroup, people: int, *, by: "User") -> int:
    """Expect the students of a class and so many of its pupils without a profile; give how many are left out,
    because they are expected here or elsewhere then.

    Raises what `expect` and `expect_class` do beside that.
    """
    if not may_count(by, group):
        raise PermissionDenied
    enrolled = Enrolment.objects.current().filter(group=group).values("student")
    students = list(Student.objects.filter(pk__in=enrolled).order_by("pk"))
    lock_students(students)
    if people:
        expect_class(slot, group, people, by=by)
    return sum(not _comes(slot, student, by) for student in students)


@transaction.atomic
def no_longer_expect(slot: Slot, student: Student, *, by: "User") -> None:
    """Let a student not come after all; the seat is free.

    Raises `PermissionDenied`, `NotExpected`, `AlreadyCame`, `SlotOver`.
    """
    if not may_expect(by, student):
        raise PermissionDenied
    lock_student(student)
    held = hold_slot(slot)
    expected = Attendance.objects.filter(slot=held, student=student).first()
    if expected is None:
        raise NotExpected
    if expected.checked_in_at:
        raise AlreadyCame
    if timezone.now() >= held.ends_at:
        raise SlotOver
    expected.delete()


@transaction.atomic
def no_longer_expect_class(slot: Slot, group: StudentGroup, *, by: "User") -> None:
    """Let a class not come after all; its seats are free. Raises what `no_longer_expect` does."""
    if not may_count(by, group):
        raise PermissionDenied
    held = hold_slot(slot)
    expected = GroupAttendance.objects.filter(slot=held, group=group).first()
    if expected is None:
        raise NotExpected
    if expected.came:
        raise AlreadyCame
    if timezone.now() >= held.ends_at:
        raise SlotOver
    expected.delete()


@transaction.atomic
def set_pupils(group: StudentGroup, pupils: int, *, by: "User") -> None:
    """Say how many pupils of a class have no profile. Raises `PermissionDenied`, and `MorePupils` where more
    of them were counted at an event."""
    if not may_count(by, group):
        raise PermissionDenied
    held = hold_class(group)
    if GroupAttendance.objects.filter(group=held, came__gt=pupils).exists():
        raise MorePupils
    held.pupils = group.pupils = pupils
    held.save(update_fields=["pupils"])


def seats_taken(slot: Slot) -> int:
    """Count who is expected in a slot: students, and the pupils of classes."""
    pupils = slot.group_attendances.aggregate(people=Sum("expected"))["people"]
    return slot.attendances.count() + (pupils or 0)


def hold_slot(slot: Slot) -> Slot:
    """Hold the row of a slot, so that its seats are counted one after another."""
    rows = Slot.objects.select_for_update(no_key=True, of=("self",)).select_related("event", "host__company")
    return rows.get(pk=slot.pk)


def hold_class(group: StudentGroup) -> StudentGroup:
    """Hold the row of a class, so that its number of pupils stays; comes before any slot."""
    return StudentGroup.objects.select_for_update(no_key=True).get(pk=group.pk)


def take_seat(slot: Slot, student: Student, *, by: "User") -> Attendance:
    """Give a student a seat in a slot that is held. Raises `SlotFull`."""
    refuse_full(slot, 1)
    return Attendance.objects.create(slot=slot, student=student, added_by=by)


def _comes(slot: Slot, student: Student, by: "User") -> bool:
    try:
        expect(slot, student, by=by)
    except (AlreadyExpected, ElsewhereThen, SameHost):
        return False
    return True


def refuse_over(slot: Slot) -> None:
    """Raise `EventSettled` or `SlotOver` where nobody can be expected any more."""
    if slot.event.state not in (State.PLANNED, State.HELD):
        raise EventSettled
    if timezone.now() >= slot.ends_at:
        raise SlotOver


def refuse_full(slot: Slot, more: int) -> None:
    """Raise `SlotFull` where so many more do not fit into a slot that is held."""
    if slot.seats is not None and more > 0 and seats_taken(slot) + more > slot.seats:
        raise SlotFull


def refuse_other_schools(slot: Slot, student: Student) -> None:
    """Raise `NotForThem` where the event is of a school at which the student is not enrolled today."""
    enrolled = Enrolment.objects.current().filter(student=student, group__school=slot.event.school_id)
    if slot.event.school_id is not None and not enrolled.exists():
        raise NotForThem


def refuse_classes_of_others(slot: Slot, group: StudentGroup) -> None:
    """Raise `NotForThem` where the event is of another school than the class."""
    if slot.event.school_id not in (None, group.school_id):
        raise NotForThem


def refuse_others(slot: Slot, student: Student) -> None:
    """Raise what keeps a student out of a slot because of the others in which he or she is expected.

    Who comes to the whole of an event can have a slot with a host of it at the same time.
    """
    others = Attendance.objects.filter(student=student).exclude(slot__event__state=State.CANCELLED)
    if others.filter(slot=slot).exists():
        raise AlreadyExpected
    is_do_day = slot.event.kind == Event.Kind.DO_DAY and slot.host_id
    if is_do_day and others.filter(slot__host=slot.host_id).exists():
        raise SameHost
    around = Q(slot__host__isnull=bool(slot.host_id))
    at_once = others.filter(slot__starts_at__lt=slot.ends_at, slot__ends_at__gt=slot.starts_at)
    if at_once.exclude(around, slot__event=slot.event_id).exists():
        raise ElsewhereThen
