"""Talks: when and where somebody of the company and a student meet, and whether they did."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models.application import Application
from reference.models import Identified


class Talk(Identified):
    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        NO_SHOW = "no_show", _("did not take place")
        CANCELLED = "cancelled", _("cancelled")

    application = models.ForeignKey(Application, models.CASCADE, related_name="talks")
    at = models.DateTimeField()
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    planned_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    marked_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

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
