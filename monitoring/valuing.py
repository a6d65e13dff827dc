"""What an indicator was worth on a day: counted from what happened, or as it was measured then."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from monitoring.counts import answers, learning, meetings, opinions, partners, placements, profiles, shortages
from monitoring.counts import views as opened
from monitoring.counts.grouping import Paths
from monitoring.counts.window import Window
from monitoring.indicators import Indicator, Scope, Value
from monitoring.models import Measurement

COUNTERS: dict[str, tuple[Callable[[Scope, Window], dict[str, Value]], Paths]] = {
    Indicator.STUDENTS_MET_EMPLOYERS: (meetings.students, meetings.PATHS),
    Indicator.VMBO_PUPILS_MET_EMPLOYERS: (meetings.pupils, meetings.PATHS),
    Indicator.PROFILES_KNOWN_TO_EMPLOYERS: (opened.known, opened.PATHS),
    Indicator.ACTIVE_STUDENT_PROFILES: (profiles.active, profiles.PATHS),
    Indicator.SCHOOLED_AND_A_YEAR_IN_SHORTAGE_JOB: (shortages.schooled, shortages.PATHS),
    Indicator.ORGANISATIONS_IN_LIFELONG_LEARNING: (learning.organisations, learning.ORGANISATION_PATHS),
    Indicator.EMPLOYEES_IN_LIFELONG_LEARNING: (learning.employees, learning.PATHS),
    Indicator.EMPLOYEES_TRAINED: (learning.trained, learning.PATHS),
    Indicator.PLACEMENTS: (placements.started, placements.PATHS),
    Indicator.STAYED_IN_REGION: (placements.stayed, placements.PATHS),
    Indicator.COMPANIES_TAKING_PART: (partners.companies, partners.PATHS),
    Indicator.GUEST_LECTURES_HELD: (partners.lectures, partners.LECTURES),
    Indicator.EMPLOYERS_SATISFIED_PERCENT: (opinions.employers, opinions.PATHS),
    Indicator.STUDENTS_SATISFIED_PERCENT: (opinions.students, opinions.PATHS),
    Indicator.CONTACTS_ANSWERED_IN_TIME_PERCENT: (answers.in_time, answers.PATHS),
}
MEETINGS = (Indicator.STUDENTS_MET_EMPLOYERS, Indicator.VMBO_PUPILS_MET_EMPLOYERS)
"""What is counted of one event too."""


STATES = (Indicator.ACTIVE_STUDENT_PROFILES,)
"""What stands from day to day and does not add up: a day that is over cannot be counted again."""


class NotCountedBy(Exception):
    """The indicator is not known by that scope, or not of one event."""


def scopes_of(indicator: str) -> tuple[Scope, ...]:
    """List by what an indicator is counted."""
    paths = COUNTERS[indicator][1]
    return tuple(scope for scope in Scope if scope in paths)


def values(indicator: str, scope: Scope, window: Window) -> dict[str, Value]:
    """Give an indicator by key of a scope, as it stood at the end of a window.

    The key of the region is empty and always there; others of which there is nothing are left out, and what
    is unknown of a row is `monitoring.counts.grouping.UNKNOWN`. A state (`STATES`) is counted today only: for
    a day that is over it is what was measured, if anything was. Raises `NotCountedBy`.
    """
    count, paths = COUNTERS[indicator]
    if scope not in paths or (window.event and indicator not in MEETINGS):
        raise NotCountedBy(indicator, scope)
    if indicator in STATES and window.until < timezone.localdate():
        return _measured(indicator, scope, window)
    return count(scope, window)


def _measured(indicator: str, scope: Scope, window: Window) -> dict[str, Value]:
    """Give what was last measured in a window; of the parts of one school nothing is."""
    if window.school is None:
        return last_measured(indicator, scope, window)
    if scope != Scope.REGION:
        return {}
    by_school = last_measured(indicator, Scope.SCHOOL, window)
    own = by_school.get(str(window.school.uuid))
    return {"": own or Value(0)} if by_school else {}


def last_measured(indicator: str, scope: Scope, window: Window) -> dict[str, Value]:
    """Give an indicator by key as it was last measured in a window; nothing, not zero, where nothing was."""
    rows = Measurement.objects.filter(indicator=indicator, scope=scope, day__range=window.days)
    last: date | None = rows.order_by("-day").values_list("day", flat=True).first()
    return {row.key: row.value for row in rows.filter(day=last)}
