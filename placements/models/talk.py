"""Talks: when and where somebody of the company and a student meet, and whether they did."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models.application import Application
from reference.models import Identified


class TalkQuerySet(models.QuerySet):
    def planned(self) -> Self:
        """Keep those of which nobody said yet whether they took place."""
        return self.filter(state=Talk.State.PLANNED)

    def due(self) -> Self:
        """Keep those that began."""
        return self.filter(at__lte=timezone.now())

    def ahead(self) -> Self:
        """Keep those still to come."""
        return self.filter(at__gt=timezone.now())


class Talk(Identified):
    """``at``, ``place`` and ``note`` were said at ``made_at``, after ``moves`` other times."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        NO_SHOW = "no_show", _("did not take place")
        CANCELLED = "cancelled", _("cancelled")

    application = models.ForeignKey(Application, models.CASCADE, related_name="talks")
    at = models.DateTimeField()
    place = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    moves = models.PositiveSmallIntegerField(default=0)
    planned_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    marked_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state="planned"),
                name="one_planned_talk_per_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_ahead(self) -> bool:
        """Whether it is planned and still to come."""
        return self.state == self.State.PLANNED and self.at > timezone.now()

    @property
    def is_due(self) -> bool:
        """Whether it is planned and began: somebody has to say whether it took place."""
        return self.state == self.State.PLANNED and self.at <= timezone.now()
