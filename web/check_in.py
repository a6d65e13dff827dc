"""Checking in on pages: with a code that one types, or scans."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from placements import checking_in
from placements.models import Slot
from placements.refusals import TEXTS
from profiles import access_log
from web.events import done
from web.forms.check_in import CheckInForm
from web.personal import personal_form
from web.roles import is_student


@personal_form
def type_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that hangs at the host, and check in."""
    form = CheckInForm(request.POST or None)
    if form.is_valid():
        access_log.about(request, [request.user.student])
        try:
            slot = checking_in.check_in(form.cleaned_data["code"], by=request.user).slot
        except tuple(TEXTS) as error:
            form.add_error("code", TEXTS[type(error)])
        else:
            messages.success(request, _said(slot))
            return redirect("event", slot.event.uuid)
    return render(request, "web/check_in.html", {"form": form})


@personal_form
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a code is of, and check in when that is confirmed; of what no code is, ask for another."""
    try:
        slot = checking_in.find_slot(code, by=request.user)
    except checking_in.NoSuchCode as error:
        return _ask_again(request, code, error)
    student = request.user.student
    access_log.about(request, [student])
    if request.method == "POST":
        done(request, lambda: checking_in.check_in(code, by=request.user), _said(slot))
        return redirect("event", slot.event.uuid)
    told = {
        "slot": slot,
        "is_open": checking_in.is_open(slot),
        "is_there": slot.attendances.filter(student=student, checked_in_at__isnull=False).exists(),
    }
    return render(request, "web/check_in_by_code.html", told)


def _ask_again(request: HttpRequest, code: str, error: checking_in.NoSuchCode) -> HttpResponse:
    """Say that no event has a code, and ask for it again. Raises Http404 for who is no student."""
    if not is_student(request.user):
        raise Http404 from error
    form = CheckInForm({"code": code})
    form.add_error("code", TEXTS[type(error)])
    form.data = {}  # the code is not repeated: all that lead nowhere are answered alike
    return render(request, "web/check_in.html", {"form": form}, status=404)


def _said(slot: Slot) -> str:
    where = slot.host.company.name if slot.host else slot.event.title
    return _("You are checked in: %(where)s.") % {"where": where}
