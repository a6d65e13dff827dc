"""Telling people that there is a message: the mail says about what, never what was written or by whom."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from placements import hearing
from placements.models import Application, Message
from profiles import notifying
from profiles.models import Notification, User
from profiles.notifying import Event, Kind, Words
from profiles.sharing import contact_through_school

EVENT = "message"
EMPTY = _("says nothing")


def register() -> None:
    """Make known what is told of messages."""
    notifying.register(Event(EVENT, Kind.MESSAGE, "placements/mail/message.txt", read))


def tell(message: Message) -> None:
    """Tell everybody who reads it but whoever wrote it, in the transaction that writes it."""
    readers = [user for user in readers_of(message.application) if user.pk != message.by_id]
    notifying.tell(readers, EVENT, message.application.uuid, key=message.uuid)


def readers_of(application: Application) -> list[User]:
    """List who reads what is written in an application that is open for messages."""
    company = hearing.company_members(application)
    who = Q(pk__in=company.values("pk")) | Q(student=application.student_id)
    if contact_through_school(application.student):
        who |= hearing.carers(application)
    return list(User.objects.filter(who, is_active=True).distinct().order_by("pk"))


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Say of which vacancy, where the reader may still see the application."""
    seen = Application.objects.visible_to(user).filter(uuid__in={row.about for row in rows})
    titles = dict(seen.values_list("uuid", "vacancy__title"))
    return {
        row.uuid: {"vacancy": titles[row.about], "path": reverse("application", args=[row.about])}
        for row in rows
        if row.about in titles
    }
