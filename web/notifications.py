"""What somebody was told, and the choice of what comes by mail and how often."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from profiles import access_log, notifying, wording
from profiles.models import Notification
from web.forms.notifications import ChoiceForm, UntilForm
from web.personal import personal, personal_act, personal_form

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One notification as a line: what happened, when, and on which page it stands."""

    text: str
    path: str
    at: datetime
    is_new: bool


@personal
def notifications(request: HttpRequest) -> HttpResponse:
    """List what one was told, the last first; looking at it marks nothing."""
    rows = Notification.objects.visible_to(request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    words = notifying.read(request.user, shown)
    access_log.about(request, [each["student"] for each in words.values() if "student" in each])
    told = [
        Told(wording.line(row, words[row.uuid]), words[row.uuid]["path"], row.created_at, row.read_at is None)
        for row in shown
        if row.uuid in words
    ]
    newest = shown[0].uuid if shown else None
    return render(request, "web/notifications.html", {"page": page, "told": told, "newest": newest})


@personal_act
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark what one saw: the newest that the page showed, and all before it; nothing, when it is no more."""
    form = UntilForm(request.POST)
    if form.is_valid():
        notifying.mark_read(request.user, form.cleaned_data["until"])
    return redirect("notifications")


@personal_form
def choices(request: HttpRequest) -> HttpResponse:
    """Let somebody choose, per kind, how to be told."""
    chosen = notifying.choices_of(request.user)
    form = ChoiceForm(request.POST or None, kinds=_kinds(request), initial=chosen)
    if form.is_valid():
        for kind, way in form.cleaned_data.items():
            notifying.choose(request.user, kind, way)
        messages.success(request, _("Your choice is kept."))
        return redirect("notification-choices")
    return render(request, "account/notification_choices.html", {"form": form})


def _kinds(request: HttpRequest) -> list[notifying.Kind]:
    """List the kinds of which this person may be told: students in one's care for who has them."""
    cares = bool(request.user.is_guardian or request.user.school_ids)
    return [kind for kind in notifying.Kind if cares or kind != notifying.Kind.CARE]
