"""Guest lectures and company visits that companies offer to schools, and when they can be had."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models import Company
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User


class LectureQuerySet(models.QuerySet):
    def offered(self) -> Self:
        """Keep what a school may book: not taken back, of a verified company."""
        return self.filter(withdrawn_at__isnull=True, company__verified_at__isnull=False)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep what is offered for schools and the office, and what one's own company offers."""
        if not user.is_authenticated:
            return self.none()
        own = Q(company__in=user.company_ids)
        if user.is_platform_admin or user.is_region_officer:
            return self
        if user.school_ids:
            own |= Q(pk__in=Lecture.objects.offered().values("pk"))
        return self.filter(own)


class Lecture(Identified):
    """``level_min``–``level_max`` (NLQF) is for whom it is; ``most`` how many can be there."""

    class Kind(models.TextChoices):
        GUEST_LECTURE = "guest_lecture", _("guest lecture")
        COMPANY_VISIT = "company_visit", _("company visit")

    company = models.ForeignKey(Company, models.CASCADE, related_name="lectures")
    establishment = models.ForeignKey(
        "profiles.Establishment", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=13, choices=Kind)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    sector = models.ForeignKey("reference.Sector", models.SET_NULL, null=True, blank=True, related_name="+")
    level_min = models.PositiveSmallIntegerField(null=True, blank=True)
    level_max = models.PositiveSmallIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LectureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level_min__isnull=True, level_max__isnull=True)
                | Q(
                    level_min__isnull=False,
                    level_max__isnull=False,
                    level_min__range=(1, 8),
                    level_max__range=(1, 8),
                    level_max__gte=F("level_min"),
                ),
                name="a_lecture_is_for_levels_that_go_up",
            ),
            models.CheckConstraint(
                condition=Q(most__isnull=True) | Q(most__gte=1), name="somebody_can_come_to_a_lecture"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MomentQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep the moments of the lectures that one sees."""
        return self.filter(lecture__in=Lecture.objects.visible_to(user))

    def ahead(self) -> Self:
        """Keep those that have not begun."""
        return self.filter(starts_at__gt=timezone.now())


class Moment(Identified):
    """When a lecture can be had; a school books it once (`placements.models.Event`)."""

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="moments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = MomentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lecture", "starts_at"], name="a_lecture_begins_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_moment_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
