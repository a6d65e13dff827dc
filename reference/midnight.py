"""The moment at which a day begins, in the time zone of the installation."""

from datetime import date, datetime, time

from django.utils import timezone


def midnight(day: date) -> datetime:
    """Give the first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time()))
