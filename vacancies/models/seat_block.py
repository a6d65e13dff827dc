"""Seats of a vacancy that a company keeps apart: for a period, or with one supervisor."""

from django.db import models
from django.db.models import F, Q

from reference.models import Identified
from vacancies.models.vacancy import Vacancy


class SeatBlock(Identified):
    """Where a vacancy has blocks, its ``seats`` and ``seats_taken`` are their sums."""

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="blocks")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    supervisor = models.ForeignKey(
        "profiles.Supervisor", models.SET_NULL, null=True, blank=True, related_name="blocks"
    )
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="no_seat_of_a_block_twice"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="a_block_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start or ''}–{self.end or ''}: {self.taken}/{self.seats}"
