"""Who met an employer: students and pupils told apart, and classes that were counted without names."""

from django.db.models import Count, Max, Q, QuerySet

from monitoring.counts.grouping import COPIED, Paths, grouped, key_of
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from placements.models import Encounter
from profiles.models import School
from reference.levels import Level

PATHS: Paths = COPIED | {Scope.COMPANY: "company__uuid", Scope.CLASS: "group__uuid"}

STUDENTS = Q(school__kind__in=(School.Kind.MBO, School.Kind.HBO, School.Kind.WO))
VMBO_LEVELS = (
    Level.PRE_VOCATIONAL_BB, Level.PRE_VOCATIONAL_KB, Level.PRE_VOCATIONAL_GL, Level.PRE_VOCATIONAL_TL,
)  # fmt: skip
PUPILS = Q(school__kind=School.Kind.VO) & (Q(level__in=VMBO_LEVELS) | Q(level__isnull=True))
"""Pupils of a secondary school are of the vmbo unless their level says otherwise."""


def students(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the mbo, hbo and wo students who met an employer; two queries."""
    return met(_encounters(window).filter(STUDENTS), scope)


def pupils(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the vmbo pupils who met an employer; two queries."""
    return met(_encounters(window).filter(PUPILS), scope)


def met(encounters: QuerySet[Encounter], scope: Scope) -> dict[str, Value]:
    """Count people once however often they met; a class without names counts once, at its largest."""
    path = PATHS[scope]
    known = grouped(encounters, path, n=Count("person_key", distinct=True))
    found = {key: n for key, (n,) in known.items()}
    for key, people in _largest(encounters, scope):
        found[key] = found.get(key, 0) + people
    return {key: Value(n) for key, n in found.items() if n or scope == Scope.REGION}


def _largest(encounters: QuerySet[Encounter], scope: Scope) -> list[tuple[str, int]]:
    """Give the largest number of every class, beside what it is counted under."""
    classes = encounters.filter(group_key__isnull=False).order_by()
    path = PATHS[scope]
    if path is None:
        return [("", row["most"]) for row in classes.values("group_key").annotate(most=Max("people"))]
    rows = classes.values("group_key", path).annotate(most=Max("people"))
    return [(key_of(row[path]), row["most"]) for row in rows]


def _encounters(window: Window) -> QuerySet[Encounter]:
    rows = Encounter.objects.filter(day__range=window.days)
    if window.school:
        rows = rows.filter(school=window.school)
    return rows.filter(event=window.event) if window.event else rows
