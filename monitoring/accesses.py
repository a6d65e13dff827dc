"""How often each organisation looked at students' data: for the region office, without telling of anybody."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Count
from django.utils import timezone

from monitoring.disclosure import hidden_places
from monitoring.quarters import Quarter
from profiles.models import AccessRecord, Company, School

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class AccessCount:
    """What one organisation looked at in a quarter; None where it is too little to tell.

    ``organisation`` is None when it is gone.
    """

    quarter: str
    organisation: School | Company | None
    students: int | None
    accesses: int | None


def accesses_by_quarter(today: date | None = None) -> list[AccessCount]:
    """Count the answers that showed a student, in the last four complete quarters, the newest first.

    Only what was asked for a school or company: students looking at themselves are not counted. Six queries.
    """
    quarters = [Quarter.last_complete(today)]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].before())
    rows = [row for quarter in quarters for row in _quarter(quarter)]
    names = _organisations({row["organisation"] for row in rows})
    counts = [
        AccessCount(row["quarter"], names.get(row["organisation"]), row["students"], row["accesses"])
        for row in rows
    ]
    counts.sort(key=lambda each: each.organisation.name if each.organisation else "")
    return sorted(counts, key=lambda each: each.quarter, reverse=True)


def quarters_of(counts: list[AccessCount]) -> list[tuple[str, list[AccessCount]]]:
    """Group the counts by quarter, as they come."""
    return [(quarter, list(rows)) for quarter, rows in groupby(counts, key=lambda each: each.quarter)]


def _quarter(quarter: Quarter) -> list[dict]:
    end = quarter.end + timedelta(days=1)
    shown = AccessRecord.objects.filter(
        at__gte=_midnight(quarter.begin), at__lt=_midnight(end), status__lt=400
    )
    counted = (
        shown.filter(subject__isnull=False, organisation__isnull=False)
        .order_by()
        .values("organisation")
        .annotate(students=Count("subject", distinct=True), accesses=Count("pk"))
        .order_by("organisation")
    )
    rows = [row | {"quarter": str(quarter)} for row in counted]
    for place in hidden_places([row["students"] for row in rows]):
        rows[place] |= {"students": None, "accesses": None}
    return rows


def _organisations(uuids: set) -> dict:
    return {each.uuid: each for model in (School, Company) for each in model.objects.filter(uuid__in=uuids)}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
