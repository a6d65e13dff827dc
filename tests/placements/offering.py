"""A lecture that a company offers, and when it can be had."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from profiles.models import Company, User
from vacancies.models import Lecture, Moment
from vacancies.offering_lectures import add_moment, offer_lecture

NINE = datetime(2026, 12, 1, 9, tzinfo=timezone.get_default_timezone())
HOUR = timedelta(hours=1)
TOLD = {"kind": "guest_lecture", "title": "Lassen in de praktijk"}


def offered(company: Company, *, by: User, at: datetime = NINE, **told: Any) -> Lecture:
    """Offer a lecture with one moment of an hour."""
    lecture = offer_lecture(company, told=TOLD | told, by=by)
    add_moment(lecture, at, at + HOUR, by=by)
    return lecture


def moment_of(lecture: Lecture) -> Moment:
    """Give the one moment of a lecture."""
    return Moment.objects.select_related("lecture__company").get(lecture=lecture)
