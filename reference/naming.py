"""Concepts by their exact names: one query on the folded labels, whatever the number of words."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import F

from matching.words import clean, fold
from reference.models import LabelKind, LabelSource, Occupation, Skill

LONGEST_FOLD = 200
NAMES = (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
Concept = TypeVar("Concept", Skill, Occupation)


def folded(text: str) -> str:
    """Give the form in which a label is looked up (`SkillLabel.folded`)."""
    return fold(clean(text))[:LONGEST_FOLD]


def named(
    model: type[Concept], folds: Iterable[str], *, language: str | None = None
) -> dict[str, list[Concept]]:
    """Find what bears one of these folded names, each concept with its ``name`` in the language. One query.

    Where several concepts bear a name, those count for which it is of the language, then the preferred label,
    then the region's word; a list with more than one stays ambiguous.
    """
    rows = (
        model._default_manager.with_name(language)
        .filter(labels__folded__in=set(folds) - {""}, labels__kind__in=NAMES)
        .annotate(found=F("labels__folded"), found_kind=F("labels__kind"))
        .annotate(found_language=F("labels__language"), found_source=F("labels__source"))
    )
    ranked: dict[str, dict[tuple[bool, bool, bool], dict[int, Concept]]] = defaultdict(dict)
    for row in rows:
        ranked[row.found].setdefault(_rank(row, language), {})[row.pk] = row
    return {found: list(ranks[min(ranks)].values()) for found, ranks in ranked.items()}


def _rank(row: Skill | Occupation, language: str | None) -> tuple[bool, bool, bool]:
    return (
        language is not None and row.found_language != language,
        row.found_kind != LabelKind.PREFERRED,
        row.found_source != LabelSource.REGION,
    )
