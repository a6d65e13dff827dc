"""Registering for courses: a person for oneself, an organisation for a number of people, and taken back."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.words import clean
from profiles.counted import copies_of
from profiles.enrolling import school_year_of
from profiles.locking import lock_student
from profiles.models import Company, Enrolment, School, Student
from profiles.reading.values import BadValue, read_text
from profiles.sharing import NotVerified
from vacancies.access import runs_course
from vacancies.models import Course, Registration
from vacancies.teaching import CourseBegun, CourseNotOpen, lock_course

if TYPE_CHECKING:
    from profiles.models import User

Participant = Registration.Participant
LONGEST_NAME = Registration._meta.get_field("organisation").max_length


class AlreadyRegistered(Exception):
    """The student is registered for this course."""


class NoRoom(Exception):
    """Fewer seats are left than people want to come."""


class ApartFromProvider(Exception):
    """The student or the company that gives the course wants nothing to do with the other."""


class RegistrationOver(Exception):
    """The registration was taken back, or it is known what came of it."""


@dataclass(frozen=True, slots=True)
class People:
    """A number of people without names: of a company or a school here, of another organisation, of none."""

    participant: str
    number: int
    company: Company | None = None
    school: School | None = None
    organisation: str = ""


@transaction.atomic
def register(course: Course, student: Student, *, by: "User") -> Registration:
    """Register a student for a course, as that student: nobody does it for somebody else.

    Who is in no class today takes part as a job seeker. Copies what is counted by. Raises `PermissionDenied`,
    `CourseNotOpen`, `CourseBegun`, `AlreadyRegistered`, `ApartFromProvider` and `NoRoom`.
    """
    if student.user_id != by.pk:
        raise PermissionDenied
    lock_student(student)
    held = _hold(course)
    if Registration.objects.standing().filter(course=course, student=student).exists():
        raise AlreadyRegistered
    if held.company and not Student.objects.not_blocked(held.company).filter(pk=student.pk).exists():
        raise ApartFromProvider
    _take(held, 1)
    enrolled = Enrolment.objects.current().filter(student=student).exists()
    return Registration.objects.create(
        course=course,
        student=student,
        participant=Participant.STUDENT if enrolled else Participant.JOB_SEEKER,
        registered_by=by,
        **copies_of(student, day=timezone.localdate()),
    )


@transaction.atomic
def register_people(course: Course, people: People, *, by: "User") -> Registration:
    """Register a number of people without an account, whose names stay with their organisation.

    Whoever gives the course does it for anybody; a verified company for its employees, a school for its
    students. Raises `PermissionDenied`, `NotVerified`, `CourseNotOpen`, `CourseBegun`, `NoRoom`, and
    ValidationError for no people, two organisations or a citizen number.
    """
    if not _may_register(by, course, people):
        raise PermissionDenied
    organisation = _read(people)
    if people.company and people.company.verified_at is None:
        raise NotVerified
    _take(_hold(course), people.number)
    return Registration.objects.create(
        course=course,
        participant=people.participant,
        people=people.number,
        company=people.company,
        school=people.school,
        organisation=organisation,
        sector_id=people.company.sector_id if people.company else None,
        school_year=school_year_of(timezone.localdate()),
        registered_by=by,
    )


@transaction.atomic
def withdraw(registration: Registration, *, by: "User") -> None:
    """Take a registration back before the course begins; its seats are free again.

    The student, whoever gives the course, and for a number of people their organisation. Raises
    `PermissionDenied`, `RegistrationOver` and `CourseBegun`.
    """
    if not may_withdraw(by, registration):
        raise PermissionDenied
    course = lock_course(registration.course)
    held = Registration.objects.get(pk=registration.pk)
    if held.cancelled_on or held.finished_on:
        raise RegistrationOver
    if course.has_begun:
        raise CourseBegun
    registration.cancelled_on = timezone.localdate()
    registration.save(update_fields=["cancelled_on"])


def may_withdraw(user: "User", registration: Registration) -> bool:
    """Tell whether a registration is this user's to take back."""
    if registration.student_id:
        is_own = registration.student.user_id == user.pk
    else:
        is_own = registration.company_id in user.company_ids or _is_of_school(user, registration)
    return is_own or runs_course(user, registration.course)


def certified_on(student: Student) -> date | None:
    """Give the day on which a student first got the certificate of a course; None without any."""
    got = Registration.objects.standing().filter(student=student, certified__gte=1)
    return got.order_by("finished_on").values_list("finished_on", flat=True).first()


def _is_of_school(user: "User", registration: Registration) -> bool:
    return registration.person_key is None and registration.school_id in user.school_ids


def _may_register(user: "User", course: Course, people: People) -> bool:
    if runs_course(user, course):
        return True
    if people.company:
        return people.company.pk in user.company_ids and people.participant == Participant.EMPLOYEE
    if people.school:
        return people.school.pk in user.school_ids and people.participant == Participant.STUDENT
    return False


def _read(people: People) -> str:
    """Give the name of another organisation; raises ValidationError by field for what cannot be."""
    wrong: dict[str, Any] = {}
    if people.number < 1:
        wrong["people"] = _("Register at least one person.")
    if sum(map(bool, (people.company, people.school, people.organisation))) > 1:
        wrong["organisation"] = _("Name one organisation: a company, a school, or another.")
    try:
        named = read_text(clean(people.organisation), most=LONGEST_NAME)
    except BadValue as error:
        wrong["organisation"] = error.detail
    if wrong:
        raise ValidationError(wrong)
    return named


def _hold(course: Course) -> Course:
    """Lock a course for which one can register."""
    held = lock_course(course)
    if held.status != Course.Status.OPEN:
        raise CourseNotOpen
    if held.has_begun:
        raise CourseBegun
    if held.company and held.company.verified_at is None:
        raise NotVerified
    return held


def _take(course: Course, people: int) -> None:
    """Refuse more people than seats are left; in the transaction that holds the course."""
    if course.seats is None:
        return
    taken = Course.objects.with_taken().values_list("taken", flat=True).get(pk=course.pk)
    if taken + people > course.seats:
        raise NoRoom
