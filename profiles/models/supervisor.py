"""Who looks after students at work (praktijkopleider)."""

from typing import TYPE_CHECKING, Self

from django.db import models

from profiles.models.establishment import Establishment
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class SupervisorQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep those of one's own company; all for the admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        return self.filter(establishment__company__in=user.company_ids)


class Supervisor(Identified):
    establishment = models.ForeignKey(Establishment, models.CASCADE, related_name="supervisors")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True, default="")
    left_at = models.DateTimeField(null=True, blank=True)

    objects = SupervisorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "name"], name="one_supervisor_per_establishment_and_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
