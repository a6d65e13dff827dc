"""Counting placements by what they were: school, programme, level, kind, municipality and month."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, When
from django.db.models.functions import TruncMonth

from placements.models import Placement


class Dimension(StrEnum):
    """What placements can be counted by."""

    SCHOOL = "school"
    PROGRAMME = "programme"
    LEVEL = "level"
    KIND = "kind"
    MUNICIPALITY = "municipality"
    MONTH = "month"
    SCHOOL_YEAR = "schoolYear"
    OUTCOME = "outcome"


ENDED = (Placement.Status.FINISHED, Placement.Status.BROKEN_OFF)
EXPRESSIONS = {
    Dimension.SCHOOL: F("school__name"),
    Dimension.PROGRAMME: F("programme__code"),
    Dimension.LEVEL: F("level"),
    Dimension.KIND: F("kind"),
    Dimension.MUNICIPALITY: F("home_municipality__name"),
    Dimension.MONTH: TruncMonth("start"),
    Dimension.SCHOOL_YEAR: F("school_year"),
    Dimension.OUTCOME: Case(When(status__in=ENDED, then=F("status")), output_field=CharField(null=True)),
}


def count_placements(placements: QuerySet[Placement], *, by: Sequence[Dimension]) -> list[dict[str, Any]]:
    """Count started placements and distinct students per combination; the rows sum to the whole.

    ``month`` is the month of the start. An unknown value is a row of its own (None), never left out.
    """
    keys = {f"by_{index}": EXPRESSIONS[dimension] for index, dimension in enumerate(by)}
    rows = (
        placements.started()
        .order_by()
        .annotate(**keys)
        .values(*keys)
        .annotate(placements=Count("pk"), students=Count("person_key", distinct=True))
        .order_by(*(F(key).asc(nulls_first=True) for key in keys))
    )
    return [
        {dimension: row[key] for key, dimension in zip(keys, by, strict=True)}
        | {"placements": row["placements"], "students": row["students"]}
        for row in rows
    ]
