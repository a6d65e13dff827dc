"""Proposing a place to a student of one's school: what happens then, what is in the way, and doing it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from placements.access import may_propose
from placements.applying import propose as send
from placements.applying import refuse_proposal
from placements.models import Application
from placements.refusals import TEXTS
from placements.stepping import term_for
from profiles.models import Student, User
from profiles.sharing import contact_through_school
from vacancies.models import Vacancy
from web.application_rows import Line, lines_for
from web.days import write_day
from web.personal import personal_act
from web.vacancy import find

Door, Turn = Application.Door, Application.Turn


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a coordinator may do about one student and one vacancy; ``obstacle`` says why nothing."""

    student: Student
    applications: list[Line]
    obstacle: str | Promise
    lacks_account: bool
    confirm_by: date
    through_school: bool


@personal_act
def propose(request: HttpRequest, student: UUID, vacancy: UUID) -> HttpResponse:
    """Propose a vacancy to a student of one's school, and go back to what suits the student."""
    proposed = get_object_or_404(Student.objects.in_care_of(request.user), uuid=student)
    try:
        sent = send(proposed, find(request, vacancy), by=request.user)
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
        return redirect("student-vacancy", student, vacancy)
    told = {"student": proposed.first_name, "day": write_day(sent.answer_by)}
    messages.success(request, _("Proposed. %(student)s can confirm until %(day)s.") % told)
    return redirect("student-matches", student)


def proposal_for(user: User, student: Student, vacancy: Vacancy) -> Proposal | None:
    """Look whether this user may propose, and what stands in the way; None who never may."""
    if not may_propose(user, student):
        return None
    asked = Application.objects.visible_to(user).filter(student=student, vacancy=vacancy)
    return Proposal(
        student=student,
        applications=lines_for(
            asked.select_related("student", "vacancy__company").prefetch_related("talks"), user
        ),
        obstacle=_obstacle(student, vacancy),
        lacks_account=student.user_id is None,
        confirm_by=term_for(Turn.STUDENT, Door.PROPOSE),
        through_school=contact_through_school(student),
    )


def _obstacle(student: Student, vacancy: Vacancy) -> str | Promise:
    try:
        refuse_proposal(student, vacancy)
    except tuple(TEXTS) as error:
        return TEXTS[type(error)]
    return ""
