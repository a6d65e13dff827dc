"""Contacts that the receiving side answered before the term."""

from django.db.models import Count, Q
from django.utils import timezone

from monitoring.counts.grouping import COPIED, Paths, grouped
from monitoring.counts.opinions import shares
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from placements.models import Contact

PATHS: Paths = COPIED | {Scope.COMPANY: "company__uuid"}
Outcome = Contact.Outcome


def in_time(scope: Scope, window: Window) -> dict[str, Value]:
    """Give how many of the contacts that were decided in the year somebody answered.

    What was taken back before is neither. A term that passed unnoticed is one that passed.
    """
    decided = Q(outcome__in=(Outcome.ANSWERED, Outcome.UNANSWERED), decided_on__range=window.days)
    rows = Contact.objects.filter(decided | _too_late(window))
    if window.school:
        rows = rows.filter(school=window.school)
    answered = Count("pk", filter=Q(outcome=Outcome.ANSWERED))
    return shares(grouped(rows, PATHS[scope], answered=answered, all=Count("pk")))


def _too_late(window: Window) -> Q:
    return Q(
        outcome=Outcome.WAITING,
        application__answer_by__range=window.days,
        application__answer_by__lt=timezone.localdate(),
    )
