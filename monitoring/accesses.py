"""How often each organisation looked at students' data: for the region office, without telling of anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Case, Count, Value, When

from monitoring.disclosure import hidden_places
from monitoring.quarters import Quarter
from profiles.models import AccessRecord, Company, School
from reference.midnight import midnight

QUARTERS = 4
A_DAY = timedelta(days=1)


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

    Only what was asked for a school or company, not what students looked at themselves. Three queries.
    """
    quarters = [Quarter.last_complete(today)]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].before())
    rows = _count(quarters)
    names = _organisations({row["organisation"] for row in rows})
    counts = [
        AccessCount(row["quarter"], names.get(row["organisation"]), row["students"], row["accesses"])
        for row in _with_few_hidden(rows)
    ]
    counts.sort(key=lambda each: each.organisation.name if each.organisation else "")
    return sorted(counts, key=lambda each: each.quarter, reverse=True)


def quarters_of(counts: list[AccessCount]) -> list[tuple[str, list[AccessCount]]]:
    """Group the counts by quarter, as they come."""
    return [(quarter, list(rows)) for quarter, rows in groupby(counts, key=lambda each: each.quarter)]


def _count(quarters: list[Quarter]) -> list[dict]:
    """Count by quarter and organisation; the quarters come one after the other, the newest first."""
    shown = AccessRecord.objects.filter(
        at__gte=midnight(quarters[-1].begin), at__lt=midnight(quarters[0].end + A_DAY), status__lt=400
    )
    quarter = Case(*(When(at__gte=midnight(each.begin), then=Value(str(each))) for each in quarters))
    return list(
        shown.filter(subject__isnull=False, organisation__isnull=False)
        .order_by()
        .values("organisation", quarter=quarter)
        .annotate(students=Count("subject", distinct=True), accesses=Count("pk"))
        .order_by("quarter", "organisation")
    )


def _with_few_hidden(rows: list[dict]) -> Iterator[dict]:
    for _quarter, own in groupby(rows, key=lambda row: row["quarter"]):
        told = list(own)
        for place in hidden_places([row["students"] for row in told]):
            told[place] |= {"students": None, "accesses": None}
        yield from told


def _organisations(uuids: set) -> dict:
    return {each.uuid: each for model in (School, Company) for each in model.objects.filter(uuid__in=uuids)}
