"""The access log: who did what to whose data, when, and with which result."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class AccessRecordQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep all for the platform admin, nothing for anybody else."""
        return self if user.is_authenticated and user.is_platform_admin else self.none()


class AccessRecord(models.Model):
    """Ids only, never contents, and no foreign keys: a row outlives what it names.

    ``act`` is method and route name; ``actor``, ``subject`` (whose data: a student) and ``organisation`` (for
    which the actor asked) are public ids; ``object`` is the id that was asked for where nothing was shown.
    """

    class Via(models.TextChoices):
        SESSION = "session", _("the site")
        TOKEN = "token", _("an API token")
        LINK = "link", _("a link in a mail")
        NOBODY = "nobody", _("not signed in")

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.UUIDField(null=True, blank=True, db_index=True)
    via = models.CharField(max_length=10, choices=Via)
    act = models.CharField(max_length=80)
    object = models.UUIDField(null=True, blank=True)
    subject = models.UUIDField(null=True, blank=True, db_index=True)
    organisation = models.UUIDField(null=True, blank=True)
    status = models.PositiveSmallIntegerField()

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "at"], name="accesses_per_organisation")]

    def __str__(self) -> str:
        return f"{self.act} {self.status}"
