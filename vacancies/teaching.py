"""Courses: drafted, changed, published and cancelled by whoever gives them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from profiles.editing import Outdated
from profiles.sharing import NotVerified
from vacancies import course_notices
from vacancies.access import may_give_courses, runs_course
from vacancies.course_words import read_skills, read_texts, refuse_days, teach
from vacancies.models import Course

if TYPE_CHECKING:
    from profiles.models import Company, School, User

Status = Course.Status


class NoDates(Exception):
    """A course without a first and a last day is not published."""


class NoProvider(Exception):
    """Nobody is named who gives a course of the region."""


class CourseBegun(Exception):
    """The first day of the course has passed."""


class CourseOver(Exception):
    """The last day of the course has passed."""


class CourseNotOpen(Exception):
    """The course is a draft still, or was cancelled."""


class SeatsRegistered(Exception):
    """More people are registered than there would be seats."""


def draft_course(
    *, company: "Company | None" = None, school: "School | None" = None, told: Mapping[str, Any], by: "User"
) -> Course:
    """Draw up a course of a verified company, of a school or (neither) of the region; others see it later.

    ``told`` maps field names to values; ``skills`` are words, linked to the vocabulary here. Raises
    `PermissionDenied`, `NotVerified`, and ValidationError by field for what cannot be.
    """
    if not may_give_courses(by, company=company, school=school):
        raise PermissionDenied
    course = Course(company=company, school=school)
    _refuse_unverified(course)
    return _write(course, told)


def change_course(course: Course, *, changes: Mapping[str, Any], by: "User") -> Course:
    """Change a course as it was read; what is published stays complete, who is registered stays so.

    Raises `PermissionDenied`, `NotVerified`, `CourseNotOpen` when it was cancelled, `Outdated` when somebody
    changed it since, `SeatsRegistered`, ValidationError by field, and what `publish` does where it is open.
    """
    if not runs_course(by, course):
        raise PermissionDenied
    _refuse_unverified(course)
    if course.status == Status.CANCELLED:
        raise CourseNotOpen
    return _write(course, changes)


@transaction.atomic
def publish(course: Course, *, by: "User") -> None:
    """Let everybody see a course and register for it; once is enough.

    Raises `PermissionDenied`, `NotVerified`, `CourseNotOpen` when it was cancelled, `NoDates`, `NoProvider`
    and `CourseBegun`.
    """
    held = _hold(course, by=by)
    _refuse_unverified(held)
    if held.status == Status.CANCELLED:
        raise CourseNotOpen
    if held.status == Status.DRAFT:
        _refuse_incomplete(held)
        if held.has_begun:
            raise CourseBegun
        _become(course, Status.OPEN)


@transaction.atomic
def cancel_course(course: Course, *, by: "User") -> None:
    """Say that a published course will not be, or stops; whoever is registered with an account is told.

    Registrations stay, and count for nothing. Once is enough. Raises `PermissionDenied`, `CourseNotOpen` for
    a draft, and `CourseOver`.
    """
    held = _hold(course, by=by)
    if held.status == Status.DRAFT:
        raise CourseNotOpen
    if held.is_over:
        raise CourseOver
    if held.status == Status.OPEN:
        _become(course, Status.CANCELLED)
        course_notices.tell_cancelled(course, by=by)


def lock_course(course: Course) -> Course:
    """Let seats and states of one course be decided one after another; after the student, never before."""
    return Course.objects.select_for_update(no_key=True).get(pk=course.pk)


def _hold(course: Course, *, by: "User") -> Course:
    if not runs_course(by, course):
        raise PermissionDenied
    return lock_course(course)


def _become(course: Course, status: str) -> None:
    course.status = status
    course.save(update_fields=["status", "updated_at"])


def _write(course: Course, told: Mapping[str, Any]) -> Course:
    fields = read_texts(Course, {name: value for name, value in told.items() if name != "skills"})
    # before the transaction: a vocabulary that must be built first would keep all others from writing
    skills = read_skills(told["skills"]) if "skills" in told else None
    read_at = course.updated_at
    for name, value in fields.items():
        setattr(course, name, value)
    if course.seats == 0:
        raise ValidationError({"seats": _("Give at least one seat, or none where any number can come.")})
    refuse_days(course, fields)
    if course.status == Status.OPEN:
        _refuse_incomplete(course)
    with transaction.atomic():
        if course.pk:
            _refuse_outdated(course, read_at)
        course.save()
        if skills is not None:
            teach(course, skills)
    return course


def _refuse_outdated(course: Course, read_at: Any) -> None:
    if lock_course(course).updated_at != read_at:
        raise Outdated
    taken = Course.objects.with_taken().values_list("taken", flat=True).get(pk=course.pk)
    if course.seats is not None and course.seats < taken:
        raise SeatsRegistered


def _refuse_unverified(course: Course) -> None:
    if course.company and course.company.verified_at is None:
        raise NotVerified


def _refuse_incomplete(course: Course) -> None:
    if course.starts_on is None:
        raise NoDates
    if not (course.company or course.school or course.provider):
        raise NoProvider
