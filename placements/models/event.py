"""Events at which students meet companies: who hosts, when, for how many, and who is expected and came."""

import secrets
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles.models import Company, Enrolment, Guardianship
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User

CODE_SIGNS = "ACDEFHJKMNPRTWXY347"
CODE_LENGTH = 8


def draw_code() -> str:
    """Draw a code that is read aloud and typed without mistakes: 19 signs, 34 bits."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


class EventQuerySet(models.QuerySet):
    def organised_by(self, user: "User | AnonymousUser") -> Self:
        """Keep those of one's school; the region's own for its office; all for the admin."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        own = Q(school__in=user.school_ids)
        if user.is_region_officer:
            own |= Q(school__isnull=True)
        return self.filter(own)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep what one organises, hosts or can go to: those of the region and of one's own school."""
        if not user.is_authenticated:
            return self.none()
        if user.is_platform_admin:
            return self
        wards = Guardianship.objects.in_force().filter(user=user).values("student")
        in_care = Q(student__user=user) | Q(student__in=wards)
        schools = Enrolment.objects.current().filter(in_care).values("group__school")
        hosted = Host.objects.filter(company__in=user.company_ids, company__verified_at__isnull=False)
        return self.filter(
            Q(school__isnull=True)
            | Q(school__in=user.school_ids)
            | Q(school__in=schools)
            | Q(pk__in=hosted.values("event"))
        )

    def ahead(self) -> Self:
        """Keep those that are not over."""
        return self.filter(ends_at__gte=timezone.now()).exclude(state=Event.State.CANCELLED)


class Event(Identified):
    """Of a school, or of the region (``school`` unknown). One that a school booked with a company has a
    ``moment``; ``state`` says whether it took place: planned, until somebody came or says so."""

    class Kind(models.TextChoices):
        CAREERS_EVENT = "careers_event", _("careers event")
        DO_DAY = "do_day", _("do day")
        COMPANY_VISIT = "company_visit", _("company visit")
        GUEST_LECTURE = "guest_lecture", _("guest lecture")
        TALKS = "talks", _("talks with companies")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        NOT_HELD = "not_held", _("not held")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=13, choices=Kind)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    school = models.ForeignKey(
        "profiles.School", models.PROTECT, null=True, blank=True, related_name="events"
    )
    place = models.ForeignKey("reference.Place", models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=200, blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    moment = models.ForeignKey(
        "vacancies.Moment", models.SET_NULL, null=True, blank=True, related_name="events"
    )
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    created_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["moment"],
                condition=~Q(state="cancelled"),
                name="a_moment_of_a_lecture_is_booked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Host(Identified):
    """A company at an event; ``stand`` is where one finds it there."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="hosts")
    company = models.ForeignKey(Company, models.PROTECT, related_name="hosts")
    establishment = models.ForeignKey(
        "profiles.Establishment", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stand = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["company__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "company"], name="a_company_hosts_an_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.company_id} at {self.event_id}"


BY_HOST = (F("host__company__name").asc(nulls_first=True), "starts_at", "pk")
"""Order slots: those of the whole event first, then by host."""


class SlotQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep those of the events that one may see."""
        return self.filter(event__in=Event.objects.visible_to(user))

    def with_taken(self) -> Self:
        """Annotate ``taken``: how many are expected, students and pupils of classes."""
        return self.annotate(
            taken=_people(Attendance, Count("pk")) + _people(GroupAttendance, Sum("expected"))
        )

    def with_came(self) -> Self:
        """Annotate ``came``: how many were there."""
        students = _people(Attendance, Count("checked_in_at"))
        return self.annotate(came=students + _people(GroupAttendance, Sum("came")))


def _people(model: type[models.Model], count: models.Aggregate) -> Coalesce:
    rows = model._default_manager.filter(slot=models.OuterRef("pk")).order_by().values("slot")
    return Coalesce(models.Subquery(rows.annotate(people=count).values("people")), 0)


class Slot(Identified):
    """A part of an event, with one host or (``host`` unknown) with all of them: who comes to the whole event.

    Who is there checks in by ``code``. How many of ``seats`` are taken is the sum of who is expected.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="slots")
    host = models.ForeignKey(Host, models.CASCADE, null=True, blank=True, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=draw_code, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "host", "starts_at"], name="a_host_has_a_slot_once"),
            models.UniqueConstraint(
                fields=["event", "starts_at"],
                condition=Q(host__isnull=True),
                name="an_event_has_a_slot_of_all_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_slot_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Attendance(Identified):
    """A student who is expected in a slot, and whether he or she was there."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="attendances")
    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="attendances")
    expected_since = models.DateTimeField(default=timezone.now)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "student"], name="a_student_is_in_a_slot_once")
        ]

    def __str__(self) -> str:
        return f"{self.student_id} in {self.slot_id}"


class GroupAttendance(Identified):
    """The pupils of a class who have no profile here: how many are expected in a slot, and how many came.

    ``counted_at`` is when that number was last written or raised.
    """

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="group_attendances")
    group = models.ForeignKey("profiles.StudentGroup", models.CASCADE, related_name="attendances")
    expected = models.PositiveSmallIntegerField()
    came = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["slot", "group"], name="a_class_is_in_a_slot_once")]

    def __str__(self) -> str:
        return f"{self.expected} of {self.group_id} in {self.slot_id}"
