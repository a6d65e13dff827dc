"""What a student, or a guardian, allowed: for which purpose, on which text, and until when."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reference.models import Identified


class ConsentQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class Consent(Identified):
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
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "purpose"],
                condition=Q(withdrawn_at__isnull=True, company__isnull=True),
                name="one_live_consent_per_student_and_purpose",
            ),
            models.UniqueConstraint(
                fields=["student", "purpose", "company"],
                condition=Q(withdrawn_at__isnull=True, company__isnull=False),
                name="one_live_consent_per_student_purpose_and_company",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="a_consent_is_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.purpose}"
