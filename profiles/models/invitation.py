"""One-time links: to join an organisation, to take over a profile, to start taking part."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models.membership import Membership
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep those of the own school, of the company that one administers, of the own office; one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        offices = [Membership.Role.REGION_OFFICE] if user.is_region_officer else []
        return self.filter(
            Q(school__in=user.school_ids)
            | Q(company__in=user.administered_company_ids)
            | Q(role__in=offices)
            | Q(invited_by=user)
        )

    def open(self) -> Self:
        """Keep those that can still be accepted."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())

    def to_join(self) -> Self:
        """Keep those that make somebody a member."""
        return self.filter(role__isnull=False)

    def to_claim(self) -> Self:
        """Keep those by which a student takes over the profile that a school made."""
        return self.filter(student__isnull=False)


class Invitation(Identified):
    """For a membership (``role``), for claiming a profile (``student``), or for starting out (``starts_as``).

    Bound to one address, but for the code on paper with which a student claims a profile. Only the digest of
    the secret is kept.
    """

    LONGEST = timedelta(days=7)

    class StartsAs(models.TextChoices):
        COMPANY = "company", _("company")
        STUDENT = "student", _("student")

    email = models.EmailField(null=True, blank=True)
    role = models.CharField(max_length=30, choices=Membership.Role, null=True, blank=True)
    school = models.ForeignKey(
        "profiles.School", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    company = models.ForeignKey(
        "profiles.Company", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    student = models.ForeignKey(
        "profiles.Student", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    starts_as = models.CharField(max_length=10, choices=StartsAs, null=True, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__isnull=False, student__isnull=True, starts_as__isnull=True)
                | Q(role__isnull=True, student__isnull=False, starts_as__isnull=True)
                | Q(role__isnull=True, student__isnull=True, starts_as__isnull=False),
                name="an_invitation_is_for_a_role_a_profile_or_a_start",
            ),
            models.CheckConstraint(
                condition=Q(role__isnull=True)
                | Q(role="school_coordinator", school__isnull=False, company__isnull=True)
                | Q(role__in=("company_member", "company_admin"), school__isnull=True, company__isnull=False)
                | Q(role__in=("region_office", "platform_admin"), school__isnull=True, company__isnull=True),
                name="an_invitation_names_the_organisation_of_its_role",
            ),
            models.CheckConstraint(
                condition=Q(student__isnull=True) | Q(school__isnull=False, company__isnull=True),
                name="a_profile_is_claimed_from_a_school",
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(student__isnull=False),
                name="only_a_claim_goes_without_an_address",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="an_invitation_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
