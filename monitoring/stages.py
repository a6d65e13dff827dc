"""The class table: how many of a class have nothing yet, wait for an agreement, are at work or are done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.progress import Progress, SchoolYear, Status
from profiles.models import StudentGroup


class Stage(models.TextChoices):
    """Exactly one for every student of a class."""

    NO_PROFILE = "no_profile", _("no profile")
    NO_APPLICATION = "no_application", _("no application")
    NO_PLACE = "no_place", _("no place")
    AGREEMENT_PENDING = "agreement_pending", _("agreement pending")
    SIGNED = "signed", _("signed, waiting to start")
    STARTED = "started", _("started")
    OVER = "over", _("finished or broken off")


PLACED: Mapping[Status, Stage] = {
    Status.AGREED: Stage.AGREEMENT_PENDING,
    Status.SIGNED: Stage.SIGNED,
    Status.STARTED: Stage.STARTED,
    Status.FINISHED: Stage.OVER,
    Status.BROKEN_OFF: Stage.OVER,
}


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class; its pupils without a profile count as such."""

    group: StudentGroup
    counts: Mapping[Stage, int]

    @property
    def size(self) -> int:
        return sum(self.counts.values())


def stage_of(each: Progress) -> Stage:
    """Say in which stage a student is; a place counts before what was asked, that before the profile."""
    if each.placement:
        return PLACED[each.placement]
    if each.has_asked:
        return Stage.NO_PLACE
    return Stage.NO_APPLICATION if each.has_profile else Stage.NO_PROFILE


def class_table(told: SchoolYear) -> list[ClassRow]:
    """Count the stages of every class, by its name; no query."""
    counts = Counter((each.group, stage_of(each)) for each in told.students)
    for group in told.groups:
        counts[group.pk, Stage.NO_PROFILE] += group.pupils
    return [ClassRow(group, {stage: counts[group.pk, stage] for stage in Stage}) for group in told.groups]


def totals(rows: list[ClassRow]) -> dict[Stage, int]:
    """Add up the classes."""
    return {stage: sum(row.counts[stage] for row in rows) for stage in Stage}
