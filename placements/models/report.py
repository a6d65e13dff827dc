"""Reports: what somebody says is wrong with a company, a vacancy, or somebody in an application."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models.application import Application
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models.deletion import Collector

    from profiles.models import User

LONGEST = 500
WORDS = ("text", "quoted", "note")


def lose_the_words(collector: "Collector", field: models.Field, rows: Iterable[Any], using: str) -> None:
    """When a person is erased, keep the report as a count: nobody, and nothing of what was said."""
    models.SET_NULL(collector, field, rows, using)
    for name in WORDS:
        collector.add_field_update(field.model._meta.get_field(name), "", rows)


class About(models.TextChoices):
    """What a report is about; the last two are people."""

    COMPANY = "company", _("a company")
    VACANCY = "vacancy", _("a vacancy")
    STUDENT = "student", _("a student, or who writes for the student")
    MEMBERS = "members", _("people of a company")


class State(models.TextChoices):
    """How a report stands."""

    OPEN = "open", _("open")
    TAKEN_UP = "taken_up", _("taken up")
    CLOSED = "closed", _("closed")


OFFERS = (About.COMPANY, About.VACANCY)
"""What the region office looks after; reports about people are the platform's."""


class ReportQuerySet(models.QuerySet):
    def lasting(self) -> Self:
        """Keep those that are not closed."""
        return self.exclude(state=State.CLOSED)

    def handled_for(self, user: "User | AnonymousUser") -> Self:
        """Keep those that this person may handle, but none about the own company.

        The region office sees no students, and so nothing about people.
        """
        if not user.is_authenticated:
            return self.none()
        others = self.exclude(company__in=user.company_ids)
        if user.is_platform_admin:
            return others
        return others.filter(about__in=OFFERS) if user.is_region_officer else self.none()

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own and those that one may handle: nobody else knows that something was reported."""
        if not user.is_authenticated:
            return self.none()
        handled = Report.objects.handled_for(user).values("pk")
        return self.filter(Q(reporter=user) | Q(pk__in=handled))


class Report(Identified):
    """``subject`` is the id of what was reported: a company, a vacancy, an application or a message.

    ``side`` is as what somebody reported. ``quoted`` is what a message said, copied because messages end
    with their application. ``student`` is the one reported, nobody else; ``company`` is the one reported,
    or to which the student applied. ``applicant`` is the student in whose application it was.
    """

    About = About
    State = State

    class Reason(models.TextChoices):
        FAKE = "fake", _("Fake: it is not what it says it is")
        MONEY_OR_PAPERS = "money_or_papers", _("Asks for money, papers or bank details")
        NOT_AS_OFFERED = "not_as_offered", _("Not what was offered")
        IMPROPER = "improper", _("Improper or insulting")
        DISCRIMINATION = "discrimination", _("Discrimination")
        UNSAFE = "unsafe", _("Unsafe work")
        SPAM = "spam", _("Spam")
        OTHER = "other", _("Something else")

    class Side(models.TextChoices):
        STUDENT = "student", _("a student")
        GUARDIAN = "guardian", _("a parent or guardian")
        SCHOOL = "school", _("a school")
        COMPANY = "company", _("a company")

    class Outcome(models.TextChoices):
        UNFOUNDED = "unfounded", _("unfounded")
        TALKED_TO = "talked_to", _("talked to")
        VACANCY_TAKEN_DOWN = "vacancy_taken_down", _("vacancy taken down")
        COMPANY_SUSPENDED = "company_suspended", _("company suspended")
        PASSED_ON = "passed_on", _("passed on to school, inspectorate or police")

    about = models.CharField(max_length=7, choices=About)
    subject = models.UUIDField()
    company = models.ForeignKey("profiles.Company", models.CASCADE, related_name="reports")
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    application = models.ForeignKey(
        Application, models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    student = models.ForeignKey(
        "profiles.Student", models.CASCADE, null=True, blank=True, related_name="reports"
    )
    applicant = models.ForeignKey(
        "profiles.Student", lose_the_words, null=True, blank=True, related_name="reports_along"
    )
    reporter = models.ForeignKey(
        "profiles.User", lose_the_words, null=True, blank=True, related_name="reports"
    )
    side = models.CharField(max_length=8, choices=Side)
    reason = models.CharField(max_length=20, choices=Reason)
    text = models.CharField(max_length=LONGEST, blank=True, default="")
    quoted = models.CharField(max_length=2000, blank=True, default="")
    reported_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True, default="")
    note = models.CharField(max_length=LONGEST, blank=True, default="")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "subject"],
                condition=~Q(state=State.CLOSED),
                name="one_open_report_per_person_and_subject",
            ),
            models.CheckConstraint(
                condition=Q(about=About.STUDENT, student__isnull=False)
                | ~Q(about=About.STUDENT) & Q(student__isnull=True),
                name="a_report_about_a_student_says_which",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, taken_up_at__isnull=True)
                | ~Q(state=State.OPEN) & Q(taken_up_at__isnull=False),
                name="a_report_that_is_not_open_was_taken_up",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.CLOSED) & Q(closed_at__isnull=True, outcome=""),
                name="a_closed_report_says_when_and_how",
            ),
        ]
        indexes = [
            models.Index(fields=["reported_at"], condition=~Q(state=State.CLOSED), name="reports_to_handle"),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.reason} {self.state}"

    @property
    def is_about_people(self) -> bool:
        return self.about not in OFFERS
