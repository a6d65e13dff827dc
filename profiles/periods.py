"""How long personal data stays: periods of ``settings.RETENTION``, counted back from a moment."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone


def limit(period: str, now: datetime | None = None) -> datetime:
    """Give the moment before which something is older than a period: at the limit itself it is due.

    Months are those of the calendar: what began on 31 August is six months old on 28 February.
    """
    number, unit = settings.RETENTION[period]
    return (now or timezone.now()) - relativedelta(**{unit: number})


def months() -> dict[str, int]:
    """Give the periods by name, as people read them: so many months or days."""
    return {name: number for name, (number, _unit) in settings.RETENTION.items()}
