"""What stands about me: taking it along, and erasing it; the same for a guardian's child."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from placements.resume import resume_of
from profiles import access_log, exporting, forgetting
from profiles.models import Student, User
from profiles.periods import months
from web.forms.erasing import EraseForm
from web.personal import personal, personal_form


@personal
def page(request: HttpRequest, student: UUID | None = None) -> HttpResponse:
    """Show what can be done with what stands about somebody."""
    return render(request, "web/own_data.html", _told(request, _subject(request, student)))


@personal
def download(request: HttpRequest, student: UUID | None = None) -> HttpResponse:
    """Hand out everything in one file."""
    subject = _subject(request, student)
    if subject:
        packed = exporting.export_student(subject, by=request.user, resume=resume_of(subject))
    else:
        packed = exporting.export_account(request.user)
    named = f'attachment; filename="{exporting.file_name()}"'
    return HttpResponse(packed, content_type="application/zip", headers={"Content-Disposition": named})


@personal_form
def erase(request: HttpRequest, student: UUID | None = None) -> HttpResponse:
    """Ask for the own address, and then erase; there is no way back."""
    subject = _subject(request, student)
    form = EraseForm(request.POST or None, address=request.user.email)
    told = _told(request, subject) | {"form": form}
    if not form.is_valid() or not told["can_erase"]:
        return render(request, "web/erase.html", told)
    if subject:
        forgetting.let_go(subject, by=request.user)
    else:
        forgetting.forget_account(request.user, by=request.user)
    return _after(request, subject)


def _subject(request: HttpRequest, student: UUID | None) -> Student | None:
    """Read the child that is named, else the own profile; None for an account without one. Raises Http404."""
    students = Student.objects.spoken_for_by(request.user).select_related("user", "place")
    if student is None:
        found = students.filter(user=request.user).first()
    else:
        found = get_object_or_404(students.exclude(user=request.user), uuid=student)
    access_log.about(request, [found] if found else [])
    return found


def _told(request: HttpRequest, student: Student | None) -> dict[str, object]:
    """Say what goes and what stays."""
    is_own = student is None or student.user_id == request.user.pk
    return {
        "student": student,
        "is_own": is_own,
        "school_keeps": student is not None and forgetting.held_by_school(student),
        "can_erase": student is not None or not forgetting.is_needed(request.user),
        "keeps_account": is_own and student is not None and forgetting.works_or_guards(request.user),
        "periods": months(),
    }


def _after(request: HttpRequest, student: Student | None) -> HttpResponse:
    """Go home; who has no account any more is signed out."""
    if not User.objects.filter(pk=request.user.pk).exists():
        logout(request)
    messages.success(
        request, _("The profile is erased.") if student else _("Your account is erased. Goodbye.")
    )
    return redirect("home")
