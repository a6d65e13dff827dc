"""Who may act for which organisation, and since when."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class MembershipQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=timezone.now()))

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own, one's colleagues', those of the own office; all for the platform admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        offices = [Membership.Role.REGION_OFFICE] if user.is_region_officer else []
        return self.filter(
            Q(user=user)
            | Q(school__in=user.school_ids)
            | Q(company__in=user.company_ids)
            | Q(role__in=offices)
        )


class Membership(Identified):
    class Role(models.TextChoices):
        SCHOOL_COORDINATOR = "school_coordinator", _("school coordinator")
        COMPANY_MEMBER = "company_member", _("company member")
        COMPANY_ADMIN = "company_admin", _("company administrator")
        REGION_OFFICE = "region_office", _("region office")
        PLATFORM_ADMIN = "platform_admin", _("platform administrator")

    SCHOOL_ROLES = (Role.SCHOOL_COORDINATOR,)
    COMPANY_ROLES = (Role.COMPANY_MEMBER, Role.COMPANY_ADMIN)

    user = models.ForeignKey("profiles.User", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    school = models.ForeignKey(
        "profiles.School", models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    company = models.ForeignKey(
        "profiles.Company", models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role="school_coordinator", school__isnull=False, company__isnull=True)
                | Q(role__in=("company_member", "company_admin"), school__isnull=True, company__isnull=False)
                | Q(role__in=("region_office", "platform_admin"), school__isnull=True, company__isnull=True),
                name="a_membership_names_the_organisation_of_its_role",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school"],
                condition=Q(ended_at__isnull=True, school__isnull=False),
                name="one_open_membership_per_user_role_and_school",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "company"],
                condition=Q(ended_at__isnull=True, company__isnull=False),
                name="one_open_membership_per_user_role_and_company",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_at__isnull=True, school__isnull=True, company__isnull=True),
                name="one_open_membership_per_user_and_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
