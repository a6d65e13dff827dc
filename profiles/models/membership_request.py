"""Requests to join a company that takes part already."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from profiles.models.membership import Membership
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class MembershipRequestQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep those that nobody answered."""
        return self.filter(answered_at__isnull=True)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own and those that one may answer."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | Q(pk__in=MembershipRequest.objects.answered_by(user).values("pk")))

    def answered_by(self, user: "User") -> Self:
        """Keep those that this person decides on.

        A verified company's administrators decide themselves. Where there is none, or where nobody verified
        who they are, the region office does: otherwise a swindler who is first would decide about the owner.
        """
        admins = Membership.objects.current().filter(
            company=OuterRef("company"), role=Membership.Role.COMPANY_ADMIN
        )
        has_admin = Q(Exists(admins), company__verified_at__isnull=False)
        if user.is_platform_admin:
            return self
        if user.is_region_officer:
            return self.exclude(has_admin)
        return self.filter(has_admin, company__in=user.administered_company_ids)


class MembershipRequest(Identified):
    """Somebody gave the register number of a company that is known: one company never becomes two."""

    user = models.ForeignKey("profiles.User", models.CASCADE, related_name="membership_requests")
    company = models.ForeignKey("profiles.Company", models.CASCADE, related_name="membership_requests")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    agreed = models.BooleanField(null=True, blank=True)

    objects = MembershipRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company"],
                condition=Q(answered_at__isnull=True),
                name="one_open_request_per_person_and_company",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, agreed__isnull=True)
                | Q(answered_at__isnull=False, agreed__isnull=False),
                name="an_answer_to_a_request_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} asks to join {self.company_id}"
