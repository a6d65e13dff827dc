"""Contacts: what was asked of somebody and whether it was answered in time, counted for ever."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from placements.models.application import Application
from profiles.models import Company, Counted
from reference.models import Identified
from vacancies.models import Vacancy


class Contact(Identified, Counted):
    """The count of an application that the receiving side got; it stays when the application goes.

    ``decided_on`` is the day on which a person there did something, or after whose end it was too late.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ANSWERED = "answered", _("answered in time")
        UNANSWERED = "unanswered", _("not answered in time")
        TAKEN_BACK = "taken_back", _("taken back before it was answered")

    application = models.OneToOneField(
        Application, models.SET_NULL, null=True, blank=True, related_name="contact"
    )
    student = models.ForeignKey(
        "profiles.Student", models.SET_NULL, null=True, blank=True, related_name="contacts"
    )
    door = models.CharField(max_length=7, choices=Application.Door)
    kind = models.CharField(max_length=20, choices=Vacancy.Kind)
    company = models.ForeignKey(Company, models.PROTECT, related_name="contacts")
    sent_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_on__isnull=True)
                | (~Q(outcome="waiting") & Q(decided_on__isnull=False)),
                name="a_contact_that_is_decided_says_when",
            )
        ]
        indexes = [models.Index(fields=["decided_on"], name="contacts_by_day")]

    def __str__(self) -> str:
        return f"{self.door} {self.outcome}"
