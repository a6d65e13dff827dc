"""Profiles that employers opened: the card or the name, each student once a year."""

from django.db.models import Count

from monitoring.counts.grouping import COPIED, Paths, counts
from monitoring.counts.meetings import STUDENTS
from monitoring.counts.window import Window
from monitoring.indicators import Scope, Value
from profiles.models import ProfileView

PATHS: Paths = COPIED | {Scope.COMPANY: "company__uuid"}


def known(scope: Scope, window: Window) -> dict[str, Value]:
    """Count the mbo, hbo and wo students whose profile an employer opened."""
    rows = ProfileView.objects.filter(STUDENTS, day__range=window.days)
    if window.school:
        rows = rows.filter(school=window.school)
    return counts(rows, PATHS[scope], Count("person_key", distinct=True))
