"""Guardians: who answers for a student under sixteen, asked through a one-time link."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from profiles.ages import latest_own_birth_date
from profiles.models.enrolment import Enrolment
from profiles.models.visibility import Visibility
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class GuardianshipQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own, one's parents, those of the own school's students; all for the admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        taught = Enrolment.objects.current().filter(group__school__in=user.school_ids)
        return self.filter(Q(user=user) | Q(student__user=user) | Q(student__in=taught.values("student")))

    def open(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(ended_at__isnull=True)

    def unanswered(self) -> Self:
        return self.open().filter(answered_at__isnull=True)

    def answerable(self) -> Self:
        """Keep those that their link still opens, of students who are too young to decide alone."""
        return self.unanswered().filter(
            link_expires_at__gt=timezone.now(), student__birth_date__gt=latest_own_birth_date()
        )

    def waiting(self) -> Self:
        """Keep the guardians who answered and whom the school has to confirm yet."""
        return self.open().filter(answered_at__isnull=False, confirmed_at__isnull=True, user__isnull=False)

    def confirmed(self) -> Self:
        """Keep the guardians who answered and whom the school confirmed."""
        return self.open().filter(confirmed_at__isnull=False, user__isnull=False)

    def in_force(self) -> Self:
        """Keep the confirmed guardians who can sign in, of students who are too young to decide alone."""
        return self.confirmed().filter(user__is_active=True, student__birth_date__gt=latest_own_birth_date())

    def answering(self, *answers: str) -> Self:
        """Keep those whose last word was one of these; no school need confirm what only narrows."""
        return self.open().filter(answer__in=answers)


class Guardianship(Identified):
    """``digest`` is that of the secret in the link: single use, gone as soon as somebody answered.

    ``answer`` is the guardian's last word on who may see the student; nobody is a no.
    """

    LONGEST = timedelta(days=7)
    """No link lives longer than this."""

    MOST = 2
    """Parental authority is held by two people at most."""

    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="guardianships")
    user = models.ForeignKey(
        "profiles.User", models.SET_NULL, null=True, blank=True, related_name="guardianships"
    )
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    link_expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Visibility, null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "profiles.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "email"],
                condition=Q(ended_at__isnull=True),
                name="one_open_guardianship_per_student_and_address",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(answered_at__isnull=False),
                name="a_guardian_is_confirmed_after_the_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer__isnull=True)
                | Q(answered_at__isnull=False, answer__isnull=False),
                name="a_guardian_who_answered_gave_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("asked_at")),
                name="a_guardianship_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"guardian {self.pk} of {self.student_id}"
