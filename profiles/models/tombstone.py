"""Who was erased: what a restored backup has to be erased by again."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Tombstone(models.Model):
    """Public ids that mean nothing any more; it says nothing about the person.

    ``student`` and ``user`` are gone whole; of ``profile`` the school's row stayed; of ``enrolment`` one
    ``school`` let go of what it held.
    """

    class Of(models.TextChoices):
        STUDENT = "student", _("student")
        USER = "user", _("account")
        PROFILE = "profile", _("profile")
        ENROLMENT = "enrolment", _("enrolment")

    of = models.CharField(max_length=10, choices=Of)
    uuid = models.UUIDField()
    school = models.UUIDField(null=True, blank=True)
    erased_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "uuid"], condition=Q(school__isnull=True), name="one_tombstone_per_row"
            ),
            models.UniqueConstraint(
                fields=["of", "uuid", "school"],
                condition=Q(school__isnull=False),
                name="one_tombstone_per_row_and_school",
            ),
            models.CheckConstraint(
                condition=Q(of="enrolment", school__isnull=False)
                | (~Q(of="enrolment") & Q(school__isnull=True)),
                name="only_an_enrolment_is_erased_at_a_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.uuid}"
