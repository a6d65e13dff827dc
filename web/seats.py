"""The places of a vacancy on a page: how many are taken, and how the company arranges them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from placements.refusals import TEXTS
from placements.seating import BadSeats, SeatsTaken, arrange
from profiles.models import Supervisor
from vacancies.access import may_edit_vacancy
from vacancies.models import Vacancy
from web.forms.seats import SeatsForm
from web.personal import personal_form
from web.vacancy import find


@personal_form
def seats(request: HttpRequest, vacancy: UUID) -> HttpResponse:
    """Show how many places there are and are taken, and arrange them; what cannot be comes back with why."""
    shown = find(request, vacancy)
    if not may_edit_vacancy(request.user, shown):
        raise PermissionDenied if request.method == "POST" else Http404
    working = Supervisor.objects.filter(establishment__company=shown.company_id, left_at__isnull=True)
    form = SeatsForm(request.POST if request.method == "POST" else None, vacancy=shown, supervisors=working)
    if form.is_valid() and _arranges(request, form, shown):
        messages.success(request, _("The places are saved."))
        return redirect("seats", shown.uuid)
    free = shown.seats - shown.seats_taken
    return render(request, "web/seats.html", {"vacancy": shown, "form": form, "free": free})


def _arranges(request: HttpRequest, form: SeatsForm, vacancy: Vacancy) -> bool:
    """Arrange the places, or say at the number why not."""
    told, kept = form.cleaned_data, form.kept
    try:
        arrange(vacancy, seats=told["seats"], kept=kept, intake=told["intake_per_month"], by=request.user)
    except SeatsTaken:
        why = _("%(taken)d of these places are taken: there cannot be fewer, and a row that holds one stays.")
        form.add_error("seats", why % {"taken": vacancy.seats_taken})
    except BadSeats as error:
        count = sum(each.seats for each in kept)
        why = _("The rows below add up to %(count)d. Make both numbers the same.") % {"count": count}
        form.add_error("seats", why if count != told["seats"] else TEXTS[type(error)])
    return not form.errors
