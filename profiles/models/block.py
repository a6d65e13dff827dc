"""Blocks: who wants nothing to do with whom; either side may, and neither is told of the other's."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models.consent import Consent
from profiles.models.guardianship import Guardianship
from profiles.models.organisation import Company
from profiles.models.student import Student
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class BlockQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep what one's own side blocked: oneself, a child in one's care, one's verified company."""
        if not user.is_authenticated:
            return self.none()
        wards = Guardianship.objects.in_force().filter(user=user).values("student")
        own = Q(student__user=user) | Q(student__in=wards)
        working = Q(company__in=user.company_ids, company__verified_at__isnull=False)
        return self.filter(own & Q(side=Block.Side.STUDENT) | working & Q(side=Block.Side.COMPANY))

    def by_students(self) -> Self:
        return self.filter(side=Block.Side.STUDENT)

    def by_companies(self) -> Self:
        return self.filter(side=Block.Side.COMPANY)

    def with_both_sides(self) -> Self:
        """Read along what is shown of both sides, and annotate what its company may see of the student now.

        ``name_is_shown`` and ``card_is_shown`` say so.
        """
        named = Consent.objects.live().naming(Company.objects.values("pk"))
        named = named.filter(student=models.OuterRef("student"), company=models.OuterRef("company"))
        blocking = Block.objects.by_students().filter(company=models.OuterRef("company"))
        back = blocking.filter(student=models.OuterRef("student"))
        carded = Student.objects.carded().filter(pk=models.OuterRef("student"))
        shown = self.annotate(
            name_is_shown=models.Exists(named),
            card_is_shown=models.Exists(carded) & ~models.Exists(back),
        )
        return shown.select_related("company", "student__programme__sector")


class Block(Identified):
    """``side`` blocked, from ``since`` on; ``by`` is who did it for that side."""

    class Side(models.TextChoices):
        STUDENT = "student", _("the student")
        COMPANY = "company", _("the company")

    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="blocks")
    company = models.ForeignKey("profiles.Company", models.CASCADE, related_name="blocks")
    side = models.CharField(max_length=7, choices=Side)
    since = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "company", "side"], name="each_side_blocks_the_other_once"
            )
        ]

    def __str__(self) -> str:
        return f"by {self.side}"
