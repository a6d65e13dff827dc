"""Who sees me: choosing it, taking it back, and who looked; the same acts for a guardian's child."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import access_log, sharing
from profiles.editing import Outdated
from profiles.models import Company, Student
from profiles.refusals import TEXTS
from web.forms.guardian import VisibilityForm
from web.personal import personal, personal_act
from web.sight import sight_of, views_of

PER_PAGE = 20
CHANGED = gettext_lazy("Somebody else changed this at the same moment. Look again and choose again.")
REFUSALS = {**TEXTS, Outdated: CHANGED}


@personal
def page(request: HttpRequest) -> HttpResponse:
    """Show who sees the student who asks, and let him or her choose."""
    return render(request, "web/visibility.html", {"sight": sight_of(_own(request), reader=request.user)})


@personal
def views(request: HttpRequest) -> HttpResponse:
    """List which companies looked at the profile of the student who asks."""
    seen = views_of(_own(request), reader=request.user)
    shown = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/views.html", {"page": shown})


@personal_act
def choose(request: HttpRequest, student: UUID) -> HttpResponse:
    """Choose who may see the student, as the student or as a guardian."""
    shown, form = in_care(request, student), VisibilityForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the three."))
        return back_to(request, shown)
    try:
        sharing.choose_visibility(shown, form.cleaned_data["visibility"], by=request.user)
        messages.success(request, _("Saved. It holds from now on."))
    except tuple(REFUSALS) as error:
        messages.error(request, REFUSALS[type(error)])
    return back_to(request, shown)


@personal_act
def withdraw_everything(request: HttpRequest, student: UUID) -> HttpResponse:
    """Hide the student from everybody at once."""
    shown = in_care(request, student)
    sharing.withdraw_everything(shown, by=request.user)
    messages.success(request, _("Done. No company sees the profile any more."))
    return back_to(request, shown)


@personal_act
def withdraw_name(request: HttpRequest, student: UUID, company: UUID) -> HttpResponse:
    """Take the name back from one company."""
    shown = in_care(request, student)
    seeing = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    sharing.withdraw_name(shown, seeing, by=request.user)
    messages.success(request, _("%(company)s does not see the name any more.") % {"company": seeing.name})
    return back_to(request, shown)


def in_care(request: HttpRequest, student: UUID) -> Student:
    """Read a student in the care of whoever asks. Raises Http404."""
    return get_object_or_404(Student.objects.in_care_of(request.user).with_visibility(), uuid=student)


def back_to(request: HttpRequest, student: Student) -> HttpResponse:
    """Go back to the page on which one chooses: one's own, or that of one's child."""
    if student.user_id == request.user.pk:
        return redirect("visibility")
    return redirect("child", student=student.uuid)


def _own(request: HttpRequest) -> Student:
    own = Student.objects.in_care_of(request.user).with_visibility().filter(user=request.user).first()
    if own is None:
        raise Http404
    access_log.about(request, [own])
    return own
