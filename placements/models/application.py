"""Applications: a student who applies, a company that invites or a coordinator who proposes, to the end."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models import Company, Consent, Enrolment, Guardianship
from reference.models import Identified
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep one's own, one's child's, one's school's students'; the company's once they were sent; all for
        the admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        enrolled = Enrolment.objects.current().filter(group__school__in=user.school_ids)
        children = Guardianship.objects.in_force().filter(user=user)
        return self.filter(
            Q(student__user=user)
            | Q(student__in=enrolled.values("student"))
            | Q(student__in=children.values("student"))
            | Q(
                sent_at__isnull=False,
                vacancy__company__in=user.company_ids,
                vacancy__company__verified_at__isnull=False,
            )
        )

    def with_name_shown(self) -> Self:
        """Annotate ``name_is_shown``: whether a live consent lets the company see the student's name."""
        naming = Consent.objects.live().naming(Company.objects.values("pk"))
        own = naming.filter(student=models.OuterRef("student"), company=models.OuterRef("vacancy__company"))
        return self.annotate(name_is_shown=models.Exists(own))

    def with_both_sides(self) -> Self:
        """Read along what is shown of both sides, in the same query."""
        return self.with_name_shown().select_related("student", "vacancy__company")

    def waiting(self) -> Self:
        """Keep those in which somebody may act today: the term ends with its last day."""
        return self.filter(state__in=State.running(), answer_by__gte=timezone.localdate())

    def overdue(self) -> Self:
        """Keep those whose term ended and that nobody swept yet."""
        return self.filter(state__in=State.running(), answer_by__lt=timezone.localdate())

    def in_state(self, state: str) -> Self:
        """Keep those in this state today, swept or not."""
        swept = self.filter(state=state)
        if state in State.running():
            return swept.filter(answer_by__gte=timezone.localdate())
        return swept | self.overdue() if state == State.EXPIRED else swept

    def lasting(self) -> Self:
        """Keep those that stand: running, queued or accepted."""
        running = Q(state__in=State.running(), answer_by__gte=timezone.localdate())
        return self.filter(running | Q(state__in=(State.QUEUED, State.ACCEPTED)))

    def naming(self) -> Self:
        """Keep those because of which a company knows a name: not merely invited, and sent."""
        invited = Q(state=State.REQUESTED, waits_for=Application.Turn.STUDENT)
        return self.lasting().filter(sent_at__isnull=False).exclude(invited)


class State(models.TextChoices):
    """How an application stands; a queued one waits for a seat, or for its company to have time."""

    REQUESTED = "requested", _("waiting for an answer")
    QUEUED = "queued", _("on the waiting list")
    IN_CONVERSATION = "in_conversation", _("in conversation")
    OFFERED = "offered", _("a place is offered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("not answered in time")
    SUPERSEDED = "superseded", _("ended by another choice")

    @classmethod
    def running(cls) -> list[str]:
        """List those in which somebody must act before a term."""
        return [cls.REQUESTED, cls.IN_CONVERSATION, cls.OFFERED]

    @classmethod
    def lasting(cls) -> list[str]:
        """List those of which a student has one at most for a vacancy."""
        return [*cls.running(), cls.QUEUED, cls.ACCEPTED]


class Application(Identified):
    """``waits_for`` has the turn, until and including the day ``answer_by``.

    ``sent_at`` is when the receiving side got it: the student an invitation; the company an application that
    is not held back, and a proposal that the student confirmed. ``answered_at`` is when a person there first
    did something about it. What is offered: ``start`` … ``seat_block``.
    """

    State = State

    class Door(models.TextChoices):
        APPLY = "apply", _("application")
        INVITE = "invite", _("invitation")
        PROPOSE = "propose", _("proposal of the school")

    class Turn(models.TextChoices):
        STUDENT = "student", _("the student")
        COMPANY = "company", _("the company")

    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="applications")
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="applications")
    door = models.CharField(max_length=7, choices=Door)
    state = models.CharField(max_length=15, choices=State, default=State.REQUESTED)
    waits_for = models.CharField(max_length=7, choices=Turn, blank=True, default="")
    requested_at = models.DateTimeField(default=timezone.now)
    requested_by = models.ForeignKey(
        "profiles.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer_by = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    weekdays = models.JSONField(null=True, blank=True)
    seat_block = models.ForeignKey(
        "vacancies.SeatBlock", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "vacancy"],
                condition=Q(state__in=State.lasting()),
                name="one_open_application_per_student_and_vacancy",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.running(), answer_by__isnull=False) & ~Q(waits_for="")
                | ~Q(state__in=State.running()) & Q(waits_for=""),
                name="a_running_application_waits_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("requested_at")),
                name="an_application_is_answered_after_it_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.lasting(), ended_at__isnull=True)
                | ~Q(state__in=State.lasting()) & Q(ended_at__gte=F("requested_at")),
                name="an_ended_application_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.OFFERED, State.ACCEPTED)) | Q(start__isnull=False),
                name="an_offer_says_from_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by"],
                condition=Q(state__in=State.running()),
                name="applications_waiting_by_term",
            ),
            models.Index(
                fields=["vacancy", "requested_at"],
                condition=Q(state="queued"),
                name="applications_queued_by_vacancy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Tell whether somebody may act in it today, swept or not."""
        return self.state in State.running() and self.answer_by >= timezone.localdate()

    @property
    def state_today(self) -> str:
        """Tell the state, swept or not."""
        is_overdue = self.state in State.running() and not self.is_waiting
        return State.EXPIRED if is_overdue else self.state


class Step(models.Model):
    """What happened in an application: who did it when, how it stood then, and by when it went on."""

    class Side(models.TextChoices):
        STUDENT = "student", _("the student")
        COMPANY = "company", _("the company")
        SCHOOL = "school", _("the school")
        CLOCK = "clock", _("the term")

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    side = models.CharField(max_length=7, choices=Side)
    state = models.CharField(max_length=15, choices=State)
    waits_for = models.CharField(max_length=7, choices=Application.Turn, blank=True, default="")
    answer_by = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="steps_come_one_after_another")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
