"""Schools and companies."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.student import Student
    from profiles.models.user import User


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep all schools for anybody signed in: who teaches here is public."""
        return self if user.is_authenticated else self.none()

    def coordinated_by(self, user: "User | AnonymousUser") -> Self:
        """Keep the schools whose classes and counts this user may see; the platform admin sees all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_platform_admin else self.filter(pk__in=user.school_ids)

    def teaching(self, student: "Student") -> Self:
        """Keep the schools where this student is enrolled today."""
        current = student.enrolments.current()
        return self.filter(pk__in=current.values("group__school"))


class School(Identified):
    class Kind(models.TextChoices):
        VO = "vo", _("secondary school")
        MBO = "mbo", _("vocational school")
        HBO = "hbo", _("university of applied sciences")
        WO = "wo", _("university")

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=3, choices=Kind)
    place = models.ForeignKey("reference.Place", models.PROTECT, null=True, blank=True, related_name="+")

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CompanyQuerySet(models.QuerySet):
    def verified(self) -> Self:
        return self.filter(verified_at__isnull=False)

    def unverified(self) -> Self:
        """Keep those that wait for the region office: neither verified nor refused nor closed."""
        return self.filter(verified_at__isnull=True, refused_at__isnull=True, closed_at__isnull=True)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep verified companies for anybody signed in, all for those who verify, and one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin or user.is_region_officer:
            return self
        return self.filter(Q(verified_at__isnull=False) | Q(pk__in=user.company_ids))


class Company(Identified):
    class Register(models.TextChoices):
        KVK = "kvk", _("KvK (Netherlands)")
        KBO = "kbo", _("KBO (Belgium)")
        HANDELSREGISTER = "handelsregister", _("Handelsregister (Germany)")

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True, max_length=100)
    register = models.CharField(max_length=20, choices=Register, null=True, blank=True)
    register_number = models.CharField(max_length=80, null=True, blank=True)
    sector = models.ForeignKey(
        "reference.Sector", models.SET_NULL, null=True, blank=True, related_name="companies"
    )
    website = models.URLField(blank=True, default="")
    verified_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=300, blank=True, default="")
    decided_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "companies"
        constraints = [
            models.UniqueConstraint(
                fields=["register", "register_number"], name="one_company_per_register_and_number"
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True) | Q(refused_at__isnull=True, closed_at__isnull=True),
                name="a_verified_company_is_neither_refused_nor_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
