"""Showing an employer who is behind an application, once the student let the company see the name."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch

from placements.access import may_see_cards
from placements.models import Application
from profiles.models import ProfileView, Student
from profiles.viewing import note_view
from reference.models import Skill

if TYPE_CHECKING:
    from profiles.models import User


def open_profile(application: Application, *, by: "User") -> Student:
    """Give the student behind an application to one's company; the student sees that it was opened.

    Raises `PermissionDenied` for anybody else than the company, and `Student.DoesNotExist` where the name is
    not shown (yet, or any more).
    """
    company = application.vacancy.company
    if not may_see_cards(by, application.vacancy):
        raise PermissionDenied
    students = Student.objects.named_to([company.pk]).select_related(
        "programme__sector", "place__municipality"
    )
    named = Prefetch("skills__skill", Skill.objects.with_name())
    student = students.prefetch_related("skills", named).get(pk=application.student_id)
    note_view(student, company, stage=ProfileView.Stage.NAME, by=by)
    return student
