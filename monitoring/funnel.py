"""The funnel from profile to started: how far the students of a school got, and where they are stuck."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.progress import Progress, SchoolYear, Status


class Step(models.TextChoices):
    """How far somebody got, in this order."""

    NOTHING = "nothing", _("nothing yet")
    PROFILE = "profile", _("profile")
    CONTACT = "contact", _("contact")
    TALK = "talk", _("talk")
    PLACE = "place", _("place")
    AGREEMENT = "agreement", _("agreement")
    STARTED = "started", _("started")


ORDER = tuple(Step)
WITH_A_PLACE = {Status.AGREED: Step.PLACE, Status.SIGNED: Step.AGREEMENT}
"""By how a place stands; all others were started."""


@dataclass(frozen=True, slots=True)
class Rung:
    """``stuck`` got no further than this, ``reached`` got at least as far; all ``stuck`` are the size."""

    step: Step
    stuck: int
    reached: int


def step_of(each: Progress) -> Step:
    """Say how far a student got; whoever has a place needs no talk to have been written down."""
    if each.placement:
        return WITH_A_PLACE.get(each.placement, Step.STARTED)
    if each.has_talked:
        return Step.TALK
    if each.has_contact:
        return Step.CONTACT
    return Step.PROFILE if each.has_profile else Step.NOTHING


def funnel(told: SchoolYear) -> list[Rung]:
    """Count how far everybody got, pupils without a profile at its begin; no query."""
    counts = Counter(step_of(each) for each in told.students)
    counts[Step.NOTHING] += sum(group.pupils for group in told.groups)
    return [
        Rung(step, counts[step], sum(counts[later] for later in ORDER[place:]))
        for place, step in enumerate(ORDER)
    ]
