"""Measurements: how an indicator stood on a day, written once and never worked out again."""

from django.db import models
from django.db.models import F, Q

from monitoring.indicators import Indicator, Scope, Value


class Measurement(models.Model):
    """``key`` is the uuid or code of what ``scope`` is about, empty for the region.

    ``count`` is what was counted from the first day of the school year until and including ``day``; for a
    percentage it is the part of ``of``.
    """

    indicator = models.CharField(max_length=40, choices=Indicator)
    day = models.DateField()
    scope = models.CharField(max_length=12, choices=Scope)
    key = models.CharField(max_length=60, blank=True, default="")
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["day", "indicator", "scope", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "day", "scope", "key"], name="measured_once_per_day_and_scope"
            ),
            models.CheckConstraint(
                condition=Q(of__isnull=True) | Q(count__lte=F("of")), name="a_part_is_no_more_than_the_whole"
            ),
            models.CheckConstraint(
                condition=Q(scope="region", key="") | ~(Q(scope="region") | Q(key="")),
                name="only_the_region_needs_no_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.day} {self.scope} {self.key}"

    @property
    def value(self) -> Value:
        """The count, with its whole."""
        return Value(self.count, self.of)
