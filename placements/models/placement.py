"""Placements: who worked where, from when to when, and how it ended."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reference.levels import Level
from reference.models import Identified
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User


class PlacementQuerySet(models.QuerySet):
    def started(self) -> Self:
        """Keep what counts: a placement counts from its first day."""
        return self.filter(start__lte=timezone.localdate())

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own, one's school's and all for the platform admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        return self.filter(Q(student__user=user) | Q(school__in=user.school_ids))


class Placement(Identified):
    """It copies what is counted by, so that the count stays true when the student is gone."""

    class Outcome(models.TextChoices):
        FINISHED = "finished", _("finished")
        BROKEN_OFF = "broken_off", _("broken off")

    student = models.ForeignKey(
        "profiles.Student", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    vacancy = models.ForeignKey(Vacancy, models.SET_NULL, null=True, blank=True, related_name="placements")
    company = models.ForeignKey(
        "profiles.Company", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    school = models.ForeignKey(
        "profiles.School", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    programme = models.ForeignKey(
        "reference.Programme", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Vacancy.Kind)
    sector = models.ForeignKey("reference.Sector", models.SET_NULL, null=True, blank=True, related_name="+")
    home_municipality = models.ForeignKey(
        "reference.Municipality", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    work_municipality = models.ForeignKey(
        "reference.Municipality", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    school_year = models.PositiveSmallIntegerField()
    person_key = models.UUIDField(db_index=True)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="a_placement_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}"
