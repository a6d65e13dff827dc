"""What a company offers: a period, hours and days, and one of its seats."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from placements.models import Application
from placements.seating import NoSeatLeft
from vacancies.models import SeatBlock

MOST_HOURS = 45
WEEK = range(1, 8)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is unsaid is what the vacancy says; ``weekdays`` 1–7, ``hours_per_week`` 1–45."""

    start: date | None = None
    end: date | None = None
    hours_per_week: int | None = None
    weekdays: tuple[int, ...] | None = None
    seat_block: UUID | None = None


class BadOffer(Exception):
    """An offer without a first day, that ends before it starts, or with hours or days that there are not."""


def check_offer(application: Application, offered: Offer) -> dict[str, Any]:
    """Give the fields of an offer, filled in from the vacancy. Raises `BadOffer` and `NoSeatLeft`."""
    vacancy = application.vacancy
    start = offered.start or vacancy.start
    end = offered.end or vacancy.end
    hours = vacancy.hours_max if offered.hours_per_week is None else offered.hours_per_week
    weekdays = offered.weekdays if offered.weekdays is not None else vacancy.weekdays
    if start is None or (end and end < start):
        raise BadOffer
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        raise BadOffer
    if weekdays is not None and (not weekdays or not set(weekdays) <= set(WEEK)):
        raise BadOffer
    return {
        "start": start,
        "end": end,
        "hours_per_week": hours,
        "weekdays": sorted(set(weekdays)) if weekdays else None,
        "seat_block": _block(application, offered, start),
    }


def _block(application: Application, offered: Offer, start: date) -> SeatBlock | None:
    """Find the block: the one named, else the first of the vacancy that has room when it starts."""
    blocks = SeatBlock.objects.filter(vacancy=application.vacancy)
    if offered.seat_block:
        named = blocks.filter(uuid=offered.seat_block).first()
        if named is None:
            raise BadOffer
        return named
    if not blocks.exists():
        return None
    fitting = blocks.filter(
        Q(start__isnull=True) | Q(start__lte=start),
        Q(end__isnull=True) | Q(end__gte=start),
        taken__lt=F("seats"),
    ).first()
    if fitting is None:
        raise NoSeatLeft
    return fitting
