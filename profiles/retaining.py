"""What ends by itself: rules that say what is due at a moment, and what then happens to it."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from profiles import forgetting, tombstones
from profiles.models import (
    AccessRecord,
    ApiToken,
    Guardianship,
    Invitation,
    JobRun,
    Membership,
    MembershipRequest,
    Notification,
    ProfileView,
    User,
)
from profiles.periods import limit

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rule:
    """``due`` gives the rows at a moment, at the limit itself included; ``act`` ends them."""

    name: str
    due: Callable[[datetime], QuerySet | list]
    act: Callable[[Any], object] = QuerySet.delete


class NotAllEnded(Exception):
    """Something that was due could not be ended; it stands in the log, and the rest was done."""


def sweep(rules: Iterable[Rule], now: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """End what is due by each rule and give how many by name; with ``dry_run`` only count.

    One rule that fails does not keep the others from being applied; raises `NotAllEnded` in the end.
    """
    ended: dict[str, int] = {}
    failed = []
    for rule in rules:
        rows = rule.due(now)
        ended[rule.name] = len(rows) if isinstance(rows, list) else rows.count()
        try:
            if ended[rule.name] and not dry_run:
                rule.act(rows)
        except Exception:  # the next rule is about other people
            _log.exception("could not end %s", rule.name)
            failed.append(rule.name)
    if failed:
        raise NotAllEnded(", ".join(failed))
    return ended


def one_by_one(act: Callable[[Any], object]) -> Callable[[Iterable[Any]], None]:
    """Let one person's trouble not be another's: each is a transaction of its own."""

    def all_of(rows: Iterable[Any]) -> None:
        failed = 0
        for row in rows:
            try:
                act(row)
            except Exception:  # told below, and tried again tomorrow
                _log.exception("could not end row %s", row.pk)
                failed += 1
        if failed:
            raise NotAllEnded(str(failed))

    return all_of


def ended_sessions(now: datetime) -> QuerySet[Session]:
    """Find sessions that are over; how long one lasts is ``SESSION_COOKIE_AGE``."""
    return Session.objects.filter(expire_date__lte=now)


def ended_tokens(now: datetime) -> QuerySet[ApiToken]:
    """Find tokens that ended a period ago."""
    before = limit("token", now)
    return ApiToken.objects.filter(Q(expires_at__lte=before) | Q(revoked_at__lte=before))


def ended_invitations(now: datetime) -> QuerySet[Invitation]:
    """Find invitations that were used, revoked or left a period ago."""
    before = limit("invitation", now)
    return Invitation.objects.filter(
        Q(expires_at__lte=before) | Q(used_at__lte=before) | Q(revoked_at__lte=before)
    )


def answered_requests(now: datetime) -> QuerySet[MembershipRequest]:
    """Find requests to join that were answered a period ago."""
    return MembershipRequest.objects.filter(answered_at__lte=limit("invitation", now))


def ended_guardianships(now: datetime) -> QuerySet[Guardianship]:
    """Find guardianships that ended a year ago: until then they prove who consented."""
    return Guardianship.objects.filter(ended_at__lte=limit("erased", now))


def old_accesses(now: datetime) -> QuerySet[AccessRecord]:
    """Find rows of the access log that are a period old."""
    return AccessRecord.objects.filter(at__lte=limit("access", now))


def old_viewers(now: datetime) -> QuerySet[ProfileView]:
    """Find views of which we still know the person who looked; the company stays."""
    return ProfileView.objects.filter(at__lte=limit("access", now), user__isnull=False)


def idle_accounts(now: datetime) -> list[User]:
    """Find accounts on which nothing hangs, a year after the last thing that did."""
    before = limit("erased", now)
    working = Membership.objects.current().values("user")
    idle = User.objects.filter(student__isnull=True).exclude(pk__in=working)
    idle = idle.exclude(guardianships__in=Guardianship.objects.open()).annotate(
        left_at=Max("memberships__ended_at"), released_at=Max("guardianships__ended_at")
    )
    moments = [Coalesce(moment, "created_at") for moment in ("last_login", "left_at", "released_at")]
    return list(idle.annotate(idle_since=Greatest("created_at", *moments)).filter(idle_since__lte=before))


def old_notifications(now: datetime) -> QuerySet[Notification]:
    """Find what people were told a period ago, sent or not."""
    return Notification.objects.filter(created_at__lte=limit("outbox", now))


def old_runs(now: datetime) -> QuerySet[JobRun]:
    """Find notes of jobs that ran a period ago."""
    return JobRun.objects.filter(day__lte=timezone.localdate(limit("invitation", now)))


RULES = (
    Rule("sessions", ended_sessions),
    Rule("tokens", ended_tokens),
    Rule("invitations", ended_invitations),
    Rule("requests to join", answered_requests),
    Rule("guardianships", ended_guardianships),
    Rule("access log", old_accesses),
    Rule("viewers", old_viewers, lambda views: views.update(user=None)),
    Rule("accounts", idle_accounts, one_by_one(lambda user: forgetting.forget_account(user, by=None))),
    Rule("notifications", old_notifications),
    Rule("job notes", old_runs),
)


def retain(now: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """End what is due of accounts and what goes with them; completes the file of tombstones."""
    if not dry_run:
        tombstones.complete_file()
    return sweep(RULES, now, dry_run=dry_run)
