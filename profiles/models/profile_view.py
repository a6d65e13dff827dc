"""Which company opened whose profile: what the student reads, and what is counted for ever."""

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models.guardianship import Guardianship
from reference.levels import Level
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class PersonKey(models.Model):
    """A random number for one student in a school year; gone with the student: no count leads back."""

    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="person_keys")
    school_year = models.PositiveSmallIntegerField()
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "school_year"], name="one_person_key_per_student_and_school_year"
            )
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"


class ProfileViewQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep who saw oneself or a child in one's care, and what one's own company opened."""
        if not user.is_authenticated:
            return self.none()
        wards = Guardianship.objects.in_force().filter(user=user).values("student")
        own = Q(student__user=user) | Q(student__in=wards)
        return self.filter(own | Q(company__in=user.company_ids))


class ProfileView(Identified):
    """One row per company, person, day and stage; it copies what is counted by (see `Placement`)."""

    class Stage(models.TextChoices):
        CARD = "card", _("the anonymous card")
        NAME = "name", _("the profile with the name")

    student = models.ForeignKey(
        "profiles.Student", models.SET_NULL, null=True, blank=True, related_name="views"
    )
    company = models.ForeignKey(
        "profiles.Company", models.SET_NULL, null=True, blank=True, related_name="views"
    )
    user = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=4, choices=Stage)
    at = models.DateTimeField(default=timezone.now)
    day = models.DateField(default=timezone.localdate)
    person_key = models.UUIDField(db_index=True)
    school = models.ForeignKey("profiles.School", models.SET_NULL, null=True, blank=True, related_name="+")
    programme = models.ForeignKey(
        "reference.Programme", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    sector = models.ForeignKey("reference.Sector", models.SET_NULL, null=True, blank=True, related_name="+")
    home_municipality = models.ForeignKey(
        "reference.Municipality", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    school_year = models.PositiveSmallIntegerField()

    objects = ProfileViewQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person_key", "day", "stage"],
                name="one_view_per_company_person_day_and_stage",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} on {self.day}"
