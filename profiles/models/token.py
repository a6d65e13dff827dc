"""Tokens with which programs sign in; only their digest is kept."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models.membership import Membership
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class ApiTokenQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Keep those that open something: not expired or revoked, of a member of what takes part today."""
        now = timezone.now()
        left = Q(membership__isnull=False, membership__ended_at__lte=now)
        closed = Q(membership__company__isnull=False, membership__company__verified_at__isnull=True)
        office = Q(membership__role=Membership.Role.PLATFORM_ADMIN)
        standing = self.filter(expires_at__gt=now, revoked_at__isnull=True, user__is_active=True)
        return standing.exclude(left).exclude(closed).exclude(office)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own, and those for the schools and companies that one looks after."""
        if not user.is_authenticated:
            return self.none()
        looked_after = Q(membership__school__in=user.school_ids) | Q(
            membership__company__in=user.administered_company_ids
        )
        return self.filter(Q(user=user) | looked_after)


class ApiToken(Identified):
    """Acts as its user within one membership (one organisation), as far as its scopes reach.

    Without a membership it reaches what is the user's own as a person.
    """

    LONGEST = timedelta(days=365)

    class Scope(models.TextChoices):
        REFERENCE_READ = "reference:read", _("read public lists")
        VACANCIES_READ = "vacancies:read", _("read vacancies and companies")
        VACANCIES_WRITE = "vacancies:write", _("publish and close vacancies")
        STUDENTS_READ = "students:read", _("read student profiles")
        STUDENTS_WRITE = "students:write", _("change student profiles")
        STUDENTS_ERASE = "students:erase", _("erase students, as far as the user may")
        CANDIDATES_READ = "candidates:read", _("read anonymous cards")
        APPLICATIONS_READ = "applications:read", _("read applications and invitations")
        APPLICATIONS_WRITE = "applications:write", _("apply, invite and answer")
        PLACEMENTS_READ = "placements:read", _("read placements and their agreements")
        PLACEMENTS_WRITE = "placements:write", _("fill in, sign, start and end placements")
        EVENTS_READ = "events:read", _("read events")
        EVENTS_WRITE = "events:write", _("plan events, and say who comes and is there")
        RECOGNITIONS_WRITE = "recognitions:write", _("bring in recognitions of companies")
        COUNTS_READ = "counts:read", _("read counts")
        TARGETS_WRITE = "targets:write", _("set targets")

    user = models.ForeignKey("profiles.User", models.CASCADE, related_name="api_tokens")
    membership = models.ForeignKey(
        "profiles.Membership", models.CASCADE, null=True, blank=True, related_name="api_tokens"
    )
    scopes = models.JSONField(default=list)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    @property
    def scope_labels(self) -> list[str]:
        """List what this lets a program do, in words."""
        return [str(self.Scope(scope).label) for scope in self.scopes]

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.expires_at)

    def __str__(self) -> str:
        return self.name
