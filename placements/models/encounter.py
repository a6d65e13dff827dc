"""Encounters: who met a company, counted for ever."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from placements.models.event import Event
from profiles.models import Company, Counted
from reference.models import Identified


class Encounter(Identified, Counted):
    """One per person, company and day; or of ``people`` of a class whose pupils are not told apart.

    ``group`` is the class of the person or the class that came; only the latter has a ``group_key``.
    At the whole of an event (``company`` unknown) it is one per person, event and day. ``sector`` is that of
    the company, of the event's visitors where there is none.
    """

    class Kind(models.TextChoices):
        CAREERS_EVENT = Event.Kind.CAREERS_EVENT, Event.Kind.CAREERS_EVENT.label
        DO_DAY = Event.Kind.DO_DAY, Event.Kind.DO_DAY.label
        COMPANY_VISIT = Event.Kind.COMPANY_VISIT, Event.Kind.COMPANY_VISIT.label
        GUEST_LECTURE = Event.Kind.GUEST_LECTURE, Event.Kind.GUEST_LECTURE.label
        TALKS = Event.Kind.TALKS, Event.Kind.TALKS.label
        TALK = "talk", _("talk about a vacancy")

    kind = models.CharField(max_length=13, choices=Kind)
    day = models.DateField()
    student = models.ForeignKey(
        "profiles.Student", models.SET_NULL, null=True, blank=True, related_name="encounters"
    )
    group = models.ForeignKey(
        "profiles.StudentGroup", models.SET_NULL, null=True, blank=True, related_name="encounters"
    )
    group_key = models.UUIDField(null=True, blank=True, db_index=True)
    people = models.PositiveSmallIntegerField(default=1)
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="encounters")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="encounters")
    work_municipality = models.ForeignKey(
        "reference.Municipality", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_key", "company", "day"],
                condition=Q(person_key__isnull=False, company__isnull=False),
                name="one_encounter_per_person_company_and_day",
            ),
            models.UniqueConstraint(
                fields=["person_key", "event", "day"],
                condition=Q(person_key__isnull=False, company__isnull=True),
                name="one_encounter_per_person_event_and_day",
            ),
            models.UniqueConstraint(
                fields=["group_key", "company", "day"],
                condition=Q(group_key__isnull=False, company__isnull=False),
                name="one_encounter_per_class_company_and_day",
            ),
            models.UniqueConstraint(
                fields=["group_key", "event", "day"],
                condition=Q(group_key__isnull=False, company__isnull=True),
                name="one_encounter_per_class_event_and_day",
            ),
            models.CheckConstraint(
                condition=Q(person_key__isnull=False, group_key__isnull=True, people=1)
                | Q(person_key__isnull=True, group_key__isnull=False, people__gte=1),
                name="an_encounter_is_of_a_person_or_of_a_class",
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=False) | Q(event__isnull=False),
                name="an_encounter_is_with_a_company_or_at_an_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"
