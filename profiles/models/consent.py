"""What a student, or a guardian, allowed: for which purpose, on which text, and until when."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.ages import latest_own_birth_date
from profiles.models.guardianship import Guardianship
from profiles.models.visibility import Visibility
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep what oneself, or a child in one's care, allowed; nobody else reads these."""
        if not user.is_authenticated:
            return self.none()
        wards = Guardianship.objects.in_force().filter(user=user)
        return self.filter(Q(student__user=user) | Q(student__in=wards.values("student")))

    def standing(self) -> Self:
        """Keep those that nobody withdrew; whether they count is another thing (`live`)."""
        return self.filter(withdrawn_at__isnull=True)

    def live(self) -> Self:
        """Keep those that count today, whatever was swept.

        The giver can sign in and is who decides today: the student when old enough, else a guardian whom
        the school confirmed, as far as every guardian who answered goes along.
        """
        own = Q(
            given_by=Consent.GivenBy.STUDENT,
            student__birth_date__lte=latest_own_birth_date(),
            student__user__is_active=True,
        )
        guarded = Q(
            given_by=Consent.GivenBy.GUARDIAN,
            guardianship__in=Guardianship.objects.in_force().values("pk"),
        )
        can_sign_in = Q(student__user__isnull=True) | Q(student__user__is_active=True)
        return self.standing().filter(own | (guarded & can_sign_in & ~_objected()))

    def general(self) -> Self:
        """Keep those that name no company."""
        return self.filter(company__isnull=True)

    def naming(self, company_ids: Collection[int]) -> Self:
        """Keep those by which one of these companies, once verified, sees the name."""
        return self.filter(
            purpose=Consent.Purpose.NAMED_PROFILE,
            company__in=company_ids,
            company__verified_at__isnull=False,
        )


def _objected() -> Q:
    """Select what some guardian of the student did not go along with."""
    to_all = Guardianship.objects.answering(Visibility.HIDDEN)
    to_names = Guardianship.objects.answering(Visibility.HIDDEN, Visibility.ANONYMOUS)
    return Q(student__in=to_all.values("student")) | Q(
        purpose=Consent.Purpose.NAMED_PROFILE, student__in=to_names.values("student")
    )


class Consent(Identified):
    """The one truth about who sees whom: a student has no other mark of being visible.

    A named profile without a company is what was agreed to beforehand: the name goes to those one answers.
    """

    class Purpose(models.TextChoices):
        ANONYMOUS_CARD = "anonymous_card", _("employers see an anonymous card")
        NAMED_PROFILE = "named_profile", _("one company sees the name")

    class GivenBy(models.TextChoices):
        STUDENT = "student", _("student")
        GUARDIAN = "guardian", _("guardian")

    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    company = models.ForeignKey("profiles.Company", models.CASCADE, null=True, blank=True, related_name="+")
    text_version = models.CharField(max_length=20)
    given_by = models.CharField(max_length=10, choices=GivenBy)
    guardianship = models.ForeignKey(
        "profiles.Guardianship", models.SET_NULL, null=True, blank=True, related_name="consents"
    )
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "purpose"],
                condition=Q(withdrawn_at__isnull=True, company__isnull=True, guardianship__isnull=True),
                name="one_standing_consent_per_student_and_purpose",
            ),
            models.UniqueConstraint(
                fields=["student", "purpose", "guardianship"],
                condition=Q(withdrawn_at__isnull=True, company__isnull=True, guardianship__isnull=False),
                name="one_standing_consent_per_guardian_and_purpose",
            ),
            models.UniqueConstraint(
                fields=["student", "company"],
                condition=Q(withdrawn_at__isnull=True, company__isnull=False),
                name="one_standing_consent_per_student_and_company",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="a_consent_is_withdrawn_after_it_is_given",
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=True) | Q(purpose="named_profile"),
                name="only_a_name_is_shown_to_one_company",
            ),
            models.CheckConstraint(
                condition=Q(given_by="guardian") | Q(guardianship__isnull=True),
                name="only_a_guardian_consents_through_a_guardianship",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.purpose}"
