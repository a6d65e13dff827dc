"""Finishing a course: who was there, ended it and got the certificate, and for which placements it counts."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from placements.models import Placement
from profiles.locking import lock_student
from profiles.models import Student
from vacancies.access import runs_course
from vacancies.models import Course, Registration
from vacancies.registering import RegistrationOver, certified_on
from vacancies.teaching import CourseNotOpen, lock_course

if TYPE_CHECKING:
    from profiles.models import User

CORRECTABLE = timedelta(days=30)
"""For how long after it was first said one may correct what came of a registration."""


class CourseGoesOn(Exception):
    """The last day of the course has not come."""


class MoreThanRegistered(Exception):
    """More got the certificate than finished, finished than were there, or were there than registered."""


class NoCertificate(Exception):
    """The course gives no certificate."""


class TooLateToCorrect(Exception):
    """What came of the registration was said longer ago than one may correct it."""


@transaction.atomic
def finish(registration: Registration, *, attended: int, finished: int, certified: int, by: "User") -> None:
    """Say from the last day on, as whoever gives the course, how many were there, finished and are certified.

    A person's certificate is noted on the placements that are not over by then, and taken off again when it
    is corrected. Raises `PermissionDenied`, `CourseNotOpen`, `RegistrationOver`, `CourseGoesOn`,
    `TooLateToCorrect`, `MoreThanRegistered` and `NoCertificate`.
    """
    if not runs_course(by, registration.course):
        raise PermissionDenied
    student = registration.student
    if student:
        lock_student(student)
    course = lock_course(registration.course)
    held = Registration.objects.get(pk=registration.pk)
    _refuse(course, held)
    if not 0 <= certified <= finished <= attended <= held.people:
        raise MoreThanRegistered
    if certified and not course.certificate:
        raise NoCertificate
    registration.finished_on = held.finished_on or timezone.localdate()
    registration.attended, registration.finished, registration.certified = attended, finished, certified
    registration.save(update_fields=["finished_on", "attended", "finished", "certified"])
    if student:
        _note(student, registration.finished_on, is_certified=bool(certified))


def _refuse(course: Course, registration: Registration) -> None:
    today = timezone.localdate()
    if course.status != Course.Status.OPEN:
        raise CourseNotOpen
    if registration.cancelled_on:
        raise RegistrationOver
    if course.ends_on > today:
        raise CourseGoesOn
    if registration.finished_on and registration.finished_on + CORRECTABLE < today:
        raise TooLateToCorrect


def _note(student: Student, day: date, *, is_certified: bool) -> None:
    """Bring the placements of a student in step with the certificate of a day."""
    of_student = Placement.objects.filter(student=student)
    if not is_certified:
        _take_off(student, day)
    else:
        going_on = of_student.filter(certified_on__isnull=True).exclude(ended_on__lt=day)
        going_on.exclude(status=Placement.Status.CANCELLED).update(certified_on=day)


def _take_off(student: Student, day: date) -> None:
    """Let the next certificate count, if there is one, for the placements that had that of a day."""
    noted = Placement.objects.filter(student=student, certified_on=day)
    other = certified_on(student)
    if other is None:
        noted.update(certified_on=None)
    elif other != day:
        noted.filter(ended_on__lt=other).update(certified_on=None)
        noted.update(certified_on=other)
