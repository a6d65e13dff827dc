"""The outbox: whoever sweeps claims what waits, sends it, and marks it; killed anywhere, nothing is lost.

A mail is claimed by moving the moment at which it may be tried into the future; who dies while sending lets
that moment come. The mail is then sent again under the same name: a file is written over, and mail servers
get the same Message-ID (SMTP itself promises no more than at least once).
"""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from profiles import mailing, notifying, wording
from profiles.models import Notification, User
from profiles.models.notification import Way

MOST = 2_000
SECONDS = 240
"""A sweep stops after so many mails, or so long: within the time limit of a task."""
FAILURES = 5
"""So many failures in a row end a sweep: then it is the mail server, and the next sweep goes on."""
LONGEST_WAIT = timedelta(hours=6)

_log = logging.getLogger(__name__)


def sweep() -> int:
    """Send what is due, each mail once; gives how many went. May run beside itself."""
    _gather(timezone.now())
    sent = failures = 0
    began = time.monotonic()
    with get_connection() as server:
        for _ in range(MOST):
            leader = _claim(timezone.now())
            if leader is None or failures == FAILURES or time.monotonic() - began > SECONDS:
                break
            is_sent = _try(leader, server)
            failures = 0 if is_sent is not None else failures + 1
            sent += bool(is_sent)
    return sent


def wait_after(attempts: int) -> timedelta:
    """Give how long to wait after so many attempts: a minute, then twice as long each time, up to hours."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 20)), LONGEST_WAIT)


def _gather(now: datetime) -> None:
    """Bind the rows that wait for a daily mail together, a mail per user; what is bound stays bound."""
    waiting = Notification.objects.ungathered(now).order_by("user").values_list("user", flat=True)
    for user in list(waiting.distinct()):
        with transaction.atomic():
            own = Notification.objects.ungathered(now).filter(user=user).order_by("pk")
            rows = list(_locked(own))
            if rows:
                Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail=rows[0].uuid)


def _claim(now: datetime) -> Notification | None:
    """Take the mail that waits longest, so that nobody else tries it before its time is up."""
    due = Notification.objects.leading(now).order_by("due_at", "pk")
    if not due.exists():  # outside a transaction: on SQLite each one holds up whoever writes
        return None
    with transaction.atomic():
        leader = _locked(due).first()
        if leader is not None:
            leader.attempts += 1
            until = now + max(timedelta(seconds=settings.OUTBOX_LEASE_SECONDS), _late(leader))
            Notification.objects.filter(pk=leader.pk).update(attempts=F("attempts") + 1, due_at=until)
    return leader


def _late(leader: Notification) -> timedelta:
    """Give how long to wait when whoever tries dies of it: at first no longer than the lease."""
    return wait_after(leader.attempts) if leader.attempts > 1 else timedelta()


def _locked(rows: QuerySet[Notification]) -> QuerySet[Notification]:
    """Lock rows and pass by those that somebody else holds; SQLite's transactions come one after another."""
    skips = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(skip_locked=skips)


def _try(leader: Notification, server: BaseEmailBackend) -> bool | None:
    """Send one mail and mark its rows; tells whether one went, None when it failed and waits again."""
    try:
        rows = list(Notification.objects.open().filter(mail=leader.uuid).order_by("pk"))
        is_sent = _send(leader, rows, server)
    except Exception:  # whatever is wrong with one mail, the others go
        _log.exception("notification %s could not be sent", leader.uuid)
        server.close()
        Notification.objects.filter(pk=leader.pk).update(due_at=timezone.now() + wait_after(leader.attempts))
        return None
    now = timezone.now()
    done = Notification.objects.open().filter(pk__in=[row.pk for row in rows])
    done.update(done_at=now, sent_at=now if is_sent else None)
    return is_sent


def _send(leader: Notification, rows: list[Notification], server: BaseEmailBackend) -> bool:
    user = User.objects.get(pk=leader.user_id)
    choices = notifying.choices_of(user)
    wanted = [row for row in rows if choices[row.kind] != Way.OFF]
    mail = wording.letter(user, wanted) if wanted and user.is_active else None
    if mail is None:
        return False
    mailing.send_as(leader.uuid, mail, server)
    return True
