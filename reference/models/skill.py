"""Skills as concepts with labels in several languages, and how they relate."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reference.models.identity import Identified


class LabelKind(models.TextChoices):
    PREFERRED = "preferred", _("preferred")
    ALTERNATIVE = "alternative", _("alternative")
    DESCRIPTION = "description", _("description")


class LabelSource(models.TextChoices):
    """Who gave a label: a region's words stand before those of the European classification."""

    REGION = "region", _("region")
    ESCO = "esco", "ESCO"


class LabelledQuerySet(models.QuerySet):
    """What skills and occupations share: their names in the reader's language."""

    def with_name(self, language: str | None = None) -> Self:
        """Annotate ``name``: the preferred label in the language, else Dutch, else English, else any."""
        language = language or get_language() or "nl"
        labels = self.model.labels.rel.related_model.objects.filter(
            **{f"{self.model._meta.model_name}_id": models.OuterRef("pk")}, kind=LabelKind.PREFERRED
        )
        ranked = labels.annotate(
            rank=models.Case(
                models.When(language=language, then=0),
                models.When(language="nl", then=1),
                models.When(language="en", then=2),
                default=3,
            )
        ).order_by("rank", "pk")
        return self.annotate(name=models.Subquery(ranked.values("text")[:1]))


class Skill(Identified):
    class Kind(models.TextChoices):
        SKILL = "skill", _("skill")
        KNOWLEDGE = "knowledge", _("knowledge")
        TRANSVERSAL = "transversal", _("transversal skill")

    uri = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SKILL)
    sector = models.ForeignKey(
        "reference.Sector", models.SET_NULL, null=True, blank=True, related_name="skills"
    )

    objects = LabelledQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.uri


class Labelled(models.Model):
    """One label of a concept; ``folded`` is how it is looked up (case, accents and spacing do not matter)."""

    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=LabelKind)
    text = models.TextField()
    folded = models.CharField(max_length=200, db_index=True)
    source = models.CharField(max_length=10, choices=LabelSource, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class SkillLabel(Labelled):
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="labels")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["skill", "language"],
                condition=models.Q(kind="preferred"),
                name="one_preferred_label_per_skill_and_language",
            ),
            models.UniqueConstraint(
                fields=["skill", "language", "kind", "folded"], name="each_label_of_a_skill_once"
            ),
        ]


class SkillRelation(models.Model):
    class Kind(models.TextChoices):
        BROADER = "broader", _("is a kind of")
        RELATED = "related", _("is related to")

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Skill, models.CASCADE, related_name="relations_from")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["skill", "other", "kind"], name="each_skill_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(skill=models.F("other")), name="a_skill_is_not_related_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} {self.kind} {self.other_id}"
