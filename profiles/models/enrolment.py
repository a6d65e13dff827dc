"""When a student was in which class, and under which number a school knows him or her."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from profiles.models.group import StudentGroup
from profiles.models.organisation import School

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models.user import User


class EnrolmentQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate()))


class Enrolment(models.Model):
    """``ended_on`` is the first day on which the student is no longer in the class."""

    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="enrolments")
    group = models.ForeignKey(StudentGroup, models.CASCADE, related_name="enrolments")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "group"],
                condition=Q(ended_on__isnull=True),
                name="one_open_enrolment_per_student_and_class",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="an_enrolment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} in {self.group_id}"


class StudentNumberQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep the numbers that one's own school gave, and those given to oneself; all for the admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        return self.filter(Q(school__in=user.school_ids) | Q(student__user=user))


class StudentNumber(models.Model):
    """A school's own number for a student; it stays text, with its leading zeros."""

    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="numbers")
    school = models.ForeignKey(School, models.CASCADE, related_name="student_numbers")
    number = models.CharField(max_length=40)

    objects = StudentNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="one_student_per_school_and_number"),
            models.UniqueConstraint(fields=["student", "school"], name="one_number_per_student_and_school"),
        ]

    def __str__(self) -> str:
        return self.number
