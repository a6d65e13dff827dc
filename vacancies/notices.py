"""Telling a company that a vacancy was taken down, or may be opened again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from profiles import notifying
from profiles.models import Membership, Notification, User
from profiles.notifying import Event, Kind, Words
from vacancies.models import Vacancy

TEMPLATE = "vacancies/mail/decided.txt"
TAKEN_DOWN, ALLOWED = "vacancy-taken-down", "vacancy-allowed"
TEXTS = {
    TAKEN_DOWN: (
        _("The region office took a vacancy down: %(title)s"),
        _(
            "The region office took “%(title)s” down. The reason: %(because)s. No student sees it any more; "
            "what students sent you stays where it is. Is this not right? Tell the region office."
        ),
    ),
    ALLOWED: (
        _("You may open a vacancy again: %(title)s"),
        _("The region office allows “%(title)s” again. It stays closed until you open it."),
    ),
}


def register() -> None:
    """Make known what is told of vacancies."""
    notifying.register(*(Event(name, Kind.OUTCOME, TEMPLATE, read) for name in TEXTS))


def tell(vacancy: Vacancy, event: str, *, key: object) -> None:
    """Tell everybody who works for the company today, in the transaction that decides."""
    working = Membership.objects.current().filter(company=vacancy.company_id)
    users = User.objects.filter(is_active=True, pk__in=working.values("user")).order_by("pk")
    notifying.tell(users, event, vacancy.uuid, key=key)


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Put in words what still holds, of vacancies that this user may see; one query."""
    seen = Vacancy.objects.visible_to(user).filter(uuid__in={row.about for row in rows})
    known = {each.uuid: each for each in seen}
    return {
        row.uuid: _words(row.event, vacancy)
        for row in rows
        if (vacancy := known.get(row.about)) and _holds(row.event, vacancy)
    }


def _holds(event: str, vacancy: Vacancy) -> bool:
    return (vacancy.taken_down_at is not None) == (event == TAKEN_DOWN)


def _words(event: str, vacancy: Vacancy) -> dict[str, Any]:
    subject, text = TEXTS[event]
    told = {"title": vacancy.title, "because": vacancy.taken_down_because}
    return {
        "subject": subject % told,
        "text": text % told,
        "path": reverse("vacancy", args=[vacancy.uuid]),
    }
