"""Events on pages: what one can go to, where and when, and saying that one comes."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from placements import attending, calendar_files, crowds
from placements.models import Attendance, Event, Slot
from placements.models.event import BY_HOST
from placements.printing_codes import may_print_codes
from placements.refusals import TEXTS
from placements.rosters import may_read_roster
from profiles import access_log, mailing
from profiles.models import Student
from web.personal import personal, personal_act

PER_PAGE = 20
LATELY = timedelta(days=14)
"""For how long one finds an event that is over: whoever came is written down afterwards, too."""


@personal
def events(request: HttpRequest) -> HttpResponse:
    """List the events that one can go to, hosts or organises: to come, and lately."""
    seen = Event.objects.visible_to(request.user).filter(ends_at__gte=timezone.now() - LATELY)
    page = Paginator(seen.select_related("school", "place"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/events.html", {"page": page, "now": timezone.now()})


@personal
def event(request: HttpRequest, event: UUID) -> HttpResponse:
    """Show one event: its hosts, in which slots there are seats, and where one is expected oneself."""
    shown = find(request, event)
    student = getattr(request.user, "student", None)
    own = _own(request, student, shown)
    slots = shown.slots.with_taken().select_related("host__company").order_by(*BY_HOST)
    told = {
        "event": shown,
        "slots": [
            (slot, crowds.free_seats(slot, to=request.user), own.get(slot.pk))
            for slot in slots.order_by("host", "starts_at", "pk")
        ],
        "may_come": student is not None and shown.state in (Event.State.PLANNED, Event.State.HELD),
        "may_print": may_print_codes(request.user, shown),
        "may_read": may_read_roster(request.user, shown),
        "now": timezone.now(),
    }
    return render(request, "web/event.html", told)


@personal
def calendar_file(request: HttpRequest, event: UUID) -> HttpResponse:
    """Give the event, or the slots in which one is expected, as a file for a calendar."""
    shown = find(request, event)
    own = _own(request, getattr(request.user, "student", None), shown)
    slots = shown.slots.select_related("host__company").filter(pk__in=own)
    text = calendar_files.of_event(shown, slots, mailing.link("event", shown.uuid))
    disposition = {"Content-Disposition": 'attachment; filename="event.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=disposition)


@personal_act
def come(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Say, as a student, that one comes."""
    return _say(request, slot, attending.expect, _("You are expected. See you there!"))


@personal_act
def stay_away(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Say, as a student, that one does not come after all."""
    return _say(request, slot, attending.no_longer_expect, _("You are not expected any more."))


def find(request: HttpRequest, event: UUID) -> Event:
    """Find an event that one may see. Raises Http404."""
    seen = Event.objects.visible_to(request.user).select_related("school", "place__municipality")
    return get_object_or_404(seen, uuid=event)


def find_slot(request: HttpRequest, slot: UUID) -> Slot:
    """Find a slot of an event that one may see. Raises Http404."""
    seen = Slot.objects.visible_to(request.user).select_related("event__place", "host__company")
    return get_object_or_404(seen, uuid=slot)


def _own(request: HttpRequest, student: Student | None, event: Event) -> dict[int, Attendance]:
    if student is None:
        return {}
    access_log.about(request, [student])
    rows: QuerySet[Attendance] = Attendance.objects.filter(student=student, slot__event=event)
    return {each.slot_id: each for each in rows}


def _say(request: HttpRequest, slot: UUID, verb: Callable[..., object], said: str) -> HttpResponse:
    shown, student = find_slot(request, slot), getattr(request.user, "student", None)
    if student is None:
        raise Http404
    access_log.about(request, [student])
    done(request, lambda: verb(shown, student, by=request.user), said)
    return redirect("event", shown.event.uuid)


def done(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Do what a button asks, and tell that it is done or why not."""
    try:
        act()
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
        return False
    messages.success(request, said)
    return True
