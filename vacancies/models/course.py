"""Courses for everybody who works or will work in the region, and who takes part in them."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models import Company, Counted, Guardianship, School
from reference.levels import Level
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User


class CourseQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Keep what one can register for today: published, and not begun."""
        return self.filter(status=Course.Status.OPEN, starts_on__gte=timezone.localdate())

    def with_taken(self) -> Self:
        """Annotate ``taken``: how many people are registered."""
        standing = Registration.objects.standing().filter(course=models.OuterRef("pk"))
        people = standing.order_by().values("course").annotate(people=models.Sum("people"))
        return self.annotate(taken=Coalesce(models.Subquery(people.values("people")), 0))

    def run_by(self, user: "User | AnonymousUser") -> Self:
        """Keep what one's own company or school gives, the region's own for its office, all for the admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        own = Q(company__in=user.company_ids) | Q(school__in=user.school_ids)
        if user.is_region_officer:
            own |= Q(company__isnull=True, school__isnull=True)
        return self.filter(own)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep what was published, for anybody signed in, and what one runs oneself, drafts included."""
        if not user.is_authenticated:
            return self.none()
        public = self.filter(status__in=(Course.Status.OPEN, Course.Status.CANCELLED))
        unverified = Q(company__isnull=False, company__verified_at__isnull=True)
        return public.exclude(unverified) | self.run_by(user)


class Course(Identified):
    """One run of a course: another start is another row. Given by a company, a school or the region itself.

    ``provider`` names who gives it for the region; a draft may have no dates yet.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CANCELLED = "cancelled", _("cancelled")

    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="courses")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="courses")
    provider = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    level = models.CharField(max_length=40, choices=Level, null=True, blank=True)
    sector = models.ForeignKey("reference.Sector", models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.ForeignKey("reference.Place", models.PROTECT, null=True, blank=True, related_name="+")
    online = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    certificate = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=True) | Q(school__isnull=True),
                name="one_organisation_gives_a_course",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="a_course_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(starts_on__isnull=False),
                name="a_course_that_is_published_has_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_begun(self) -> bool:
        """Tell whether the first day has passed: on that day itself one can still register."""
        return self.starts_on is not None and self.starts_on < timezone.localdate()

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def given_by(self) -> str:
        """Name who gives it."""
        return str(self.company or self.school or self.provider)


class CourseSkill(models.Model):
    """A skill that a course teaches, as its provider worded it; ``skill`` is the one that it names."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="skills")
    skill = models.ForeignKey("reference.Skill", models.CASCADE, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "skill"],
                condition=Q(skill__isnull=False),
                name="a_course_teaches_a_skill_once",
            ),
            models.UniqueConstraint(
                fields=["course", "text"],
                condition=Q(skill__isnull=True),
                name="a_course_teaches_a_free_skill_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class RegistrationQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(cancelled_on__isnull=True)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own, one's child's, one's organisation's, and those for the courses that one runs.

        Those of a school are what it registered as a number: its students' own are theirs.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        children = Guardianship.objects.in_force().filter(user=user)
        return self.filter(
            Q(student__user=user)
            | Q(student__in=children.values("student"))
            | Q(company__in=user.company_ids)
            | Q(school__in=user.school_ids, person_key__isnull=True)
            | Q(course__in=Course.objects.run_by(user))
        )


class Registration(Identified, Counted):
    """Either one person who has a profile here, or a number of people of an organisation, without names.

    Of ``people`` registered, ``attended`` were there, ``finished`` ended it and ``certified`` got the
    certificate; the last three are known (not NULL) from ``finished_on`` on.
    """

    class Participant(models.TextChoices):
        STUDENT = "student", _("student")
        EMPLOYEE = "employee", _("employee")
        JOB_SEEKER = "job_seeker", _("job seeker")

    course = models.ForeignKey(Course, models.PROTECT, related_name="registrations")
    student = models.ForeignKey(
        "profiles.Student", models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    participant = models.CharField(max_length=10, choices=Participant)
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="registrations")
    organisation = models.CharField(max_length=200, blank=True, default="")
    people = models.PositiveSmallIntegerField(default=1)
    attended = models.PositiveSmallIntegerField(null=True, blank=True)
    finished = models.PositiveSmallIntegerField(null=True, blank=True)
    certified = models.PositiveSmallIntegerField(null=True, blank=True)
    registered_on = models.DateField(default=timezone.localdate)
    finished_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    registered_by = models.ForeignKey(
        "profiles.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person_key"],
                condition=Q(person_key__isnull=False, cancelled_on__isnull=True),
                name="a_person_registers_once_for_a_course",
            ),
            models.CheckConstraint(
                condition=Q(person_key__isnull=False, people=1, organisation="", company__isnull=True)
                | Q(person_key__isnull=True, student__isnull=True, people__gte=1),
                name="a_registration_is_of_a_person_or_of_a_number_of_people",
            ),
            models.CheckConstraint(
                condition=Q(
                    finished_on__isnull=True,
                    attended__isnull=True,
                    finished__isnull=True,
                    certified__isnull=True,
                )
                | Q(
                    finished_on__isnull=False,
                    attended__lte=F("people"),
                    finished__lte=F("attended"),
                    certified__lte=F("finished"),
                ),
                name="no_more_finish_a_course_than_registered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.people}"
