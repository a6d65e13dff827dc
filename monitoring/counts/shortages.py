"""People with a certificate who work a year or longer in an occupation that the region lacks people for."""

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import F, Q, QuerySet

from monitoring.counts.grouping import Paths, key_of, sizes
from monitoring.counts.placements import PATHS as PLACED
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from placements.models import Placement
from reference.models import ShortageOccupation
from vacancies.models import Vacancy

PATHS: Paths = PLACED
KINDS = (Vacancy.Kind.APPRENTICESHIP, Vacancy.Kind.SIDE_JOB, Vacancy.Kind.FIRST_JOB)
"""Work for pay: an internship is no job."""

A_YEAR = relativedelta(months=12)


def schooled(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the people whose first year in such a job was full in this school year; one query.

    The certificate may have come later than the job, not later than the last day counted.
    """
    return sizes(_full_years(scope, window), PATHS[scope])


def full_on(started_on: date) -> date:
    """Give the last day of the first year in a job."""
    return started_on + A_YEAR - timedelta(days=1)


def _full_years(scope: Scope, window: Window) -> Iterator[tuple[str, object]]:
    path = PATHS[scope]
    fields = ("started_on", "ended_on", "person_key")
    for row in _jobs(window).annotate(by=F(path) if path else F("pk")).values_list("by", *fields):
        by, started_on, ended_on, person = row
        full = full_on(started_on)
        if window.begin <= full <= window.until and (ended_on is None or ended_on >= full):
            yield key_of(by) if path else "", person


def _jobs(window: Window) -> QuerySet[Placement]:
    """Give the jobs whose first year may be full in the window, a little too many."""
    lacking = ShortageOccupation.objects.filter(
        Q(until_year__isnull=True) | Q(until_year__gte=window.year), from_year__lte=window.year
    )
    rows = Placement.objects.filter(
        kind__in=KINDS,
        occupation__in=lacking.values("occupation"),
        certified_on__lte=window.until,
        started_on__range=(window.begin - A_YEAR, window.until),
    )
    return rows.filter(school=window.school) if window.school else rows
