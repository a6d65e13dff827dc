"""How old somebody is on a day: a birthday on 29 February counts from 1 March in other years."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def age_on(birth_date: date, day: date) -> int:
    """Count the whole years lived on a day."""
    not_yet = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - not_yet


def turns(birth_date: date, years: int) -> date:
    """Give the day on which somebody reaches an age."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)


def born_by(years: int, day: date) -> date:
    """Give the latest birth date of somebody who has reached an age on a day: what a query compares with."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def latest_own_birth_date() -> date:
    """Give the latest birth date of somebody who consents without a guardian today (`CONSENT_AGE`)."""
    return born_by(settings.CONSENT_AGE, timezone.localdate())


def consents_alone(birth_date: date | None) -> bool:
    """Tell whether somebody is known to be old enough to consent without a guardian today."""
    return birth_date is not None and birth_date <= latest_own_birth_date()


def needs_guardian(birth_date: date | None) -> bool:
    """Tell whether somebody is known to be too young to consent alone; unknown is neither."""
    return birth_date is not None and not consents_alone(birth_date)
