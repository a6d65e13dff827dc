"""Who may do what with candidates and applications; one place, used by the API and the pages."""

from enum import StrEnum
from typing import TYPE_CHECKING

from placements.models import Application, Event, Report, Step
from placements.steps import Verb, moves_of
from profiles.access import may_edit_student, may_speak_for
from profiles.models import Student

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import Company, School, StudentGroup, User
    from vacancies.models import Vacancy


class Side(StrEnum):
    """From which side somebody reads an application; each reads something else."""

    STUDENT = "student"
    COMPANY = "company"
    CARE = "care"


def side_of(user: "User", application: Application) -> Side:
    """Tell from which side this user sees an application that came through ``visible_to``.

    Who looks after the student (school, guardian, admin) and works for the company reads as the company.
    """
    if may_apply(user, application.student):
        return Side.STUDENT
    return Side.COMPANY if may_see_cards(user, application.vacancy) else Side.CARE


def may_see_cards(user: "User | AnonymousUser", vacancy: "Vacancy") -> bool:
    """Tell whether this user works for the company that offers this vacancy."""
    return bool(user.is_authenticated and vacancy.company_id in user.company_ids)


def may_apply(user: "User", student: "Student") -> bool:
    """Tell whether this user is the student: nobody applies for somebody else."""
    return student.user_id == user.pk


def may_propose(user: "User", student: "Student") -> bool:
    """Tell whether this user is a coordinator of the student's school."""
    return Student.objects.taught_by(user).filter(pk=student.pk).exists()


def acting_sides(user: "User", application: Application) -> list[Step.Side]:
    """List the sides for which this user may act in an application."""
    sides = []
    if may_apply(user, application.student):
        sides.append(Step.Side.STUDENT)
    if may_see_cards(user, application.vacancy):
        sides.append(Step.Side.COMPANY)
    if application.door == Application.Door.PROPOSE and may_propose(user, application.student):
        sides.append(Step.Side.SCHOOL)
    return sides


def verbs_for(user: "User", application: Application) -> list[Verb]:
    """List what this user may do in an application as it stands."""
    found = {move.verb for side in acting_sides(user, application) for move in moves_of(application, side)}
    return [verb for verb in Verb if verb in found]


def reporting_side(user: "User", company: "Company") -> Report.Side | None:
    """Tell as what this user reports a company or what it offers; None for its own people, and for nobody.

    Who is several of these reports as the first.
    """
    if company.pk in user.company_ids:
        return None
    held = {
        Report.Side.STUDENT: hasattr(user, "student"),
        Report.Side.GUARDIAN: user.is_guardian,
        Report.Side.SCHOOL: bool(user.school_ids),
        Report.Side.COMPANY: bool(user.company_ids),
    }
    return next((side for side, is_held in held.items() if is_held), None)


def reporting_side_in(user: "User", application: Application) -> Report.Side | None:
    """Tell as what this user reports the other side of an application; None for who is on neither."""
    side = side_of(user, application)
    if side is Side.STUDENT:
        return Report.Side.STUDENT
    if side is Side.COMPANY:
        return Report.Side.COMPANY
    if may_propose(user, application.student):
        return Report.Side.SCHOOL
    return Report.Side.GUARDIAN if may_speak_for(user, application.student) else None


def may_handle(user: "User", report: Report) -> bool:
    """Tell whether this user takes a report up and closes it (`ReportQuerySet.handled_for`)."""
    return Report.objects.handled_for(user).filter(pk=report.pk).exists()


def may_plan_event(user: "User", school: "School | None") -> bool:
    """Tell whether this user plans events of this school, or (without one) of the region."""
    if user.is_platform_admin:
        return True
    return user.is_region_officer if school is None else school.pk in user.school_ids


def may_organise(user: "User", event: Event) -> bool:
    """Tell whether this user organises an event (`EventQuerySet.organised_by`)."""
    if user.is_platform_admin:
        return True
    return user.is_region_officer if event.school_id is None else event.school_id in user.school_ids


def hosts(user: "User", event: Event) -> bool:
    """Tell whether this user works for a verified company that hosts an event."""
    own = event.hosts.filter(company__in=user.company_ids, company__verified_at__isnull=False)
    return bool(user.company_ids) and own.exists()


def may_expect(user: "User", student: Student) -> bool:
    """Tell whether this user says that a student comes: the student, the own school, the platform admin."""
    return may_edit_student(user, student)


def may_count(user: "User", group: "StudentGroup") -> bool:
    """Tell whether this user counts the pupils of a class: whoever coordinates there, the platform admin."""
    return user.is_platform_admin or group.school_id in user.school_ids
