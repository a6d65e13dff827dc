"""Agreements on paper about a placement, their changes, and who signed them when."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models.placement import Placement
from reference.models import Identified

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep those of the placements that one may see; a company not those of cancelled ones."""
        if not user.is_authenticated:
            return self.none()
        taken_back = Q(placement__status=Placement.Status.CANCELLED, placement__company__in=user.company_ids)
        return self.filter(placement__in=Placement.objects.visible_to(user)).exclude(taken_back)


class Agreement(Identified):
    """The agreement of a placement (number 0), or a change of it (bpv-blad, 1 and on).

    ``data`` is the whole paper as it was made, never changed; it holds names, so it goes with the student,
    while the placement stays for the counts. ``guardians`` is how many of them must sign.
    """

    class Kind(models.TextChoices):
        PRAKTIJKOVEREENKOMST = "praktijkovereenkomst", _("practical training agreement")
        STAGEOVEREENKOMST = "stageovereenkomst", _("internship agreement")
        OTHER = "other", _("work agreement")

    class Party(models.TextChoices):
        STUDENT = "student", _("student")
        GUARDIAN = "guardian", _("parent or guardian")
        SCHOOL = "school", _("school")
        COMPANY = "company", _("company")

    MOST_GUARDIANS = 2

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="agreements")
    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=Kind)
    guardians = models.PositiveSmallIntegerField(default=0)
    data = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["placement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "number"], name="one_agreement_per_placement_and_number"
            ),
            models.CheckConstraint(condition=Q(guardians__lte=2), name="two_guardians_sign_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def signers(self) -> Iterator[tuple[str, int]]:
        """List who must sign, as (party, which of them)."""
        yield self.Party.STUDENT, 1
        yield from ((self.Party.GUARDIAN, slot) for slot in range(1, self.guardians + 1))
        if self.has_school:
            yield self.Party.SCHOOL, 1
        yield self.Party.COMPANY, 1

    @property
    def has_school(self) -> bool:
        """Tell whether a school is a party: to jobs it is none."""
        return self.kind != self.Kind.OTHER


class Signature(models.Model):
    """That a party signed, and when; ``outside`` is on paper, as somebody else recorded it.

    It is a record and no electronic signature. ``slot`` tells two guardians apart.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    student = models.ForeignKey("profiles.Student", models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=8, choices=Agreement.Party)
    slot = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    signed_on = models.DateField()
    outside = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("profiles.User", models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party", "slot"], name="a_party_signs_an_agreement_once"
            ),
            models.CheckConstraint(
                condition=Q(slot=1) | Q(slot=2, party="guardian"), name="only_guardians_are_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.signed_on}"
