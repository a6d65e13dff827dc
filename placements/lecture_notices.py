"""Telling a company that a lecture is booked, and the other side that it is called off."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from placements.models import Event
from placements.notice_texts import Text
from profiles import notifying
from profiles.models import Membership, Notification, User
from profiles.notifying import Kind, Words

TEMPLATE = "placements/mail/told.txt"


class What(StrEnum):
    """What is told of a booked lecture."""

    BOOKED = "lecture-booked"
    OFF = "lecture-off"


TEXTS: Mapping[str, Text] = {
    What.BOOKED: Text(
        Kind.OUTCOME,
        _("Booked by %(school)s: %(title)s"),
        _("%(school)s booked “%(title)s” for %(day)s at %(time)s."),
    ),
    What.OFF: Text(
        Kind.OUTCOME,
        _("Called off: %(title)s, %(day)s"),
        _("“%(title)s” of %(company)s at %(school)s, %(day)s at %(time)s, is called off."),
    ),
}


def register() -> None:
    """Make known what is told of lectures."""
    notifying.register(*(notifying.Event(str(n), text.kind, TEMPLATE, read) for n, text in TEXTS.items()))


def tell(event: Event, what: What, *, by: User) -> None:
    """Tell the company, and of what is called off whoever booked it; never whoever did it."""
    heard = [user for user in _heard_by(event, what) if user != by]
    notifying.tell(heard, what, event.uuid)


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Put in words, in the language of the moment, what still holds; two queries."""
    seen = Event.objects.visible_to(user).filter(uuid__in={row.about for row in rows})
    known = {each.uuid: each for each in seen.select_related("school").prefetch_related("hosts__company")}
    return {
        row.uuid: _words(row, event) for row in rows if (event := known.get(row.about)) and _holds(row, event)
    }


def _heard_by(event: Event, what: What) -> Iterable[User]:
    working = Membership.objects.current().filter(company__hosts__event=event)
    members = Q(pk__in=working.values("user"))
    booker = Q(pk=event.created_by_id) if what == What.OFF else Q(pk__in=[])
    return User.objects.filter(members | booker, is_active=True).order_by("pk")


def _holds(row: Notification, event: Event) -> bool:
    return (event.state == Event.State.CANCELLED) == (row.event == What.OFF)


def _words(row: Notification, event: Event) -> Words:
    text, at = TEXTS[row.event], timezone.localtime(event.starts_at)
    told = {
        "title": event.title,
        "school": event.school,
        "company": ", ".join(str(host.company) for host in event.hosts.all()),
        "day": date_format(at, "l j F Y"),
        "time": date_format(at, "H:i"),
    }
    return {
        "subject": text.subject % told,
        "text": text.text % told,
        "path": reverse("event", args=[event.uuid]),
    }
