"""Placements: who works where, from when to when, and how it ended."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models import Guardianship
from reference.levels import Level
from reference.models import Identified
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User

Kind = Vacancy.Kind
LEARNING = (Kind.INTERNSHIP, Kind.APPRENTICESHIP, Kind.GRADUATION_PROJECT)
"""Kinds of which a student has one at a time on the same weekdays."""


class PlacementQuerySet(models.QuerySet):
    def started(self) -> Self:
        """Keep what counts: a placement counts when it started."""
        return self.filter(started_on__isnull=False)

    def holding(self) -> Self:
        """Keep those that hold their seat: agreed, signed or running."""
        return self.filter(status__in=Placement.Status.holding())

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own, one's child's, one's school's, one's verified company's; all for the admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        children = Guardianship.objects.in_force().filter(user=user)
        return self.filter(
            Q(student__user=user)
            | Q(student__in=children.values("student"))
            | Q(school__in=user.school_ids)
            | Q(company__in=user.company_ids, company__verified_at__isnull=False)
        )


class Placement(Identified):
    """It copies what is counted by, so that the count stays true when the student is gone.

    ``weekdays`` (1–7; unknown is any) and ``hours_per_week`` are those of the agreement; ``company_name`` is
    what a list of the past called a company that is not here; ``certified_on`` is the first day on which who
    works there held a certificate of a course (`vacancies.models.Registration`).
    """

    class Status(models.TextChoices):
        AGREED = "agreed", _("agreed")
        SIGNED = "signed", _("signed")
        STARTED = "started", _("running")
        FINISHED = "finished", _("finished")
        BROKEN_OFF = "broken_off", _("broken off")
        CANCELLED = "cancelled", _("cancelled")

        @classmethod
        def holding(cls) -> list[str]:
            """List those that hold a seat."""
            return [cls.AGREED, cls.SIGNED, cls.STARTED]

    class EndReason(models.TextChoices):
        """Why a placement ended before its end; a closed list."""

        STUDENT_STOPS = "student_stops", _("the student stops")
        LEFT_SCHOOL = "left_school", _("the student left school")
        OTHER_PLACE = "other_place", _("the student goes to another company")
        COMPANY_STOPS = "company_stops", _("the company stops")
        NO_SUPERVISION = "no_supervision", _("the company has nobody to supervise")
        NOT_TOGETHER = "not_together", _("working together did not go well")
        ILLNESS = "illness", _("illness")
        RECOGNITION_ENDED = "recognition_ended", _("the recognition ended")

    student = models.ForeignKey(
        "profiles.Student", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    application = models.OneToOneField(
        "placements.Application", models.SET_NULL, null=True, blank=True, related_name="placement"
    )
    vacancy = models.ForeignKey(Vacancy, models.SET_NULL, null=True, blank=True, related_name="placements")
    seat_block = models.ForeignKey(
        "vacancies.SeatBlock", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    company = models.ForeignKey(
        "profiles.Company", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    company_name = models.CharField(max_length=200, blank=True, default="")
    establishment = models.ForeignKey(
        "profiles.Establishment", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    supervisor = models.ForeignKey(
        "profiles.Supervisor", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    school = models.ForeignKey(
        "profiles.School", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    group = models.ForeignKey(
        "profiles.StudentGroup", models.SET_NULL, null=True, blank=True, related_name="placements"
    )
    school_supervisor = models.ForeignKey(
        "profiles.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    programme = models.ForeignKey(
        "reference.Programme", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Vacancy.Kind)
    sector = models.ForeignKey("reference.Sector", models.SET_NULL, null=True, blank=True, related_name="+")
    occupation = models.ForeignKey(
        "reference.Occupation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    home_municipality = models.ForeignKey(
        "reference.Municipality", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    work_municipality = models.ForeignKey(
        "reference.Municipality", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    school_year = models.PositiveSmallIntegerField()
    person_key = models.UUIDField(db_index=True)
    certified_on = models.DateField(null=True, blank=True)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    school_hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    weekdays = models.JSONField(null=True, blank=True)
    day_from = models.TimeField(null=True, blank=True)
    day_until = models.TimeField(null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.AGREED)
    agreed_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=30, choices=EndReason, blank=True, default="")
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="a_placement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("agreed", "signed", "cancelled"), started_on__isnull=True)
                | Q(status__in=("started", "finished", "broken_off"), started_on__isnull=False),
                name="a_placement_counts_when_it_started",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("agreed", "signed", "started"), ended_on__isnull=True, end_reason="")
                | Q(status="finished", ended_on__isnull=False, end_reason="")
                | Q(status__in=("broken_off", "cancelled"), ended_on__isnull=False),
                name="a_placement_that_is_over_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(school_hours_per_week__isnull=True) | Q(school_hours_per_week__lte=40),
                name="school_takes_40_hours_a_week_at_most",
            ),
            models.CheckConstraint(
                condition=Q(break_minutes__isnull=True) | Q(break_minutes__lte=120),
                name="a_break_is_two_hours_at_most",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True) | Q(hours_per_week__range=(1, 45)),
                name="placement_hours_are_1_to_45_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}"

    @property
    def is_over(self) -> bool:
        """Tell whether it holds no seat any more."""
        return self.status not in self.Status.holding()

    @property
    def runs_today(self) -> bool:
        """Tell whether it is running and its last day is not past."""
        today = timezone.localdate()
        return self.status == self.Status.STARTED and (self.end is None or self.end >= today)
