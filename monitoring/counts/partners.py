"""Companies that take part, and the guest lectures that were given."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from monitoring.counts.grouping import COPIED, Paths, counts, pairs, sizes
from monitoring.counts.placements import started_in
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from placements.models import Encounter, Event, Host

EVENTS: Paths = {
    Scope.REGION: None,
    Scope.SCHOOL: "event__school__uuid",
    Scope.MUNICIPALITY: "event__place__municipality__code",
    Scope.SECTOR: "company__sector__code",
}
"""A company at an event counts for the school that held it, where it was held, in the company's sector."""

PATHS: Paths = COPIED
LECTURES: Paths = {
    Scope.REGION: None,
    Scope.SCHOOL: "school__uuid",
    Scope.MUNICIPALITY: "place__municipality__code",
    Scope.SECTOR: "hosts__company__sector__code",
    Scope.COMPANY: "hosts__company__uuid",
}


def companies(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the companies that somebody met, that took somebody, or that were at an event; three queries.

    A company that is known by its name only, from a list of the past, counts under that name.
    """
    told: set[tuple[str, Any]] = set()
    for rows, paths in _sources(window):
        if scope in paths:
            told |= {(key, company) for key, (company,) in pairs(rows, paths[scope], "company") if company}
    named = started_in(window).filter(company__isnull=True).exclude(company_name="")
    told |= {(key, name.casefold()) for key, (name,) in pairs(named, PATHS[scope], "company_name")}
    return sizes(told, PATHS[scope])


def lectures(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the guest lectures that were held; one given by two companies counts for each."""
    rows = _held(Event.objects.all(), window).filter(kind=Event.Kind.GUEST_LECTURE)
    if window.school:
        rows = rows.filter(school=window.school)
    return counts(rows, LECTURES[scope], Count("pk", distinct=True))


def _sources(window: Window) -> list[tuple[QuerySet, Paths]]:
    met = Encounter.objects.filter(day__range=window.days)
    hosts = _held(Host.objects.all(), window, "event__")
    if window.school:
        met, hosts = met.filter(school=window.school), hosts.filter(event__school=window.school)
    return [(met, PATHS), (started_in(window), PATHS), (hosts, EVENTS)]


def _held(rows: QuerySet, window: Window, event: str = "") -> QuerySet:
    first, after = window.moments
    known: Mapping[str, Any] = {
        f"{event}state": Event.State.HELD,
        f"{event}starts_at__gte": first,
        f"{event}starts_at__lt": after,
    }
    return rows.filter(**known)
