"""Lifelong learning: organisations whose people take courses, or that give them, and their employees."""

from django.db.models import Case, F, Q, QuerySet, Sum, When

from monitoring.counts.grouping import Paths, counts, pairs, sizes
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from profiles.models import Company
from vacancies.models import Course, Registration

PATHS: Paths = {
    Scope.REGION: None,
    Scope.SCHOOL: "course__school__uuid",
    Scope.LEVEL: "course__level",
    Scope.MUNICIPALITY: "course__place__municipality__code",
    Scope.SECTOR: "course__sector__code",
    Scope.COMPANY: "company__uuid",
}
"""All is that of the course, but the company: who sends its people there."""

ORGANISATION_PATHS: Paths = {scope: path for scope, path in PATHS.items() if scope != Scope.COMPANY}


def organisations(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the organisations that sent employees to a course or gave one to them; three queries.

    One that was typed under the name of a company that is here is that company.
    """
    path, rows = ORGANISATION_PATHS[scope], _registered(window)
    named = {name.casefold(): pk for pk, name in Company.objects.order_by("-pk").values_list("pk", "name")}
    sent = pairs(rows, path, "company", "organisation")
    gave = pairs(rows.filter(course__company__isnull=False), path, "course__company")
    told = {(key, company or named.get(name.casefold()) or name.casefold()) for key, (company, name) in sent}
    told |= {(key, company) for key, (company,) in gave}
    return sizes(((key, who) for key, who in told if who), path)


def employees(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the employees who take part: as many as were there, as registered until that is known."""
    there = Case(When(_is_known(window), then=F("attended")), default=F("people"))
    return counts(_registered(window), PATHS[scope], Sum(there))


def trained(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the employees who finished a course."""
    rows = _registered(window).filter(_is_known(window))
    return counts(rows, PATHS[scope], Sum("finished"))


def _is_known(window: Window) -> Q:
    return Q(finished_on__lte=window.until)


def _registered(window: Window) -> QuerySet[Registration]:
    """Give the registrations of employees for courses that began in a school year until a day."""
    stands = Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=window.until)
    rows = Registration.objects.filter(
        stands,
        participant=Registration.Participant.EMPLOYEE,
        registered_on__lte=window.until,
        course__status=Course.Status.OPEN,
        course__starts_on__range=window.days,
    )
    return rows.filter(course__school=window.school) if window.school else rows
