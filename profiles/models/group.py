"""Classes: the groups in which schools count, place and roll over their students."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reference.levels import Level
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class StudentGroupQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep the classes of one's own school; the platform admin sees all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_platform_admin else self.filter(school__in=user.school_ids)

    def with_size(self) -> Self:
        """Annotate ``size``: the students enrolled today, and the pupils who have no profile here."""
        today = timezone.localdate()
        current = Q(enrolments__ended_on__isnull=True) | Q(enrolments__ended_on__gt=today)
        return self.annotate(size=models.Count("enrolments", filter=current) + models.F("pupils"))


class StudentGroup(Identified):
    """``school_year`` is the calendar year in which the year begins; ``coordinator`` looks after it.

    ``pupils`` are those without a profile here, of whom the school holds the names: a number, no people.
    """

    school = models.ForeignKey("profiles.School", models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    school_year = models.PositiveSmallIntegerField()
    programme = models.ForeignKey(
        "reference.Programme", models.SET_NULL, null=True, blank=True, related_name="groups"
    )
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    pupils = models.PositiveSmallIntegerField(default=0)
    coordinator = models.ForeignKey(
        "profiles.User", models.SET_NULL, null=True, blank=True, related_name="groups"
    )

    objects = StudentGroupQuerySet.as_manager()

    class Meta:
        ordering = ["-school_year", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "name"], name="one_class_per_school_year_and_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
