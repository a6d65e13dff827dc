"""Targets: what the region, or a school, wants to reach in a school year."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from monitoring.indicators import Indicator


class Target(models.Model):
    """``value`` is a number, or a percentage for an indicator that is one; of the region without a school."""

    indicator = models.CharField(max_length=40, choices=Indicator)
    school_year = models.PositiveSmallIntegerField()
    school = models.ForeignKey(
        "profiles.School", models.CASCADE, null=True, blank=True, related_name="targets"
    )
    value = models.PositiveIntegerField()
    set_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["school_year", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "school_year"],
                condition=Q(school__isnull=True),
                name="one_target_of_the_region_per_indicator_and_year",
            ),
            models.UniqueConstraint(
                fields=["indicator", "school_year", "school"],
                condition=Q(school__isnull=False),
                name="one_target_per_indicator_year_and_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.school_year}: {self.value}"
