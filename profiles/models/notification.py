"""What somebody is told: a row that a verb writes with its act, listed on the site and sent by mail."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class Kind(models.TextChoices):
    """What one chooses a way for."""

    REQUEST = "request", _("Somebody asks you something")
    MESSAGE = "message", _("Messages in applications")
    OUTCOME = "outcome", _("How something ended")
    REMINDER = "reminder", _("Reminders before a term ends")
    CARE = "care", _("What happens around students in your care")


class Way(models.TextChoices):
    """How a notification reaches somebody; on the site it stands in any case."""

    DIRECT = "direct", _("By mail, at once")
    DIGEST = "digest", _("By mail, once a day")
    OFF = "off", _("Not by mail")


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own; nobody else reads what somebody was told."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def open(self) -> Self:
        """Keep those with which the outbox is not done yet."""
        return self.filter(done_at__isnull=True)

    def leading(self, now: datetime) -> Self:
        """Keep the open ones whose mail may be tried now: the first row of each mail stands for it."""
        return self.open().filter(mail=F("uuid"), due_at__lte=now)

    def ungathered(self, now: datetime) -> Self:
        """Keep those that wait for a daily mail whose hour has come."""
        return self.open().filter(mail__isnull=True, due_at__lte=now)


class Notification(Identified):
    """``event`` says what happened (`profiles.notifying.EVENTS`), ``about`` to what; ``context`` holds ids.

    ``key`` keeps a repeated act from telling twice. ``mail`` names the mail in which it goes, after the first
    row in it, which carries the attempts: ``due_at`` is when it may be tried, later than now while somebody
    is trying. ``done_at`` is set when nothing is left to send, ``sent_at`` when a mail went.
    """

    user = models.ForeignKey("profiles.User", models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=10, choices=Kind)
    event = models.CharField(max_length=40)
    about = models.UUIDField()
    context = models.JSONField(default=dict, blank=True)
    key = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    way = models.CharField(max_length=6, choices=Way)
    mail = models.UUIDField(null=True, blank=True, db_index=True)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_notification_per_user_and_happening"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(done_at__isnull=False),
                name="what_was_sent_is_done",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at__isnull=True), name="notifications_to_send"),
            models.Index(fields=["user", "-created_at"], name="notifications_of_a_user"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.uuid}"


class NotificationChoice(models.Model):
    """How somebody wants to be told of one kind; without a row the default holds."""

    user = models.ForeignKey("profiles.User", models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=10, choices=Kind)
    way = models.CharField(max_length=6, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_way_per_user_and_kind"),
            models.CheckConstraint(
                condition=~Q(kind="outcome", way="off"), name="outcomes_are_not_switched_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.way}"
