"""Programmes that schools teach, by their code in the national register."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reference.levels import Level
from reference.models.identity import Identified


class ProgrammeQuerySet(models.QuerySet):
    def valid(self, on=None) -> Self:
        """Keep the programmes that may be followed on that day (today when not given)."""
        on = on or timezone.localdate()
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on),
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=on),
        )


class Programme(Identified):
    class Register(models.TextChoices):
        CREBO = "crebo", _("Crebo (mbo)")
        CROHO = "croho", _("Croho (hbo, wo)")

    register = models.CharField(max_length=10, choices=Register)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    level = models.CharField(max_length=40, choices=Level)
    sector = models.ForeignKey(
        "reference.Sector", models.SET_NULL, null=True, blank=True, related_name="programmes"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    skills = models.ManyToManyField("reference.Skill", through="ProgrammeSkill", related_name="programmes")
    occupations = models.ManyToManyField("reference.Occupation", related_name="programmes")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(fields=["register", "code"], name="one_programme_per_register_and_code"),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="a_programme_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        name = self.name_en if get_language() == "en" and self.name_en else self.name
        return f"{name} ({self.code})"


class ProgrammeSkill(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE)
    skill = models.ForeignKey("reference.Skill", models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "skill"], name="a_programme_teaches_a_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.skill_id}"
