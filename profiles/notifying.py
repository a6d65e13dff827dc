"""Telling people what happened: verbs write rows in their own transaction, the outbox sends them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from profiles.models import Notification, NotificationChoice, User
from profiles.models.notification import Kind, Way

DEFAULTS: Mapping[str, str] = {
    Kind.REQUEST: Way.DIRECT,
    Kind.MESSAGE: Way.DIRECT,
    Kind.OUTCOME: Way.DIRECT,
    Kind.REMINDER: Way.DIRECT,
    Kind.CARE: Way.DIGEST,
}
A_DAY = timedelta(days=1)
HAPPENINGS = UUID("b54fb2f0-6f0a-4f6b-9b4e-4a0d2f7c1c55")
"""The name space of keys."""

Words = Mapping[str, Any]
Reader = Callable[[User, Sequence[Notification]], Mapping[UUID, Words]]
"""Gives, per notification, what its template says: ``path`` (of a page), ``student`` (who is spoken of, if
anybody) and more. Of those of which nothing is left, or that the reader may not see any more, nothing."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is told: as which kind, by which template, and who reads what it is about.

    ``adds`` gives what only a mail says, and may take its time; None when there is nothing to mail any more.
    """

    name: str
    kind: Kind
    template: str
    read: Reader
    adds: Callable[[Notification, Words], Words | None] | None = None


class OutcomesAreTold(Exception):
    """How something ended is told by mail in any case."""


EVENTS: dict[str, Event] = {}
"""Filled when the apps are loaded, by whoever knows the nouns."""


def register(*events: Event) -> None:
    """Make events known by their names."""
    EVENTS.update({event.name: event for event in events})


@transaction.atomic
def tell(
    users: Iterable[User],
    event: str,
    about: UUID,
    *,
    key: object = "",
    context: Mapping[str, Any] | None = None,
) -> None:
    """Write for each of these users what happened to something, once per ``key``.

    Sends nothing: that is done by whoever sweeps (`profiles.outbox`), when this transaction is written.
    """
    kind, told = EVENTS[event].kind, list({user.pk: user for user in users}.values())
    ways = ways_of(told, kind)
    rows = [_row(user, event, about, key, context or {}, ways[user.pk]) for user in told]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _row(
    user: User, event: str, about: UUID, key: object, context: Mapping[str, Any], way: str
) -> Notification:
    now = timezone.now()
    row = Notification(
        user=user,
        kind=EVENTS[event].kind,
        event=event,
        about=about,
        context=dict(context),
        key=uuid5(HAPPENINGS, f"{user.uuid} {event} {about} {key}"),
        way=way,
        created_at=now,
        due_at=next_digest(now) if way == Way.DIGEST else now,
    )
    row.mail = row.uuid if way == Way.DIRECT else None
    row.done_at = now if way == Way.OFF else None
    return row


def ways_of(users: Iterable[User], kind: str) -> dict[int, str]:
    """Tell by user how each wants to be told of a kind; one query."""
    ids = [user.pk for user in users]
    chosen = NotificationChoice.objects.filter(user__in=ids, kind=kind).values_list("user", "way")
    return dict.fromkeys(ids, str(DEFAULTS[kind])) | dict(chosen)


def choices_of(user: User) -> dict[str, str]:
    """Tell by kind how a user wants to be told."""
    chosen = NotificationChoice.objects.filter(user=user).values_list("kind", "way")
    return {str(kind): str(way) for kind, way in DEFAULTS.items()} | dict(chosen)


@transaction.atomic
def choose(user: User, kind: str, way: str) -> None:
    """Choose how one is told of a kind from now on; what waits by another way goes by that one.

    Raises `OutcomesAreTold` for switching outcomes off.
    """
    if kind == Kind.OUTCOME and way == Way.OFF:
        raise OutcomesAreTold
    NotificationChoice.objects.update_or_create(user=user, kind=kind, defaults={"way": way})


def next_digest(now: datetime) -> datetime:
    """Give the next moment at which daily mails go."""
    here = timezone.localtime(now)
    at = here.replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return at if at > here else at + A_DAY


def mark_read(user: User, until: UUID) -> int:
    """Note that somebody saw the own notifications up to one of them; give how many were new."""
    own = Notification.objects.visible_to(user)
    newest = own.filter(uuid=until).values_list("pk", flat=True).first()
    return own.unread().filter(pk__lte=newest).update(read_at=timezone.now()) if newest else 0


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Read what these notifications of one user are about; each reader is asked once."""
    known: dict[UUID, Words] = {}
    by_reader: dict[Reader, list[Notification]] = {}
    for row in rows:
        by_reader.setdefault(EVENTS[row.event].read, []).append(row)
    for reader, own in by_reader.items():
        known.update(reader(user, own))
    return known
