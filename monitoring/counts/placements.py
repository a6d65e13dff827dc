"""Placements that started, and first jobs that were found within the region."""

from django.db.models import Count, QuerySet

from monitoring.counts.grouping import COPIED, Paths, counts
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from placements.models import Placement
from vacancies.models import Vacancy

PATHS: Paths = COPIED | {Scope.COMPANY: "company__uuid", Scope.CLASS: "group__uuid"}


def started(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the placements that started."""
    return counts(started_in(window), PATHS[scope], Count("pk"))


def stayed(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the first jobs in the region of those who came from a school here."""
    rows = first_jobs(window).filter(work_municipality__in_region=True)
    return counts(rows, PATHS[scope], Count("pk"))


def first_jobs(window: Window) -> QuerySet[Placement]:
    """Give the first jobs that started after a programme here, wherever they are."""
    return started_in(window).filter(kind=Vacancy.Kind.FIRST_JOB, school__isnull=False)


def started_in(window: Window) -> QuerySet[Placement]:
    """Give the placements that started in a school year until a day."""
    rows = Placement.objects.started().filter(started_on__range=window.days)
    return rows.filter(school=window.school) if window.school else rows
