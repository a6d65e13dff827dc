"""Checking in at an event: with the code of a slot, or told by the school; who comes has met its company."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from placements import meeting, recounting
from placements.access import may_count, may_expect
from placements.attending import (
    MorePupils,
    NotExpected,
    hold_class,
    hold_slot,
    refuse_classes_of_others,
    refuse_full,
    refuse_other_schools,
    take_seat,
)
from placements.holding import (
    NotBegun,
    company_of,
    day_of,
    municipality_of,
    refuse_unheld,
    take_place,
)
from placements.models import Attendance, Event, GroupAttendance, Slot
from profiles.limiting import Limit, take
from profiles.locking import lock_students
from profiles.models import Student, StudentGroup

if TYPE_CHECKING:
    from profiles.models import User

CHECK_INS = Limit("check-ins")


class NoSuchCode(Exception):
    """A code opens no slot of an event to which this person can go."""


class CheckInNotOpen(Exception):
    """It is too early, or too late, to check in with a code."""


class MarkedEarlier(Exception):
    """What was written on another day is not taken back."""


def find_slot(code: str, *, by: "User") -> Slot:
    """Find the slot of a code as people type it; spaces, dashes and capitals do not matter.

    Counts as a try, right or wrong: raises `TooOften`, and `NoSuchCode`.
    """
    take(CHECK_INS, by.pk)
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    slots = Slot.objects.filter(event__in=Event.objects.visible_to(by)).select_related(
        "event__place", "host__company"
    )
    slot = slots.filter(code=signs).first() if signs else None
    if slot is None:
        raise NoSuchCode
    return slot


def is_open(slot: Slot) -> bool:
    """Tell whether one can check in with the code of a slot now: from a while before it until one after."""
    opens = slot.starts_at - timedelta(minutes=settings.CHECK_IN_OPENS_MINUTES)
    closes = slot.ends_at + timedelta(minutes=settings.CHECK_IN_CLOSES_MINUTES)
    return opens <= timezone.now() < closes


def check_in(code: str, *, by: "User") -> Attendance:
    """Check a student in by the code of a slot; who was not expected takes a seat, and twice is once.

    Writes the encounter, and the event took place. Raises `PermissionDenied` for who is no student, what
    `find_slot` does, `CheckInNotOpen`, `EventSettled` and `SlotFull`.
    """
    student = getattr(by, "student", None)
    if student is None:
        raise PermissionDenied
    slot = find_slot(code, by=by)
    with transaction.atomic():
        if not is_open(slot):
            raise CheckInNotOpen
        return _arrive(slot, [student], by=by)[0]


@transaction.atomic
def mark_there(slot: Slot, students: Collection[Student], *, by: "User") -> list[Attendance]:
    """Say from the roster, as their school, which students are there; once it began, and also later.

    Who was not expected takes a seat. Writes the encounters, and the event took place. Raises
    `PermissionDenied`, `NotBegun`, `NotForThem`, `EventSettled` and `SlotFull`.
    """
    _refuse_strangers(students, by)
    if timezone.now() < slot.starts_at:
        raise NotBegun
    return _arrive(slot, students, by=by) if students else []


@transaction.atomic
def unmark(slot: Slot, students: Collection[Student], *, by: "User") -> None:
    """Say that students were not there after all, on the day on which it was written that they were.

    They stay expected; the encounter goes, unless they met that company elsewhere that day. Raises
    `PermissionDenied`, `NotExpected` and `MarkedEarlier`.
    """
    _refuse_strangers(students, by)
    lock_students(students)
    held = hold_slot(slot)
    for student in students:
        attendance = Attendance.objects.filter(slot=held, student=student).first()
        if attendance is None:
            raise NotExpected
        _undo(attendance, held, student)


@transaction.atomic
def count_class(slot: Slot, group: StudentGroup, came: int, *, by: "User") -> GroupAttendance:
    """Say how many pupils of a class came who have no profile; a larger number always, a smaller one on the
    day on which the last was written.

    Writes the encounter, and the event took place. A class that was not expected takes seats. Raises
    `PermissionDenied`, `NotBegun`, `MorePupils`, `NotForThem`, `EventSettled`, `NotExpected` for nobody of a
    class that nobody expected, `SlotFull` and `MarkedEarlier`.
    """
    if not may_count(by, group):
        raise PermissionDenied
    if timezone.now() < slot.starts_at:
        raise NotBegun
    if not 0 <= came <= hold_class(group).pupils:
        raise MorePupils
    refuse_classes_of_others(slot, group)
    if came:
        take_place(slot.event)
    held = hold_slot(slot)
    if came:
        refuse_unheld(held)
    row = _counted(held, group, came, by=by)
    recounting.recount_class(held, group)
    return row


def _arrive(slot: Slot, students: Collection[Student], *, by: "User") -> list[Attendance]:
    lock_students(students)
    take_place(slot.event)
    held = hold_slot(slot)
    refuse_unheld(held)
    told = {
        "kind": held.event.kind, "day": day_of(held), "company": company_of(held), "event": held.event,
        "municipality": municipality_of(held),
    }  # fmt: skip
    known = {each.student_id: each for each in held.attendances.filter(student__in=students)}
    for student in students:
        if student.pk not in known:
            refuse_other_schools(held, student)
            known[student.pk] = take_seat(held, student, by=by)
        attendance = known[student.pk]
        if attendance.checked_in_at is None:
            attendance.checked_in_at = timezone.now()
            attendance.save(update_fields=["checked_in_at"])
            meeting.met(student, **told)
    return [known[student.pk] for student in students]


def _undo(attendance: Attendance, slot: Slot, student: Student) -> None:
    if attendance.checked_in_at is None:
        return
    if timezone.localdate(attendance.checked_in_at) != timezone.localdate():
        raise MarkedEarlier
    attendance.checked_in_at = None
    attendance.save(update_fields=["checked_in_at"])
    recounting.recount_student(slot, student)


def _counted(slot: Slot, group: StudentGroup, came: int, *, by: "User") -> GroupAttendance:
    row = GroupAttendance.objects.filter(slot=slot, group=group).first()
    if row is None:
        if not came:
            raise NotExpected
        refuse_full(slot, came)
        row = GroupAttendance(slot=slot, group=group, expected=came)
    before = row.came or 0
    if came < before and timezone.localdate(row.counted_at) != timezone.localdate():
        raise MarkedEarlier
    if row.counted_at is None or came > before:
        row.counted_at = timezone.now()
    row.came, row.added_by = came, by
    row.save()
    return row


def _refuse_strangers(students: Collection[Student], by: "User") -> None:
    is_own = any(student.user_id == by.pk for student in students)
    if is_own or not all(may_expect(by, student) for student in students):
        raise PermissionDenied
