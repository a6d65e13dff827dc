"""Vacancies: what a company offers at one of its establishments, and what it asks."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching import records
from profiles.models import Block, Company
from reference.levels import Level
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User


class VacancyQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what a student may react to today: published, not over, of a verified company."""
        today = timezone.localdate()
        return self.filter(
            Q(end__isnull=True) | Q(end__gte=today),
            status=Vacancy.Status.OPEN,
            company__verified_at__isnull=False,
        )

    def over_by(self, moment: datetime) -> Self:
        """Keep what was closed by a moment, or had its last day before it."""
        closed = Q(status=Vacancy.Status.CLOSED) & (
            Q(closed_at__lte=moment) | Q(closed_at__isnull=True, updated_at__lte=moment)
        )
        return self.filter(closed | Q(end__lt=timezone.localdate(moment)))

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep open vacancies for anybody signed in, one's own company's whatever their status.

        For a student whom the company blocked, a vacancy is as one that was closed.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin or user.is_region_officer:
            return self
        blocking = Block.objects.by_companies().filter(student__user=user).values("company")
        open_ones = Vacancy.objects.open().exclude(company__in=blocking)
        return self.filter(
            Q(pk__in=open_ones.values("pk")) | Q(company__in=Company.objects.filter(pk__in=user.company_ids))
        )


class Vacancy(Identified):
    """Whatever is unknown is NULL; ``level_min``–``level_max`` (NLQF) narrow or widen who may come.

    ``near_occupations`` are the uuids of the few that a title resembles which names none, ``words_edition``
    is the edition of the vocabulary by which title and skills were read; empty while they wait.
    ``seats_taken`` are held by placements; ``intake_per_month`` is how many applications the company wants
    to get in a month, spread over its days. One that the region office took down stays closed until it is
    allowed again.
    """

    class Kind(models.TextChoices):
        INTERNSHIP = records.Kind.INTERNSHIP, _("internship")
        APPRENTICESHIP = records.Kind.APPRENTICESHIP, _("apprenticeship")
        GRADUATION_PROJECT = records.Kind.GRADUATION_PROJECT, _("graduation project")
        SIDE_JOB = records.Kind.SIDE_JOB, _("side job")
        FIRST_JOB = records.Kind.FIRST_JOB, _("first job")
        ORIENTATION_VISIT = records.Kind.ORIENTATION_VISIT, _("orientation visit")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Hazard(models.TextChoices):
        NONE = records.Hazard.NONE, _("no dangerous work")
        SUPERVISED = records.Hazard.SUPERVISED, _("dangerous work under expert supervision")
        ADULTS_ONLY = records.Hazard.ADULTS_ONLY, _("adults only")

    class PayPeriod(models.TextChoices):
        NONE = "none", _("unpaid")
        MONTH = "month", _("per month")
        HOUR = "hour", _("per hour")

    company = models.ForeignKey(Company, models.CASCADE, related_name="vacancies")
    establishment = models.ForeignKey(
        "profiles.Establishment", models.PROTECT, null=True, blank=True, related_name="vacancies"
    )
    reference = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    occupation = models.ForeignKey(
        "reference.Occupation", models.SET_NULL, null=True, blank=True, related_name="vacancies"
    )
    near_occupations = models.JSONField(default=list, blank=True)
    words_edition = models.CharField(max_length=16, blank=True, default="")
    sector = models.ForeignKey(
        "reference.Sector", models.SET_NULL, null=True, blank=True, related_name="vacancies"
    )
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    level_min = models.PositiveSmallIntegerField(null=True, blank=True)
    level_max = models.PositiveSmallIntegerField(null=True, blank=True)
    crebos = models.JSONField(null=True, blank=True)
    remote = models.BooleanField(default=False)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    min_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_min = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(null=True, blank=True)
    weekdays = models.JSONField(null=True, blank=True)
    languages = models.JSONField(null=True, blank=True)
    licences = models.JSONField(null=True, blank=True)
    hazard = models.CharField(max_length=12, choices=Hazard, null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    seats_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    intake_per_month = models.PositiveSmallIntegerField(null=True, blank=True)
    pay_period = models.CharField(max_length=5, choices=PayPeriod, null=True, blank=True)
    pay_amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=6, choices=Status, default=Status.DRAFT)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_down_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_down_because = models.CharField(max_length=300, blank=True, default="", editable=False)
    taken_down_by = models.ForeignKey(
        "profiles.User", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "vacancies"
        constraints = [
            models.UniqueConstraint(
                fields=["company", "reference"], name="one_vacancy_per_company_and_reference"
            ),
            models.CheckConstraint(condition=Q(seats_taken__lte=F("seats")), name="no_seat_is_taken_twice"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="a_vacancy_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(level_min__isnull=True, level_max__isnull=True)
                | Q(
                    level_min__isnull=False,
                    level_max__isnull=False,
                    level_min__range=(1, 8),
                    level_max__range=(1, 8),
                    level_max__gte=F("level_min"),
                ),
                name="a_level_range_goes_up",
            ),
            models.CheckConstraint(
                condition=Q(hours_min__isnull=True, hours_max__isnull=True)
                | Q(
                    hours_min__isnull=False,
                    hours_max__isnull=False,
                    hours_min__range=(1, 40),
                    hours_max__range=(1, 40),
                    hours_max__gte=F("hours_min"),
                ),
                name="vacancy_hours_are_1_to_40_a_week",
            ),
            models.CheckConstraint(
                condition=Q(pay_amount__isnull=True) | Q(pay_amount__gte=0), name="pay_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True) | Q(status="closed"),
                name="a_vacancy_that_was_taken_down_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether a student may react to it today (`VacancyQuerySet.open`); reads the company."""
        is_over = self.end is not None and self.end < timezone.localdate()
        return self.status == self.Status.OPEN and not is_over and self.company.verified_at is not None


class VacancySkill(models.Model):
    """A skill as the company worded it; ``links`` are what a free word resembles: [[skill uuid, 0–1], …]."""

    class Weight(models.TextChoices):
        MUST = records.Weight.MUST, _("must have")
        SHOULD = records.Weight.SHOULD, _("should have")
        NICE = records.Weight.NICE, _("nice to have")

    MOST_MUSTS = 3

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="skills")
    skill = models.ForeignKey("reference.Skill", models.CASCADE, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=80)
    links = models.JSONField(default=list, blank=True)
    weight = models.CharField(max_length=6, choices=Weight, default=Weight.SHOULD)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "skill"],
                condition=Q(skill__isnull=False),
                name="a_vacancy_asks_a_skill_once",
            ),
            models.UniqueConstraint(
                fields=["vacancy", "text"],
                condition=Q(skill__isnull=True),
                name="a_vacancy_asks_a_free_skill_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text
