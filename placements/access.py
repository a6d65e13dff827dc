"""Who may do what with candidates and applications; one place, used by the API and the pages."""

from enum import StrEnum
from typing import TYPE_CHECKING

from placements.models import Application, Step
from placements.steps import Verb, moves_of
from profiles.models import Student

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User
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
