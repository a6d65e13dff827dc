"""The flywheel: the chain from a profile to a job, as the number of people at each link in a school year."""

from collections.abc import Callable

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from monitoring.counts.placements import started_in
from monitoring.counts.window import Window
from monitoring.indicators import Indicator, Scope
from monitoring.valuing import values
from placements.models import Contact, Encounter, Placement


class Link(models.TextChoices):
    """The links of the chain, in order."""

    PROFILE = "profile", _("active profile")
    MET = "met", _("met an employer")
    CONTACT = "contact", _("was in contact about a vacancy")
    TALK = "talk", _("had a talk about a vacancy")
    PLACE = "place", _("got a place")
    STARTED = "started", _("started")
    FINISHED = "finished", _("finished")
    JOB = "job", _("has a first job in the region")


def chain(window: Window) -> dict[Link, int | None]:
    """Count the people at each link until the end of a window; one query each.

    People who are at a link without the ones before (a placement that a school brought in) count there all
    the same. The first link is unknown for a day on which nobody measured it.
    """
    return {Link.PROFILE: _profiles(window)} | {link: count(window) for link, count in COUNTS.items()}


def _profiles(window: Window) -> int | None:
    value = values(Indicator.ACTIVE_STUDENT_PROFILES, Scope.REGION, window).get("")
    return value.count if value else None


def _met(window: Window) -> int:
    return _people(_encounters(window))


def _talked(window: Window) -> int:
    return _people(_encounters(window).filter(kind=Encounter.Kind.TALK))


def _contacted(window: Window) -> int:
    return _people(_of_school(Contact.objects.filter(sent_on__range=window.days), window))


def _placed(window: Window) -> int:
    agreed = Q(agreed_at__lt=window.moments[1]) | Q(agreed_at__isnull=True, start__lte=window.until)
    return _people(_placements(window).exclude(status=Placement.Status.CANCELLED).filter(agreed))


def _started(window: Window) -> int:
    return _people(started_in(window))


def _finished(window: Window) -> int:
    over = Placement.objects.filter(status=Placement.Status.FINISHED, ended_on__range=window.days)
    return _people(_of_school(over, window))


def _job(window: Window) -> int:
    return values(Indicator.STAYED_IN_REGION, Scope.REGION, window)[""].count


COUNTS: dict[Link, Callable[[Window], int]] = {
    Link.MET: _met,
    Link.CONTACT: _contacted,
    Link.TALK: _talked,
    Link.PLACE: _placed,
    Link.STARTED: _started,
    Link.FINISHED: _finished,
    Link.JOB: _job,
}


def _encounters(window: Window) -> QuerySet:
    return _of_school(Encounter.objects.filter(day__range=window.days), window)


def _placements(window: Window) -> QuerySet:
    return _of_school(Placement.objects.filter(school_year=window.year), window)


def _of_school(rows: QuerySet, window: Window) -> QuerySet:
    return rows.filter(school=window.school) if window.school else rows


def _people(rows: QuerySet) -> int:
    return rows.order_by().values("person_key").distinct().count()
