"""Occupations and the skills they need."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.identity import Identified
from reference.models.skill import Labelled, LabelledQuerySet, Skill


class Occupation(Identified):
    uri = models.CharField(max_length=200, unique=True)
    isco = models.CharField(max_length=4, blank=True, default="", db_index=True)
    level = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="NLQF number of the usual worker"
    )
    sector = models.ForeignKey(
        "reference.Sector", models.SET_NULL, null=True, blank=True, related_name="occupations"
    )
    skills = models.ManyToManyField(Skill, through="OccupationSkill", related_name="occupations")

    objects = LabelledQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__range=(1, 8)),
                name="occupation_level_is_an_nlqf_number",
            )
        ]

    def __str__(self) -> str:
        return self.uri


class OccupationLabel(Labelled):
    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="labels")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "language"],
                condition=models.Q(kind="preferred"),
                name="one_preferred_label_per_occupation_and_language",
            ),
            models.UniqueConstraint(
                fields=["occupation", "language", "kind", "folded"], name="each_label_of_an_occupation_once"
            ),
        ]


class OccupationSkill(models.Model):
    class Kind(models.TextChoices):
        ESSENTIAL = "essential", _("essential")
        OPTIONAL = "optional", _("optional")

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="needed_by")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill"], name="an_occupation_needs_a_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.kind} {self.skill_id}"


class ShortageOccupation(models.Model):
    """The region lacks people for an occupation, from one school year until and including another."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="shortages")
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "from_year"], name="one_shortage_per_occupation_and_first_year"
            ),
            models.CheckConstraint(
                condition=models.Q(until_year__isnull=True) | models.Q(until_year__gte=models.F("from_year")),
                name="a_shortage_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.from_year}–{self.until_year or ''}"
