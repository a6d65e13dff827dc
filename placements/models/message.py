"""Messages: what the two sides of an application write to each other."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from placements.models.application import Application, Step
from reference.models import Identified

LONGEST = 2000


class MessageQuerySet(models.QuerySet):
    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def to_side(self, side: str) -> Self:
        """Keep what was written to this side: by the company, or to it by whoever writes for the student."""
        by_company = Q(side=Step.Side.COMPANY)
        return self.filter(~by_company if side == Step.Side.COMPANY else by_company)


class Message(Identified):
    """``side`` wrote; ``read_at`` is when the other side said that it was seen.

    ``student`` is the one of the application: what is kept about a person is found by such a field.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="messages")
    side = models.CharField(max_length=7, choices=Step.Side)
    by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=LONGEST)
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
            models.CheckConstraint(
                condition=~Q(side=Step.Side.CLOCK), name="a_message_is_written_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["application", "sent_at"], name="messages_of_an_application")]

    def __str__(self) -> str:
        return f"{self.side} {self.uuid}"
