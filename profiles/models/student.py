"""Students: what they can, where they travel from and what they look for."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.records import Command
from profiles.models.consent import Consent
from profiles.models.enrolment import Enrolment
from profiles.models.guardianship import Guardianship
from profiles.models.visibility import Visibility
from reference.levels import Level
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.organisation import Company, School
    from profiles.models.user import User


class StudentQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep those in one's care, and for employers those who show their company the name.

        What an employer may read of somebody is less: only employers' own routes start from here.
        """
        if not user.is_authenticated or user.is_platform_admin or not user.company_ids:
            return self.in_care_of(user)
        return self.filter(self._in_care(user) | self._named(user.company_ids))

    def in_care_of(self, user: "User | AnonymousUser") -> Self:
        """Keep oneself, one's school's students, one's children below the age of consent; the admin all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_platform_admin else self.filter(self._in_care(user))

    def spoken_for_by(self, user: "User | AnonymousUser") -> Self:
        """Keep those whose data are one's own to take or end: oneself, and children too young to consent."""
        if not user.is_authenticated:
            return self.none()
        wards = Guardianship.objects.in_force().filter(user=user).values("student")
        return self.filter(Q(user=user) | Q(pk__in=wards))

    def taught_by(self, user: "User") -> Self:
        """Keep the students of the schools for which this user coordinates."""
        return self.filter(pk__in=_taught(user))

    def carded(self) -> Self:
        """Keep the students whose anonymous card any verified employer may see today."""
        return self.active().filter(self._shows(Consent.Purpose.ANONYMOUS_CARD))

    def not_blocked(self, company: "Company") -> Self:
        """Keep those who did not block this company, and whom it did not block."""
        return self.exclude(pk__in=company.blocks.values("student"))

    def named_to(self, company_ids: Collection[int]) -> Self:
        """Keep the students whose name one of these companies sees today."""
        return self.filter(self._named(company_ids))

    def with_visibility(self) -> Self:
        """Annotate ``visibility``: whom the live consents let see the student."""
        names = self._shows(Consent.Purpose.NAMED_PROFILE)
        shows = self._shows(Consent.Purpose.ANONYMOUS_CARD)
        return self.annotate(
            visibility=Case(
                When(shows & names, then=Value(Visibility.NAMED)),
                When(shows, then=Value(Visibility.ANONYMOUS)),
                default=Value(Visibility.HIDDEN),
                output_field=models.CharField(),
            )
        )

    def _in_care(self, user: "User") -> Q:
        wards = Guardianship.objects.in_force().filter(user=user).values("student")
        return Q(user=user) | Q(pk__in=_taught(user)) | Q(pk__in=wards)

    def _named(self, company_ids: Collection[int]) -> Q:
        return Q(pk__in=Consent.objects.live().naming(company_ids).values("student"))

    def _shows(self, purpose: "Consent.Purpose") -> Q:
        live = Consent.objects.live().general().filter(purpose=purpose)
        return Q(pk__in=live.values("student"))

    def active(self) -> Self:
        """Keep the students who are enrolled today or take part without a school."""
        gone = Enrolment.objects.filter(student=models.OuterRef("pk"))
        return self.filter(models.Exists(gone.current()) | ~models.Exists(gone))


def _taught(user: "User") -> models.QuerySet:
    return Enrolment.objects.current().filter(group__school__in=user.school_ids).values("student")


class Student(Identified):
    """Whatever is unknown is NULL, never zero or empty: the matcher treats unknown as compatible.

    Who sees a student is no field: it is read from the live consents (`with_visibility`).
    """

    Visibility = Visibility

    class Travel(models.TextChoices):
        BIKE = "bike", _("bicycle")
        PUBLIC_TRANSPORT = "public_transport", _("bus or train")
        CAR = "car", _("car")

    user = models.OneToOneField(
        "profiles.User", models.SET_NULL, null=True, blank=True, related_name="student"
    )
    first_name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=30, blank=True, default="")
    last_name = models.CharField(max_length=100)
    email = models.EmailField(null=True, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    programme = models.ForeignKey(
        "reference.Programme", models.SET_NULL, null=True, blank=True, related_name="students"
    )
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    place = models.ForeignKey(
        "reference.Place", models.SET_NULL, null=True, blank=True, related_name="students"
    )
    reach_km = models.PositiveSmallIntegerField(null=True, blank=True)
    travel = models.CharField(max_length=20, choices=Travel, null=True, blank=True)
    kinds = models.JSONField(null=True, blank=True)
    available_from = models.DateField(null=True, blank=True)
    available_until = models.DateField(null=True, blank=True)
    hours_min = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(null=True, blank=True)
    weekdays = models.JSONField(null=True, blank=True)
    languages = models.JSONField(null=True, blank=True)
    licences = models.JSONField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = StudentQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_until__isnull=True)
                | Q(available_until__gte=F("available_from")),
                name="a_student_is_available_until_after_from",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(reach_km__isnull=True) | Q(reach_km__range=(1, 500)),
                name="a_reach_is_1_to_500_km",
                violation_error_message=_("A reach is 1 to 500 km."),
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
                name="student_hours_are_1_to_40_a_week",
                violation_error_message=_("Give the least and the most hours a week, both from 1 to 40."),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.first_name, self.prefix, self.last_name) if part)

    def school_today(self) -> "School | None":
        """Give the school at which the student is enrolled today, the latest when there are several."""
        latest = self.enrolments.current().select_related("group__school").order_by("-started_on", "-pk")
        enrolment = latest.first()
        return enrolment.group.school if enrolment else None


class StudentSkill(models.Model):
    """A skill as the student worded it; ``links`` are what a free word resembles: [[skill uuid, 0–1], …]."""

    class Level(models.IntegerChoices):
        LEARNING = Command.LEARNING, _("I am learning this")
        ABLE = Command.ABLE, _("I can do this")
        ADVANCED = Command.ADVANCED, _("I help others with this")

    student = models.ForeignKey(Student, models.CASCADE, related_name="skills")
    skill = models.ForeignKey("reference.Skill", models.CASCADE, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=80)
    links = models.JSONField(default=list, blank=True)
    command = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "skill"],
                condition=Q(skill__isnull=False),
                name="a_student_has_a_skill_once",
            ),
            models.UniqueConstraint(
                fields=["student", "text"],
                condition=Q(skill__isnull=True),
                name="a_student_has_a_free_skill_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text
