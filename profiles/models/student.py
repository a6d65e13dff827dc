"""Students: what they can, where they travel from and what they look for."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.records import Command
from profiles.models.enrolment import Enrolment
from reference.levels import Level
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class StudentQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep oneself, the students of one's own school, and all for the platform admin.

        Employers see nobody here; their anonymous cards are another thing.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        own = Enrolment.objects.current().filter(group__school__in=user.school_ids)
        return self.filter(Q(user=user) | Q(pk__in=own.values("student")))

    def active(self) -> Self:
        """Keep the students who are enrolled today or take part without a school."""
        gone = Enrolment.objects.filter(student=models.OuterRef("pk"))
        return self.filter(models.Exists(gone.current()) | ~models.Exists(gone))


class Student(Identified):
    """Whatever is unknown is NULL, never zero or empty: the matcher treats unknown as compatible."""

    class Visibility(models.TextChoices):
        HIDDEN = "hidden", _("nobody")
        ANONYMOUS = "anonymous", _("anonymous")
        NAMED = "named", _("with name, to companies I answer")

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
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.HIDDEN)
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
