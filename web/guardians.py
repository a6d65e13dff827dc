"""Naming a guardian, reminding one, and the school's word on who it is."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import access_log, guarding
from profiles.ages import needs_guardian
from profiles.models import Guardianship, Student
from profiles.sharing import AgeUnknown
from web.forms.guardian import NameGuardianForm
from web.personal import personal, personal_act, personal_form
from web.visibility import in_care

PER_PAGE = 50
REFUSALS = {
    AgeUnknown: gettext_lazy("The birth date is not known. The school can fill it in."),
    guarding.OldEnough: gettext_lazy("This student decides alone; no parent or guardian is asked."),
    guarding.OwnAddress: gettext_lazy(
        "This is the student's own address. Give that of the parent or guardian."
    ),
    guarding.AlreadyNamed: gettext_lazy("This address was asked already."),
    guarding.TooManyGuardians: gettext_lazy("Two parents or guardians were asked already."),
}


@personal_form
def of_student(request: HttpRequest, student: UUID) -> HttpResponse:
    """List the guardians of a student in one's care, and name another."""
    shown = in_care(request, student)
    form = NameGuardianForm(request.POST or None)
    if form.is_valid():
        try:
            guarding.ask(shown, form.cleaned_data["email"], by=request.user)
            messages.success(request, _("The question is on its way by mail."))
            return redirect("guardians-of", student=shown.uuid)
        except tuple(REFUSALS) as error:
            form.add_error("email", REFUSALS[type(error)])
    asked = Guardianship.objects.visible_to(request.user).open().filter(student=shown)
    guardians = list(asked.select_related("user"))
    told = {
        "student": shown,
        "is_own": shown.user_id == request.user.pk,
        "is_ward": any(each.user_id == request.user.pk for each in guardians),
        "guardians": guardians,
        "form": form,
        "is_young": needs_guardian(shown.birth_date),
        "most": Guardianship.MOST,
    }
    return render(request, "web/guardians_of.html", told)


@personal_act
def remind(request: HttpRequest, guardianship: UUID) -> HttpResponse:
    """Send a guardian who has not answered a new link."""
    asked = _visible(request, guardianship)
    try:
        guarding.remind(asked, by=request.user)
        messages.success(request, _("A new link is on its way. The former one does not work any more."))
    except guarding.LinkGone:
        messages.info(request, _("An answer came already, or it has ended."))
    return redirect("guardians-of", student=asked.student.uuid)


@personal
def waiting(request: HttpRequest) -> HttpResponse:
    """List the guardians who answered and whom the school has to confirm."""
    own = Student.objects.filter(user=OuterRef("user"))
    rows = Guardianship.objects.visible_to(request.user).waiting().exclude(user=request.user)
    rows = (
        rows.annotate(is_student=Exists(own)).select_related("student", "user").order_by("answered_at", "pk")
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    access_log.about(request, (row.student for row in shown))
    return render(request, "web/waiting_guardians.html", {"page": shown})


@personal_act
def confirm(request: HttpRequest, guardianship: UUID) -> HttpResponse:
    """Say for the school that this is the guardian."""
    try:
        guarding.confirm(_visible(request, guardianship), by=request.user)
        messages.success(request, _("Confirmed. From now on this answer counts."))
    except guarding.LinkGone:
        messages.info(request, _("This one has ended, or has not answered yet."))
    return redirect("waiting-guardians")


@personal_act
def refuse(request: HttpRequest, guardianship: UUID) -> HttpResponse:
    """Say for the school that this is not the guardian."""
    guarding.refuse(_visible(request, guardianship), by=request.user)
    messages.success(request, _("Refused. This answer does not count."))
    return redirect("waiting-guardians")


def _visible(request: HttpRequest, guardianship: UUID) -> Guardianship:
    rows = Guardianship.objects.visible_to(request.user).select_related("student__user", "user")
    found = get_object_or_404(rows, uuid=guardianship)
    access_log.about(request, [found.student])
    return found
