"""Where a company's people work: an address with its recognitions as a training company."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from profiles.models.organisation import Company
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class EstablishmentQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep the establishments of visible companies."""
        return self.filter(company__in=Company.objects.visible_to(user))


class Establishment(Identified):
    """``recognitions_checked_on`` is empty as long as nobody looked in the recognition register."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="establishments")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True, default="")
    place = models.ForeignKey(
        "reference.Place", models.PROTECT, null=True, blank=True, related_name="establishments"
    )
    leerbedrijf_id = models.CharField(max_length=30, null=True, blank=True, unique=True)
    recognitions_checked_on = models.DateField(null=True, blank=True)

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Recognition(models.Model):
    """An establishment may train for this crebo, from one day up to and including another."""

    establishment = models.ForeignKey(Establishment, models.CASCADE, related_name="recognitions")
    crebo = models.CharField(max_length=5)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["crebo", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "crebo", "valid_from"],
                name="one_recognition_per_establishment_crebo_and_start",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="a_recognition_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(crebo__regex=r"^[0-9]{5}$"), name="a_crebo_has_five_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.crebo} {self.valid_from}–{self.valid_until or ''}"
