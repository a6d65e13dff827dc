"""Active profiles: complete, shared and touched within a year; how it stands today, and no other day."""

from dateutil.relativedelta import relativedelta
from django.db.models import Count, FilteredRelation, Q, QuerySet
from django.utils import timezone

from monitoring.counts.grouping import Paths, counts
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from profiles.completeness import FEWEST_SKILLS
from profiles.models import Student, StudentSkill

PATHS: Paths = {
    Scope.REGION: None,
    Scope.SCHOOL: "enrolled__group__school__uuid",
    Scope.PROGRAMME: "programme__uuid",
    Scope.LEVEL: "level",
    Scope.MUNICIPALITY: "place__municipality__code",
    Scope.SECTOR: "programme__sector__code",
    Scope.CLASS: "enrolled__group__uuid",
}
TOUCHED_WITHIN = relativedelta(years=1)


def active(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the active profiles of today; at two schools at once, a student counts at both."""
    rows = active_students().annotate(enrolled=_enrolled_today())
    if window.school:
        rows = rows.filter(enrolled__group__school=window.school)
    return counts(rows, PATHS[scope], Count("pk", distinct=True))


def active_students() -> QuerySet[Student]:
    """Give those whose profile tells all there is to match on, whom employers see, and who are still here.

    Of any school or of none: whoever seeks a job counts too.
    """
    since = timezone.now() - TOUCHED_WITHIN
    touched = Q(updated_at__gte=since) | Q(user__last_login__gte=since)
    return complete_students().filter(touched, pk__in=Student.objects.carded().values("pk"))


def complete_students() -> QuerySet[Student]:
    """Give those of whom every part of a profile is known (`profiles.completeness`), in one query."""
    skilled = (
        StudentSkill.objects.order_by()
        .values("student")
        .annotate(skills=Count("pk"))
        .filter(skills__gte=FEWEST_SKILLS)
    )
    return (
        Student.objects.filter(
            level__isnull=False,
            kinds__isnull=False,
            place__isnull=False,
            reach_km__isnull=False,
            available_from__isnull=False,
            pk__in=skilled.values("student"),
        )
        .exclude(kinds=[])
        .exclude(level="")
    )


def _enrolled_today() -> FilteredRelation:
    today = timezone.localdate()
    lasts = Q(enrolments__ended_on__isnull=True) | Q(enrolments__ended_on__gt=today)
    return FilteredRelation("enrolments", condition=lasts)
