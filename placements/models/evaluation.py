"""What both sides thought of a placement: one answer each, at its end."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models.placement import Placement


class Evaluation(models.Model):
    """A mark from 1 to 5 and two closed questions; no words, so that it can stay when the student is gone.

    ``again``: would you do this again (the student: recommend it)? ``prepared``: was the student well
    prepared (the student: did you learn what you came for)?
    """

    class Side(models.TextChoices):
        STUDENT = "student", _("student")
        COMPANY = "company", _("company")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="evaluations")
    student = models.ForeignKey(
        "profiles.Student", models.SET_NULL, null=True, blank=True, related_name="evaluations"
    )
    side = models.CharField(max_length=7, choices=Side)
    score = models.PositiveSmallIntegerField()
    again = models.BooleanField()
    prepared = models.BooleanField()
    given_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "side"], name="each_side_evaluates_a_placement_once"
            ),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="a_mark_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.score}"
