"""Writing a message on the page of an application, and saying that one has seen what was written."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from placements import messaging
from placements.refusals import TEXTS
from web.applications import find, show
from web.forms.message import MessageForm
from web.personal import personal_act


@personal_act
def write(request: HttpRequest, application: UUID) -> HttpResponse:
    """Write to the other side; what cannot be sent comes back with the reason."""
    shown, form = find(request, application), MessageForm(request.POST)
    if not form.is_valid() and messaging.writing_side(request.user, shown):
        return show(request, shown, form)
    try:
        messaging.write(shown, form.cleaned_data.get("text", ""), by=request.user)
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
    return redirect("application", shown.uuid)


@personal_act
def mark_read(request: HttpRequest, application: UUID) -> HttpResponse:
    """Mark what was written to one's side as seen."""
    shown = find(request, application)
    messaging.mark_read(shown, by=request.user)
    return redirect("application", shown.uuid)
